// The collections that a fenced div can show: friends, their newest posts, books and projects. Each row has the fields of an item, and what an item
// looks like.

import type { Element, ElementContent } from 'hast';
import { type CollectionName, FRIENDS_POSTS } from '../../base/collections.js';
import { type Fields, list, oneOf, type SettingsOf, text } from '../../fields/fields.js';
import { webAddress } from '../../fields/webAddress.js';
import type { Place } from '../../types.js';
import type { TextWords } from '../options.js';
import { DECORATION, element, filled, listItem } from './elements.js';
import type { Item } from './items.js';
import { address, day, MOST_STARS, stars } from './types.js';

/** What the items of a collection are shown with. */
export interface Showing {
  readonly words: TextWords;
  /** Renders inline markdown, which is at a place. */
  readonly inline: (markdown: string, place: Place | undefined) => ElementContent[];
  /** Returns the items of another collection in data/, if it has any. */
  readonly others: (name: CollectionName) => readonly Item[];
}

/** A kind of collection. Its name is the class of the div, and that of the file in data/. */
export interface CollectionKind {
  readonly meaning: string;
  readonly fields: Fields;
  /** The command that writes the file in data/, if the writer doesn't. */
  readonly command?: string;
  /** Returns the content of the div. */
  readonly show: (items: readonly Item[], showing: Showing) => ElementContent[];
}

const FRIEND = {
  name: { type: text, required: true, meaning: 'the name of the person or blog' },
  url: { type: address, required: true, meaning: 'its address' },
  avatar: { type: address, meaning: 'a square picture' },
  about: { type: text, meaning: 'a sentence about it, in markdown' },
  feed: { type: webAddress, meaning: 'the address of its feed' },
} satisfies Fields;

const FRIENDS_POST = {
  title: { type: text, required: true, meaning: 'the title' },
  url: { type: webAddress, required: true, meaning: 'its address' },
  friend: { type: text, required: true, meaning: 'the name of the friend, as in `data/friends.yaml`' },
  date: { type: day, meaning: 'the day when it was published' },
} satisfies Fields;

const BOOK_STATES = ['reading', 'read', 'wanted'] as const;

const BOOK = {
  title: { type: text, required: true, meaning: 'the title' },
  author: { type: text, meaning: 'its authors' },
  cover: { type: address, meaning: 'a picture of its cover' },
  url: { type: address, meaning: 'a page about it' },
  rating: { type: stars, meaning: 'stars, from 1 to 5' },
  date: { type: day, meaning: 'the day, month or year when it was read' },
  status: { type: oneOf(...BOOK_STATES), meaning: '`reading`, `read` or `wanted`: books are grouped by it' },
  about: { type: text, meaning: 'a remark, in markdown' },
} satisfies Fields;

const PROJECT = {
  name: { type: text, required: true, meaning: 'the name' },
  url: { type: address, meaning: 'its address' },
  picture: { type: address, meaning: 'a picture of it' },
  about: { type: text, meaning: 'a sentence about it, in markdown' },
  tags: { type: list(text), meaning: 'words such as the language it is written in' },
  status: { type: text, meaning: 'a word such as “archived”' },
} satisfies Fields;

export const COLLECTIONS = {
  friends: {
    meaning: 'links to the blogs of friends, as tiles',
    fields: FRIEND,
    show: (items, showing) => {
      const posts = showing.others(FRIENDS_POSTS);
      return [
        listOf(
          'tiles',
          items.map((item) => friend(item, newestOf(item, posts), showing)),
        ),
      ];
    },
  },
  [FRIENDS_POSTS]: {
    meaning: 'the newest posts of friends, by date',
    fields: FRIENDS_POST,
    command: 'npm run friends',
    show: (items) => [listOf('river', newestFirst(items).map(friendsPost))],
  },
  books: { meaning: 'books with their covers, grouped by `status`', fields: BOOK, show: shelves },
  projects: {
    meaning: 'projects, as tiles',
    fields: PROJECT,
    show: (items, showing) => [
      listOf(
        'tiles',
        items.map((item) => project(item, showing)),
      ),
    ],
  },
} as const satisfies { readonly [name in CollectionName]: CollectionKind };

/** Widths of pictures in CSS pixels, which their variants are made for. */
const WIDTHS = { avatar: 64, cover: 160, picture: 360 };

/** @param look the class that `templates/sheets/collections.css` styles */
const listOf = (look: 'tiles' | 'river' | 'shelf', items: readonly Element[]): Element =>
  element('ul', { className: [look] }, items);

