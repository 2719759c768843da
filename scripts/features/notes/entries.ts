// The notes of a site, newest first, and what pages and feeds show of them.

import { pageHtml } from '../../assemble/fill.js';
import type { Frame } from '../../assemble/frame.js';
import type { PictureStyles } from '../../assemble/pictureHtml.js';
import { byPath } from '../../assemble/rendered.js';
import type { Site } from '../../assemble/site.js';
import { withoutStyleAttributes } from '../../assemble/styleAttributes.js';
import { href } from '../../assemble/urls.js';
import type { ValuesFor, VariableDocs } from '../../assemble/variables.js';
import { hashOf } from '../../base/hash.js';
import { notesRoot, notesYearUrl } from '../../base/notes.js';
import { cut } from '../../base/text/cut.js';
import type { Note, Picture, Piece } from '../../types.js';

/** A note of a site. */
export interface NoteEntry extends Note {
  /** File below `content/`. */
  readonly path: string;
  /** Decoded address of the page of its year. */
  readonly page: string;
  /** Present if it is not the site's. */
  readonly lang?: string;
}

const known = new WeakMap<Site, readonly NoteEntry[]>();

/** Returns the notes that are public, newest first. Their articles must be ready. */
export function notesOf(site: Site): readonly NoteEntry[] {
  let entries = known.get(site);
  if (!entries) {
    entries = entriesOf(site);
    known.set(site, entries);
  }
  return entries;
}

function entriesOf({ outline, facts }: Site): readonly NoteEntry[] {
  const { notes: sources } = outline;
  const { notes: name, prefix } = outline.config;
  if (name === undefined) return [];
  const taken = new Set<string>();
  const all = sources.flatMap(({ path, meta: { lang } }) => {
    const found = (facts.articles.head(path).notes ?? []).map((note): NoteEntry => {
      const page = notesYearUrl(notesRoot(prefix, name), note.date.slice(0, 4));
      return { ...note, path, page, ...(lang !== undefined && { lang }) };
    });
    return newestFirst(found);
  });
  // Several files may have notes of the same time: the first keeps the id.
  const unique = all.map((note): NoteEntry => {
    let { id } = note;
    for (let number = 2; taken.has(`${note.page}#${id}`); number++) id = `${note.id}-${number}`;
    taken.add(`${note.page}#${id}`);
    return { ...note, id };
  });
  const keyOf = ({ date, time = '' }: NoteEntry) => `${date} ${time}`;
  return unique.sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : keyOf(a) > keyOf(b) ? -1 : 0));
}

/** Returns the notes of a file, reversed if the oldest is the first: that decides between notes of the same time. */
function newestFirst(notes: readonly NoteEntry[]): readonly NoteEntry[] {
  return (notes[0]?.date ?? '') > (notes.at(-1)?.date ?? '') ? notes : notes.toReversed();
}

/** Returns the paths of the pictures in a note. */
function picturesIn(body: readonly Piece[]): readonly string[] {
  return body.flatMap((piece) => {
    if (typeof piece === 'string' || piece.type !== 'picture') return [];
    return piece.dark === undefined ? [piece.path] : [piece.path, piece.dark];
  });
}

/** Returns a hash of notes with their pictures. */
export function notesHash({ facts }: Site, notes: readonly NoteEntry[]): string {
  return hashOf(JSON.stringify(notes), ...notes.flatMap(({ body }) => picturesIn(body).map(facts.pictures.key)));
}

/** Notes with the pictures they show: plain data, which is sent to workers. */
export interface ShownNotes {
  readonly notes: readonly NoteEntry[];
  /** Those that could be made. */
  readonly pictures: readonly Picture[];
}

export function shownNotes({ facts }: Site, notes: readonly NoteEntry[]): ShownNotes {
  const paths = new Set(notes.flatMap(({ body }) => picturesIn(body)));
  return { notes, pictures: [...paths].flatMap((path) => facts.pictures.get(path) ?? []) };
}

export const NOTE = {
  id: { meaning: 'its id on the page of its year' },
  url: { meaning: 'its address, which never changes' },
  date: { meaning: 'the day' },
  time: { meaning: 'hours and minutes; empty if not given' },
  datetime: { meaning: 'both, for `<time>`' },
  title: { meaning: 'its title; empty for most notes' },
  excerpt: { meaning: 'the beginning of its text' },
  lang: { meaning: 'its language, if it is not that of the page' },
  body: { meaning: 'its text', html: true },
} as const satisfies VariableDocs;

/** Maximum number of characters of an excerpt. */
const EXCERPT = 120;

/** Returns the template values of notes. @param page address of the page; @param styles filled with the CSS of pictures */
export function noteValues(
  frame: Frame,
  { notes, pictures }: ShownNotes,
  { url, styles }: { readonly url: string; readonly styles: PictureStyles },
): (ValuesFor<typeof NOTE> & { readonly body: { readonly html: string } })[] {
  const { config } = frame;
  const map = byPath(pictures);
  return notes.map((note, at) => {
    const { id, page, date, time = '', title, text, lang = config.language } = note;
    const minutes = time.slice(0, 5);
    const html = pageHtml(note.body, { url, site: config.url, pictures: map, styles, isBelowPicture: at > 0 });
    return {
      id,
      url: `${href(config.url, page)}#${encodeURIComponent(id)}`,
      date,
      time: minutes,
      datetime: time === '' ? date : `${date}T${time}`,
      title,
      excerpt: beginning(text, EXCERPT),
      lang: lang === config.language ? '' : lang,
      body: { html: withoutStyleAttributes(html, styles) },
    };
  });
}

/** Returns the beginning of a text. @param most maximum number of characters before the ellipsis */
export function beginning(text: string, most: number): string {
  return text.length > most ? `${cut(text, most).trimEnd()}…` : text;
}
