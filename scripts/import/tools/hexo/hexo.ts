// Hexo: `_config.yml`, posts in `source/_posts/`, pages and files elsewhere in `source/`.

import { posix } from 'node:path';
import { liquidIn } from '../../../render/foreign/tags.js';
import { mapping } from '../../dataFiles.js';
import { cleanedHeader, undated } from '../../fields.js';
import { matcherOf } from '../../globs.js';
import { type FieldValue, type HeaderChange, listOf, readOldHeader, textOf } from '../../header.js';
import type { Note, OldBlog, OldFile, OldList, OldText } from '../../oldBlog.js';
import { type OldDate, readOldDate, writtenDate } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import type { OldTool } from '../../oldTool.js';
import { dataFile, newPlace } from '../../places.js';
import { dialectWith } from '../../settings.js';
import { rewriteFences } from '../../text/fences.js';
import { marksOf } from '../../text/marks.js';
import { convertTags } from '../../text/tags.js';
import { CONFIG, type HexoConfig, menuOf, notesOn, readHexoConfig, servicesOf } from './config.js';
import { type Friends, friendsIn } from './friends.js';
import { hexoLists } from './lists.js';
import { addressOf, hexoAddress, hexoSlug } from './permalink.js';
import { convertHexoTag, fenceInfo, isVerbatim } from './tags.js';

const TAGS = { find: liquidIn, isVerbatim } as const;

export const hexo: OldTool = {
  name: 'hexo',
  title: 'Hexo',
  sign: '_config.yml and source/_posts/',
  recognises: (folder) => folder.has(CONFIG) && folder.hasFolder('source/_posts') && !folder.has('Gemfile'),
  read: (folder) => new HexoReader(folder).blog(),
  marks: marksOf(TAGS, 'gfm'),
  convert: (text, place) =>
    rewriteFences(
      convertTags(text.body, place.dialect, TAGS, (tag) => convertHexoTag(tag, place)),
      fenceInfo,
    ),
};

class HexoReader {
  private readonly config: HexoConfig;
  private readonly friends: Friends | undefined;
  private readonly notes: Note[] = [];

  constructor(private readonly folder: OldFolder) {
    this.config = readHexoConfig(folder);
    this.friends = friendsIn(folder, this.config.source);
  }

  blog(): OldBlog {
    const { config } = this;
    const { values, timezone, language } = config;
    const below = this.files();
    const texts = below.filter((path) => this.isText(path)).flatMap((path) => this.text(path) ?? []);
    const files = below.filter((path) => !this.isText(path)).flatMap((path) => this.file(path));
    const menu = menuOf(config);
    return {
      settings: {
        title: textOf(values.title),
        url: this.siteUrl(),
        description: textOf(values.description) ?? textOf(values.subtitle),
        author: textOf(values.author),
        ...{ language, timezone },
        permalink: `/${config.permalink.replace(/^\/+/, '')}`,
        markdown: this.dialect(),
        ...(menu && { navigation: menu }),
        more: {
          ...(values.future === false && { future: 'wait' }),
          ...{ taxonomies: { categories: { nested: true } }, ...servicesOf(config) },
        },
      },
      texts,
      files,
      spare: this.themeFiles(),
      ...(this.friends && { made: { [dataFile('friends.yaml')]: this.friends.yaml } }),
      lists: [...hexoLists(config, texts), ...this.listPages],
      notes: [...this.notes, ...notesOn(config)],
    };
  }

  /** Returns the paths of files below the folder of sources, without those that the settings exclude. */
  private files(): string[] {
    const { source, values } = this.config;
    const [isExcluded, isIgnored, isCopied] = [values.exclude, values.ignore, values.skip_render].map((each) =>
      matcherOf(listOf(each)),
    );
    return this.folder.below(source).flatMap((from) => {
      const path = from.slice(source.length + 1);
      if (isExcluded?.(path) || isIgnored?.(from)) {
        this.notes.push({ about: 'a file that the settings exclude', outcome: 'was not moved', at: from });
        return [];
      }
      if (!isMarkdown(path) || !isCopied?.(path)) return [path];
      this.notes.push({ about: 'a text that is copied as it is (skip_render)', outcome: 'was not moved', at: from });
      return [];
    });
  }

  /** Pages that only show a list of tags, categories or posts. */
  private readonly listPages: OldList[] = [];