/** @param post the newest post of the friend */
function friend({ values, at, place }: Item, post: Item | undefined, { inline }: Showing): Element {
  const { name, url, avatar, about, feed } = values as SettingsOf<typeof FRIEND>;
  return listItem(
    [
      picture('avatar', avatar, at.avatar),
      element('a', { className: ['name'], href: url }, [name], at.url),
      filled('p', {}, inline(about ?? '', at.about)),
      post && element('p', { className: ['newest'] }, [postLink(post), ' ', dayOf(post)], post.place),
      feed === undefined ? undefined : element('a', { className: ['feed'], href: feed }, ['RSS'], at.feed),
    ],
    place,
  );
}

/** Returns the newest post of a friend. */
function newestOf({ values: { name } }: Item, posts: readonly Item[]): Item | undefined {
  return newestFirst(posts.filter(({ values: { friend } }) => friend === name))[0];
}

function friendsPost(post: Item): Element {
  return listItem(
    [postLink(post), element('span', { className: ['friend'] }, [String(post.values.friend)]), dayOf(post)],
    post.place,
  );
}

/** Its title may be in a language that is written in another direction than the page. */
function postLink({ values, at }: Item): Element {
  const { title, url } = values as SettingsOf<typeof FRIENDS_POST>;
  return element('a', { href: url, dir: 'auto' }, [title], at.url);
}

/** Returns the `date` of an item: a day, a month or a year. */
function dayOf({ values: { date } }: Item): Element | undefined {
  const shown = typeof date === 'string' ? date.replace(/(?:-00)+$/, '') : undefined;
  return shown === undefined ? undefined : element('time', { dateTime: shown }, [shown]);
}

function project({ values, at, place }: Item, { inline }: Showing): Element {
  const { name, url, about, tags = [], status, ...others } = values as SettingsOf<typeof PROJECT>;
  const title = url === undefined ? element('span', { className: ['name'] }, [name]) : undefined;
  return listItem(
    [
      picture('picture', others.picture, at.picture),
      title ?? element('a', { className: ['name'], href: url ?? '' }, [name], at.url),
      filled('span', { className: ['status'] }, [status]),
      filled('p', {}, inline(about ?? '', at.about)),
      filled(
        'ul',
        { className: ['tags'] },
        tags.map((tag) => element('li', {}, [tag])),
      ),
    ],
    place,
  );
}

/** Returns the books below headings, if any has a status; those without one were read. */
function shelves(items: readonly Item[], showing: Showing): ElementContent[] {
  const isGrouped = items.some(({ values }) => values.status !== undefined);
  const sorted = newestFirst(items).map((item) => ({ status: item.values.status ?? 'read', book: book(item, showing) }));
  if (!isGrouped)
    return [
      listOf(
        'shelf',
        sorted.map((each) => each.book),
      ),
    ];
  const headings = { reading: showing.words.booksReading, read: showing.words.booksRead, wanted: showing.words.booksWanted };
  return BOOK_STATES.flatMap((status) => {
    const books = sorted.filter((each) => each.status === status).map((each) => each.book);
    return books.length === 0 ? [] : [element('h2', {}, [headings[status]]), listOf('shelf', books)];
  });
}

/** Sorts by date; items without a date come last, in their order. */
function newestFirst(items: readonly Item[]): readonly Item[] {
  const dateOf = ({ values }: Item) => String(values.date ?? '');
  return [...items].sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : 0));
}

function book(item: Item, { inline }: Showing): Element {
  const { values, at, place } = item;
  const { title, author, cover, url, rating, about } = values as SettingsOf<typeof BOOK>;
  return listItem(
    [
      // Without a picture, the stylesheet writes the title on a blank cover.
      picture('cover', cover, at.cover) ?? element('span', { className: ['cover'], dataTitle: title }, []),
      url === undefined
        ? element('span', { className: ['name'] }, [title])
        : element('a', { className: ['name'], href: url }, [title], at.url),
      filled('span', { className: ['author'] }, [author]),
      rating === undefined ? undefined : element('span', ratingLabel(rating), [starsOf(rating)]),
      dayOf(item),
      filled('p', {}, inline(about ?? '', at.about)),
    ],
    place,
  );
}

const ratingLabel = (rating: number) => ({ className: ['rating'], role: 'img', ariaLabel: `${rating}/${MOST_STARS}` });

const starsOf = (rating: number) => '★'.repeat(rating) + '☆'.repeat(MOST_STARS - rating);

function picture(name: keyof typeof WIDTHS, src: string | undefined, place: Place | undefined): Element | undefined {
  if (src === undefined) return undefined;
  return element('img', { src, alt: '', className: [name], width: String(WIDTHS[name]), [DECORATION]: '' }, [], place);
}
