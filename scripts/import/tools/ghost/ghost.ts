// Ghost: an export in JSON (Settings → Labs), with `content/images/` and the like beside it.

import { timezoneOf } from '../../../base/text/timezones.js';
import { exportTexts, SITE_DIALECT } from '../../exports/exportTool.js';
import { fileNameFor, withoutMail } from '../../exports/names.js';
import { asTitle, mostFrequent, plainText } from '../../exports/titles.js';
import { uploadsIn } from '../../exports/uploads.js';
import { type FieldValue, type FieldValues, isMapping, textOf } from '../../header.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldBlog, OldLink, OldList, OldText } from '../../oldBlog.js';
import { readOldDate, writtenDate } from '../../oldDate.js';
import type { OldFolder } from '../../oldFolder.js';
import { OldBlogError, type OldTool } from '../../oldTool.js';
import { languageOf } from '../../services.js';
import { markdownIn } from './mobiledoc.js';

export const ghost: OldTool = {
  name: 'ghost',
  title: 'Ghost',
  sign: 'an export in JSON (Settings → Labs), a file .json',
  recognises: (folder) => exportIn(folder) !== undefined,
  read: (folder) => new GhostReader(folder).blog(),
  ...exportTexts({ htmlOf: (body) => body, dialect: SITE_DIALECT }),
};

/** Characters in which an export says what it is. */
const START = 4000;