  private siteUrl(): string | undefined {
    const { values } = this.config;
    const url = textOf(values.url)?.replace(/\/+$/, '');
    const root = textOf(values.root)?.replace(/^\/*|\/*$/g, '') ?? '';
    return url && root && !url.endsWith(`/${root}`) ? `${url}/${root}` : url;
  }

  /** The dialect of Hexo's renderers. @see hexo-renderer-marked, hexo-renderer-markdown-it: line breaks are visible unless switched off */
  private dialect(): string {
    const packages = this.folder.has('package.json') ? this.folder.text('package.json') : '';
    if (packages.includes('"hexo-renderer-pandoc"')) return 'markdown';
    const { values } = this.config;
    const breaks =
      mapping(values.marked).breaks ?? mapping(mapping(values.markdown).render).breaks ?? mapping(values.kramed).breaks;
    return dialectWith('gfm', ['alerts', 'emoji', ...(breaks === false ? [] : ['hard_line_breaks']), 'tex_math_dollars']);
  }

  private isText(path: string): boolean {
    if (/^_(?!posts\/|drafts\/)/.test(path) || path.includes('/_')) return false;
    return isMarkdown(path) || (/\.html?$/.test(path) && readOldHeader(this.folder.text(this.from(path))).bodyOffset > 0);
  }

  private from(path: string): string {
    return `${this.config.source}/${path}`;
  }

  private text(path: string): OldText | undefined {
    const from = this.from(path);
    const written = this.folder.text(from);
    const { fields, yaml, bodyOffset, mistake } = readOldHeader(written, false);
    if (mistake)
      this.notes.push({ about: 'a mistake in a header', outcome: `was read as well as possible: ${mistake}`, at: from });
    const body = this.withFriends(written.slice(bodyOffset), fields);
    const folder = /^_(?:posts|drafts)(?=\/)/.exec(path)?.[0];
    const list = folder === undefined ? listOfPage(fields) : undefined;
    const held =
      folder === '_drafts' ? 'it is in _drafts/' : list && body.trim() !== '' ? `the page of ${list} is made here` : undefined;
    if (list) {
      this.listPages.push({ address: pageAddress(path), of: list });
      if (body.trim() === '') return undefined;
      this.notes.push({ about: `the text of the page of ${list}`, outcome: 'is a draft now: that page is made here', at: from });
    }
    const { change, hidden, wasPublished, notes } = cleanedHeader(fields, from, this.config.timezone, held);
    this.notes.push(...notes);
    const kind = folder === undefined ? 'page' : 'post';
    const text = { from, kind, fields, yaml, change, body, ...(hidden !== undefined && { hidden }) } as const;
    if (kind === 'page') {
      const to = `${path.replace(/\.\w+$/, '')}.md`;
      const address = textOf(fields.permalink) ? addressOf(textOf(fields.permalink) as string) : pageAddress(path);
      return {
        ...text,
        change: { ...change, ...undated(fields) },
        to,
        ...(wasPublished && { address }),
        folders: [posix.dirname(from), this.config.source],
      };
    }
    return this.post(path, text, wasPublished);
  }

  /** Adds the list of friends to their page. */
  private withFriends(body: string, fields: OldText['fields']): string {
    const isTheirs = /^(?:links?|friends?|flinks?)$/.test(textOf(fields.type) ?? textOf(fields.layout) ?? '');
    return this.friends && isTheirs ? `${body.trimEnd()}\n\n<div class="friends"></div>\n` : body;
  }

  private post(path: string, text: Omit<OldText, 'to' | 'address' | 'folders'>, wasPublished: boolean): OldText {
    const { from, fields } = text;
    const stem = path.slice(path.indexOf('/') + 1).replace(/\.\w+$/, '');
    const { slug, date: dateInName } = this.nameParts(stem);
    const { timezone } = this.config;
    const isDated = readOldDate(fields.date ?? dateInName, timezone) !== undefined;
    const date = readOldDate(isDated || !wasPublished ? (fields.date ?? dateInName) : this.folder.added(from), timezone);
    const added = isDated ? (fields.date === undefined ? dateInName : undefined) : date && writtenDate(date);
    if (!isDated && wasPublished)
      this.notes.push({
        about: 'a post without a date',
        outcome: 'has the date of its file now, as Hexo would give it',
        at: from,
      });
    const change = { ...text.change, ...(added !== undefined && { date: added }), ...oneTag(fields.tags) };
    const to = `${text.hidden !== undefined && path.startsWith('_drafts/') ? 'drafts' : 'posts'}/${stem}.md`;
    const permalink = textOf(fields.permalink);
    const address = !wasPublished ? undefined : permalink ? addressOf(permalink) : date && this.address(slug, fields, date);
    const assets = `${this.config.source}/${path.replace(/\.\w+$/, '')}`;
    return {
      ...text,
      change,
      to,
      ...(address !== undefined && { address }),
      folders: [assets, posix.dirname(from), this.config.source],
    };
  }

  private address(slug: string, fields: OldText['fields'], date: OldDate): string {
    const category = this.categoryOf(fields.categories ?? fields.category);
    return hexoAddress(this.config.permalink, {
      slug,
      title: textOf(fields.title) ?? '',
      date,
      timestamp: date.timestamp,
      category,
      fields,
    });
  }

  private categoryOf(categories: FieldValue | undefined): string {
    const last = Array.isArray(categories) && Array.isArray(categories.at(-1)) ? categories.at(-1) : categories;
    const names = listOf(last);
    if (names.length === 0) return textOf(this.config.values.default_category) ?? 'uncategorized';
    const map = mapping(this.config.values.category_map);
    return names.map((name) => hexoSlug(textOf(map[name]) ?? name, Number(this.config.values.filename_case ?? 0) as 0)).join('/');
  }

  /** Divides a file name by `new_post_name`, such as `:year-:month-:day-:title.md`. */
  private nameParts(stem: string): { readonly slug: string; readonly date: string | undefined } {
    const pattern = (textOf(this.config.values.new_post_name) ?? ':title.md').replace(/\.\w+$/, '');
    if (pattern === ':title') return { slug: stem, date: undefined };
    const names: string[] = [];
    const source = pattern.replace(/:([a-z_]+)|[.*+?^${}()|[\]\\]/g, (all, name: string | undefined) => {
      if (name === undefined) return `\\${all}`;
      names.push(name);
      return (
        { year: '(\\d{4})', month: '(\\d{2})', day: '(\\d{2})', i_month: '(\\d{1,2})', i_day: '(\\d{1,2})' }[name] ?? '(.+?)'
      );
    });
    const match = new RegExp(`^${source}$`).exec(stem);
    const parts = Object.fromEntries(names.map((name, at) => [name, match?.[at + 1] ?? '']));
    if (!match || !parts.title) return { slug: stem, date: undefined };
    const [month, day] = [parts.month ?? parts.i_month, parts.day ?? parts.i_day];
    const date = parts.year && month && day ? `${parts.year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
    return { slug: parts.title, date };
  }

  private file(path: string): OldFile[] {
    const from = this.from(path);
    if (from === this.friends?.from) return [];
    if (/^_(?!posts\/|drafts\/|headers$|redirects$)/.test(path)) {
      const outcome = 'was not moved: the old theme reads it';
      this.notes.push({ about: `a file in ${path.split('/', 1)[0]}/`, outcome, at: from });
      return [];
    }
    const inPosts = path.replace(/^_(posts|drafts)\//, '$1/');
    return [{ from, to: newPlace(inPosts) }];
  }

  /** Pictures of the theme, which posts may show. */
  private themeFiles(): OldFile[] {
    const base = `themes/${textOf(this.config.values.theme) ?? ''}/source`;
    return this.folder.below(base).map((from) => ({ from, to: `content${from.slice(base.length)}` }));
  }
}

/** A text is one tag in Hexo. Texts with commas stay: their writers meant several. */
function oneTag(tags: FieldValue | undefined): HeaderChange {
  return typeof tags === 'string' && /\S\s+\S/.test(tags) && !/[,，、;；]/.test(tags) ? { tags: [tags.trim()] } : {};
}

/** The address of a page: that of its file. */
function pageAddress(path: string): string {
  return addressOf(path.replace(/\.\w+$/, '.html'));
}

/** Returns what a page lists, if it only shows a list. */
function listOfPage(fields: OldText['fields']): OldList['of'] | undefined {
  const kind = textOf(fields.type) ?? textOf(fields.layout);
  const lists: { readonly [kind: string]: OldList['of'] } = {
    ...{ tags: 'tags', tag: 'tags', categories: 'categories', category: 'categories' },
    ...{ archives: 'years', archive: 'years', search: 'search' },
  };
  return kind === undefined ? undefined : lists[kind];
}