function exportIn(folder: OldFolder): string | undefined {
  const isExport = (path: string): boolean => {
    const start = folder.start(path, START);
    return /"exported_on"|"db"\s*:\s*\[/.test(start) && /"(?:data|meta)"\s*:/.test(start);
  };
  return folder.files.find((path) => path.endsWith('.json') && !path.includes('/') && isExport(path));
}

type Row = FieldValues;

class GhostReader {
  private readonly file: string;
  private readonly tables: { readonly [table: string]: readonly Row[] };
  private readonly settings: ReadonlyMap<string, FieldValue>;
  private readonly isOld: boolean;
  private readonly language: string;
  private readonly timezone: string;
  private readonly users: ReadonlyMap<string, string>;
  private readonly tags: ReadonlyMap<string, Row>;
  private readonly mainAuthor: string | undefined;
  private readonly notes: Note[] = [];

  constructor(private readonly folder: OldFolder) {
    const file = exportIn(folder);
    if (file === undefined) throw new OldBlogError(`${folder.root} has no export of Ghost`);
    this.file = file;
    const { data, version } = exportData(folder.text(file), file);
    this.tables = data;
    this.isOld = /^0/.test(version);
    this.settings = new Map(this.rows('settings').map(({ key, value }) => [String(key), value ?? null]));
    const written = this.option('locale', 'lang', 'default_locale', 'defaultLang');
    const htmls = this.rows('posts')
      .slice(0, 20)
      .map(({ html }) => String(html ?? ''));
    const byText = languageOfTexts(htmls);
    // `en` is what Ghost is set to unless its owner changes it.
    this.language = (/^en(?:_US)?$/.test(written ?? '') ? undefined : languageOf(written?.replace('_', '-'))) ?? byText;
    this.timezone = this.option('timezone', 'active_timezone', 'activeTimezone') ?? timezoneOf(this.language);
    this.users = new Map(
      this.rows('users').map(({ id, name, slug }) => [String(id), withoutMail(textOf(name)) ?? textOf(slug) ?? '']),
    );
    this.tags = new Map(this.rows('tags').map((tag) => [String(tag.id), tag]));
    this.mainAuthor = mostFrequent(this.rows('posts').flatMap((post) => this.authorsOf(post).slice(0, 1)));
  }

  private rows(table: string): readonly Row[] {
    return this.tables[table] ?? [];
  }

  private option(...names: readonly string[]): string | undefined {
    return names.map((name) => textOf(this.settings.get(name))).find(Boolean);
  }

  blog(): OldBlog {
    const texts = this.rows('posts').flatMap((post, at) => this.text(post, `${this.file}#${at + 1}`) ?? []);
    this.noteOthers();
    return {
      settings: {
        title: asTitle(this.option('title'), SITE_DIALECT) || undefined,
        url: this.option('url'),
        description: withoutMail(this.option('description')),
        author: this.mainAuthor,
        ...{
          language: this.language,
          timezone: this.timezone,
          permalink: sitePattern(this.permalinks()),
          markdown: SITE_DIALECT,
        },
        ...this.navigation(),
        more: {},
      },
      texts,
      ...uploadsIn(this.folder, 'content/images', 'content/media', 'content/files'),
      isExport: true,
      lists: this.lists(texts),
      notes: this.notes,
    };
  }

  /** The pattern of addresses. Newer versions keep it in routes.yaml, which an export does not have. */
  private permalinks(): string {
    return this.option('permalinks') ?? '/:slug/';
  }

  private navigation(): { navigation?: OldLink[] } {
    const entries = jsonIn(this.option('navigation'));
    const links = (Array.isArray(entries) ? entries : []).flatMap((entry: FieldValue): OldLink[] => {
      const [title, url] = isMapping(entry) ? [textOf(entry.label), textOf(entry.url)] : [];
      return title && url && url !== '#' ? [{ title, url: localOf(url) }] : [];
    });
    return links.length > 0 ? { navigation: links } : {};
  }

  private authorsOf({ id, author_id: own }: Row): string[] {
    const listed = this.rows('posts_authors').filter((row) => row.post_id === id);
    const ids = listed.length > 0 ? sorted(listed).map((row) => String(row.author_id)) : [String(own)];
    return ids.flatMap((each) => this.users.get(each) || []);
  }

  private text(post: Row, from: string): OldText | undefined {
    const kind = post.type === 'page' || Number(post.page) === 1 || post.page === true ? 'page' : 'post';
    const hidden = this.reasonToHide(post, from);
    const slug = textOf(post.slug) ?? '';
    const name = fileNameFor(slug, textOf(post.title) ?? String(post.id));
    const date = this.dateOf(post.published_at);
    const isPublished = post.status === 'published' && hidden !== undefined;
    const address = hidden === undefined || isPublished ? this.addressOf(kind, slug, post, date) : undefined;
    const to =
      kind === 'page'
        ? `${name}.md`
        : hidden === undefined && date
          ? `posts/${date.slice(0, 10)}-${name}.md`
          : `drafts/${name}.md`;
    const { body, dialect } = this.bodyOf(post, from);
    const header = this.headerOf(post, kind, date, from);
    return {
      ...{ from, to, kind, body, folders: ['.'], change: {} },
      fields: { ...header, ...(dialect && { markdown: dialect }), ...(hidden !== undefined && { draft: true }) },
      ...(hidden !== undefined && { hidden }),
      ...(address !== undefined && { address }),
      feedId: String((this.isOld ? post.uuid : post.id) ?? post.id),
    };
  }

  private reasonToHide(post: Row, at: string): string | undefined {
    const status = textOf(post.status) ?? 'published';
    const visibility = textOf(post.visibility) ?? 'public';
    if (visibility !== 'public') {
      this.notes.push({
        about: 'a text with "visibility"',
        outcome: 'is a draft now, since a static site cannot protect it',
        at,
      });
      return '"visibility" hides it from some readers';
    }
    if (/^(?:true|1)$/.test(this.option('is_private', 'isPrivate') ?? '')) return 'the whole site was private';
    return status === 'published' ? undefined : `its status is "${status}"`;
  }

  private dateOf(value: FieldValue | undefined): string | undefined {
    const moment = typeof value === 'number' ? new Date(value).toISOString() : textOf(value);
    const isBare = moment !== undefined && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(moment);
    const date = readOldDate(isBare ? `${moment.replace(' ', 'T')}Z` : moment, this.timezone);
    return date && writtenDate(date);
  }

  private addressOf(kind: OldText['kind'], slug: string, post: Row, date: string | undefined): string | undefined {
    if (slug === '') return undefined;
    const [year = '', month = '', day = ''] = (date ?? '').slice(0, 10).split('-');
    const tag = textOf(this.tagsOf(post)[0]?.slug) ?? 'all';
    const values: { readonly [name: string]: string } = {
      slug,
      year,
      month,
      day,
      id: String(post.id),
      primary_tag: tag,
      author: '',
    };
    const pattern = kind === 'page' ? '/:slug/' : this.permalinks();
    return pattern
      .replace(/:([a-z_]+)|\{([a-z_]+)\}/g, (_all, a: string | undefined, b: string | undefined) => values[a ?? b ?? ''] ?? '')
      .replace(/\/{2,}/g, '/');
  }

  /** Returns HTML, or the markdown of versions that kept it alone. */
  private bodyOf(post: Row, at: string): { readonly body: string; readonly dialect?: string } {
    const html = textOf(post.html);
    if (html !== undefined) return { body: html.replaceAll('__GHOST_URL__', '') };
    const markdown = textOf(post.markdown) ?? markdownIn(textOf(post.mobiledoc));
    if (markdown !== undefined) return { body: markdown.replaceAll('__GHOST_URL__', ''), dialect: 'gfm' };
    if (textOf(post.lexical) ?? textOf(post.mobiledoc)) {
      const plain = textOf(post.plaintext);
      this.notes.push({
        about: 'a text that Ghost has not rendered',
        outcome: 'has only its words: open and save it in Ghost, and export again',
        at,
      });
      return {
        body:
          plain === undefined
            ? ''
            : plain.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;')).replace(/\n{2,}/g, '<p>'),
      };
    }
    return { body: '' };
  }

  /** The tags of a post, the primary one first. Those that begin with `#` are for the theme. */
  private tagsOf({ id }: Row): Row[] {
    const links = sorted(this.rows('posts_tags').filter((row) => row.post_id === id));
    const tags = links.flatMap((row): Row[] => {
      const tag = this.tags.get(String(row.tag_id));
      return tag ? [tag] : [];
    });
    return tags.filter(({ name, visibility }) => visibility !== 'internal' && !textOf(name)?.startsWith('#'));
  }

  private headerOf(post: Row, kind: OldText['kind'], date: string | undefined, at: string): FieldValues {
    const meta = this.rows('posts_meta').find((row) => row.post_id === post.id) ?? {};
    const authors = this.authorsOf(post);
    const tags = this.tagsOf(post).flatMap(({ name }) => textOf(name) ?? []);
    const description = plainText(textOf(post.custom_excerpt) ?? textOf(meta.meta_description) ?? textOf(post.meta_description));
    const cover = localOf(textOf(post.feature_image) ?? textOf(post.image) ?? '');
    const alt = textOf(meta.feature_image_alt);
    const updated = this.dateOf(post.updated_at)?.slice(0, 10);
    if (textOf(meta.feature_image_caption)) this.notes.push({ about: 'the caption of a cover', outcome: 'was left out', at });
    if (textOf(post.codeinjection_head) ?? textOf(post.codeinjection_foot))
      this.notes.push({ about: 'code that Ghost put into a page', outcome: 'was left out', at });
    return {
      title: asTitle(textOf(post.title), SITE_DIALECT) || (textOf(post.slug) ?? ''),
      ...(kind === 'post' && date !== undefined && { date }),
      ...(kind === 'post' && date !== undefined && updated !== undefined && updated > date.slice(0, 10) && { updated }),
      ...(authors.length > 0 &&
        (authors.length > 1 || authors[0] !== this.mainAuthor) && {
          author: authors.length > 1 ? authors : (authors[0] as string),
        }),
      ...(description && { description }),
      ...(tags.length > 0 && { tags }),
      ...(cover && { cover: alt ? { image: cover, alt } : cover }),
      ...(Number(post.featured) === 1 && kind === 'post' && { pinned: true }),
    };
  }

  private noteOthers(): void {
    const at = this.file;
    if (this.option('url') === undefined)
      this.notes.push({ about: 'the address of the site', outcome: 'is not in the export: set "url" in site.yaml', at });
    if (this.option('ghost_head', 'ghost_foot', 'codeinjection_head', 'codeinjection_foot'))
      this.notes.push({ about: 'code that Ghost put into all pages', outcome: 'was left out', at });
    for (const { name } of this.rows('tags'))
      if (textOf(name)?.startsWith('#'))
        this.notes.push({ about: 'a tag for the theme', outcome: 'was left out', at: textOf(name) ?? at });
  }

  private lists(texts: readonly OldText[]): OldList[] {
    const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
    const used = new Set(posts.flatMap(({ fields }) => (Array.isArray(fields.tags) ? fields.tags.map(String) : [])));
    const tags = this.rows('tags').filter(({ name }) => used.has(textOf(name) ?? ''));
    const authors = this.rows('users').flatMap(({ slug }) => (textOf(slug) ? [`/author/${textOf(slug)}/`] : []));
    const pages = Array.from(
      { length: Math.max(0, Math.ceil(posts.length / Number(this.option('postsPerPage', 'posts_per_page') ?? 25)) - 1) },
      (_each, at) => `/page/${at + 2}/`,
    );
    return [
      { address: '/rss/', of: 'feed' },
      ...tags.map(({ name, slug }): OldList => ({ address: `/tag/${textOf(slug)}/`, of: 'tag', term: [textOf(name) ?? ''] })),
      ...[...authors, ...pages].map((address): OldList => ({ address, of: 'posts' })),
    ];
  }
}

/** Reads the tables of an export. @throws OldBlogError for text that is not JSON */
function exportData(
  json: string,
  file: string,
): { readonly data: { readonly [table: string]: readonly Row[] }; readonly version: string } {
  const value = jsonIn(json);
  const outer = isMapping(value) ? value : {};
  const inner = Array.isArray(outer.db) ? outer.db[0] : outer;
  const data = isMapping(inner) ? inner.data : undefined;
  if (!isMapping(inner) || !isMapping(data) || !Array.isArray(data.posts))
    throw new OldBlogError(`${file} is not an export of Ghost`);
  const version = isMapping(inner.meta) ? String(inner.meta.version ?? '') : '';
  return { data: data as { readonly [table: string]: readonly Row[] }, version };
}

function jsonIn(json: string | undefined): FieldValue {
  try {
    return JSON.parse(json ?? 'null') as FieldValue;
  } catch {
    return null;
  }
}

const sorted = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0));

const localOf = (address: string): string => address.replace('__GHOST_URL__', '');

/** Returns the pattern in the words of the new site. */
function sitePattern(pattern: string): string | undefined {
  const plain = pattern.replace(/\{([a-z_]+)\}/g, ':$1').replaceAll(':slug', ':title');
  return /:(?!title|year|month|day)/.test(plain) ? undefined : plain;
}
