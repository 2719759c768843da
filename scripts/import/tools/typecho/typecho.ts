// Typecho: a dump of its database (.sql) or its own backup (.dat), with `usr/uploads/` beside it.

import { parseFragment, serialize } from 'parse5';
import { timezoneOf } from '../../../base/text/timezones.js';
import { commentFile, type OldComment } from '../../exports/comments.js';
import { exportTexts, SITE_DIALECT } from '../../exports/exportTool.js';
import { fileNameFor, withoutMail } from '../../exports/names.js';
import { hasHiddenPart, PART_REASON } from '../../exports/readers.js';
import { asTitle, mostFrequent } from '../../exports/titles.js';
import { uploadsIn } from '../../exports/uploads.js';
import type { FieldValue, FieldValues } from '../../header.js';
import { withLineBreaks } from '../../html/lineBreaks.js';
import { languageOfTexts } from '../../language.js';
import type { Note, OldBlog, OldLink, OldList, OldText } from '../../oldBlog.js';
import { readOldDate, writtenDate } from '../../oldDate.js';
import type { OldFolder } from '../../oldFolder.js';
import { OldBlogError, type OldTool } from '../../oldTool.js';
import { languageOf } from '../../services.js';
import { dialectWith } from '../../settings.js';
import { addressBy, type Routes, routesIn, sitePattern } from './routes.js';
import { isBackup, type Row, readBackup, readDump, type Tables } from './tables.js';

/** What the text of a post begins with if it is markdown. */
const MARKDOWN = '<!--markdown-->';

/** Typecho shows each line break. */
const DIALECT = dialectWith('gfm', ['hard_line_breaks']);

export const typecho: OldTool = {
  name: 'typecho',
  title: 'Typecho',
  sign: 'a dump of its database (.sql) or its backup (.dat)',
  recognises: (folder) => exportIn(folder) !== undefined,
  read: (folder) => new TypechoReader(folder).blog(),
  ...exportTexts({ htmlOf: htmlOfText, dialect: DIALECT }),
};

function exportIn(folder: OldFolder): string | undefined {
  const isExport = (path: string): boolean => {
    if (path.endsWith('.dat')) return isBackup(folder.start(path, 100));
    return (
      /(?:INSERT|REPLACE)\s+INTO\s+[`"]?\w*contents[`"]?[\s\S]{0,400}?(?:post|page|attachment|markdown|`cid`|VALUES)/i.test(
        folder.text(path),
      ) && /\w*relationships/.test(folder.text(path))
    );
  };
  return folder.files
    .filter((path) => /\.(?:sql|dat)$/i.test(path) && !/(?:^|\/)(?:install|usr\/plugins)\//.test(path))
    .find(isExport);
}

/** Texts in HTML have the line breaks of their source. @see Typecho, "Typecho_Common::cutParagraph" */
function htmlOfText(body: string): string {
  const root = parseFragment(body);
  withLineBreaks(root);
  return serialize(root);
}

class TypechoReader {
  private readonly file: string;
  private readonly tables: Tables;
  private readonly options: ReadonlyMap<string, string>;
  private readonly routes: Routes;
  private readonly prefix: string;
  private readonly language: string;
  private readonly timezone: string;
  private readonly metas: ReadonlyMap<string, Row>;
  private readonly authors: ReadonlyMap<string, string>;
  private readonly mainAuthor: string | undefined;
  private readonly notes: Note[] = [];

  constructor(private readonly folder: OldFolder) {
    const file = exportIn(folder);
    if (file === undefined) throw new OldBlogError(`${folder.root} has no export of Typecho`);
    this.file = file;
    this.tables = file.endsWith('.dat') ? readBackup(folder.bytes(file)) : readDump(folder.text(file));
    this.options = new Map(
      this.rows('options').flatMap(({ name = '', user = '0', value = '' }) => (user === '0' ? [[name, value]] : [])),
    );
    this.routes = routesIn(this.options.get('routingTable'));
    this.prefix = this.options.get('rewrite') === '0' ? '/index.php' : '';
    this.language =
      languageOf(this.options.get('lang')?.replace('_', '-')) ??
      languageOfTexts(
        this.rows('contents')
          .filter(({ type }) => type !== 'attachment')
          .slice(0, 30)
          .map(({ text = '' }) => text),
      );
    this.timezone = this.zone();
    this.metas = new Map(this.rows('metas').map((meta) => [meta.mid ?? '', meta]));
    this.authors = new Map(
      this.rows('users').map(({ uid = '', screenName, name }) => [uid, withoutMail(screenName) ?? withoutMail(name) ?? '']),
    );
    this.mainAuthor = mostFrequent(this.rows('contents').flatMap(({ authorId = '' }) => this.authors.get(authorId) || []));
  }

  private rows(table: string): readonly Row[] {
    return this.tables[table] ?? [];
  }

  /** The zone of the language if it has the offset of the option, which is in seconds. */
  private zone(): string {
    const likely = timezoneOf(this.language);
    const offset = Number(this.options.get('timezone') ?? Number.NaN);
    if (!Number.isFinite(offset)) return likely;
    const there = readOldDate('2020-01-01T00:00:00Z', likely);
    const hours = Math.round(offset / 3600);
    const isSame = there !== undefined && Number(there.hour) === (hours + 24) % 24;
    return isSame || hours === 0 ? (isSame ? likely : 'UTC') : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  }

  blog(): OldBlog {
    const texts = this.rows('contents').flatMap((row, at) => this.text(row, `${this.file}#${at + 1}`) ?? []);
    this.noteOthers();
    const url = this.options.get('siteUrl')?.replace(/\/+$/, '');
    const navigation = this.menu(texts);
    const permalink = this.prefix === '' ? sitePattern(this.routes.post) : undefined;
    return {
      settings: {
        title: asTitle(this.options.get('title'), SITE_DIALECT) || undefined,
        url,
        description: withoutMail(this.options.get('description')),
        author: this.mainAuthor,
        ...{ language: this.language, timezone: this.timezone, permalink, markdown: DIALECT },
        ...(navigation.length > 0 && { navigation }),
        more: {},
      },
      texts,
      ...uploadsIn(this.folder, 'usr/uploads'),
      isExport: true,
      made: commentFile(this.comments(texts)),
      lists: this.lists(texts),
      notes: this.notes,
    };
  }

  private text(row: Row, from: string): OldText | undefined {
    const { type = 'post', title = '', text = '', cid = '' } = row;
    if (type === 'attachment') {
      this.noteAttachment(text);
      return undefined;
    }
    if (!/^(?:post|page)(?:_draft)?$/.test(type)) {
      this.notes.push({ about: `the type "${type}"`, outcome: 'was not moved', at: from });
      return undefined;
    }
    const kind = type.startsWith('page') ? 'page' : 'post';
    const isMarkdown = text.startsWith(MARKDOWN);
    const body = (isMarkdown ? text.slice(MARKDOWN.length) : text).replace(/\r\n?/g, '\n');
    const hidden = this.reasonToHide(row, body, from);
    const date = this.dateOf(row.created);
    const name = fileNameFor(row.slug, title || cid);
    const isPublished = !type.endsWith('_draft') && /^(?:publish|hidden)$/.test(row.status ?? 'publish');
    const address = isPublished ? this.addressOf(kind, row, date) : undefined;
    const dated = `posts/${date ? `${date.slice(0, 10)}-` : ''}${name}.md`;
    return {
      ...{ from, kind, body, folders: ['.'], change: {} },
      to: kind === 'page' ? `${name}.md` : hidden === undefined ? dated : `drafts/${name}.md`,
      fields: {
        ...this.headerOf(row, kind, date, from),
        ...(!isMarkdown && { markdown: SITE_DIALECT }),
        ...(hidden !== undefined && { draft: true }),
      },
      ...(hidden !== undefined && { hidden }),
      ...(address !== undefined && { address }),
    };
  }

  private reasonToHide({ type = '', status = 'publish', password }: Row, body: string, at: string): string | undefined {
    if (password) {
      this.notes.push({ about: 'a text with "password"', outcome: 'is a draft now, since a static site cannot protect it', at });
      return '"password" hides it from some readers';
    }
    if (type.endsWith('_draft')) return 'it is marked as a draft';
    if (status !== 'publish') return `its status is "${status}"`;
    return hasHiddenPart(body) ? PART_REASON : undefined;
  }

  /** Returns the text of a moment in seconds since 1970, on the clock of the blog. */
  private dateOf(seconds: string | undefined): string | undefined {
    const at = Number(seconds);
    const date = at > 0 ? readOldDate(new Date(at * 1000).toISOString(), this.timezone) : undefined;
    return date && writtenDate(date);
  }

  private addressOf(kind: OldText['kind'], row: Row, date: string | undefined): string {
    const [year = '', month = '', day = ''] = (date ?? '').slice(0, 10).split('-');
    const [category] = this.metasOf(row, 'category');
    const values = {
      ...{ cid: row.cid ?? '', slug: row.slug || (row.cid ?? ''), year, month, day },
      category: category?.slug ?? '',
      directory: this.path(category, 'slug').join('/'),
    };
    return this.prefix + addressBy(kind === 'page' ? this.routes.page : this.routes.post, values);
  }

  private metasOf({ cid }: Row, type: string): Row[] {
    const mids = this.rows('relationships').filter((each) => each.cid === cid);
    return mids.flatMap(({ mid = '' }): Row[] => {
      const meta = this.metas.get(mid);
      return meta?.type === type ? [meta] : [];
    });
  }

  /** Returns the names or slugs of a category from the outermost inwards. */
  private path(category: Row | undefined, of: 'name' | 'slug'): string[] {
    const path: string[] = [];
    const visited = new Set<string>();
    for (let each = category; each && !visited.has(each.mid ?? ''); each = this.metas.get(each.parent ?? '')) {
      visited.add(each.mid ?? '');
      path.unshift(each[of] ?? '');
    }
    return path;
  }

  private headerOf(row: Row, kind: OldText['kind'], date: string | undefined, at: string): FieldValues {
    const author = this.authors.get(row.authorId ?? '');
    const paths = this.metasOf(row, 'category').map((each) => this.path(each, 'name'));
    const categories: FieldValue[] = paths.some((path) => path.length > 1) ? paths : paths.map(([name]) => name ?? '');
    const tags = this.metasOf(row, 'tag').map(({ name = '' }) => name);
    const updated = this.dateOf(row.modified)?.slice(0, 10);
    const isUpdated = date !== undefined && updated !== undefined && updated > date.slice(0, 10);
    return {
      title: asTitle(row.title, DIALECT) || (row.slug ?? ''),
      ...(kind === 'post' && date !== undefined && { date }),
      ...(kind === 'post' && isUpdated && { updated }),
      ...(author && author !== this.mainAuthor && { author }),
      ...(categories.length > 0 && { categories }),
      ...(tags.length > 0 && { tags }),
      ...this.coverOf(row, at),
    };
  }

  /** Fields of themes: a picture is the cover, the others are listed. */
  private coverOf({ cid }: Row, at: string): FieldValues {
    let cover: string | undefined;
    for (const { name = '', str_value: value = '' } of this.rows('fields').filter((each) => each.cid === cid)) {
      if (value === '') continue;
      if (
        /^(?:thumb(?:nail)?|cover|banner(?:img)?|img|image|pic|headerimg|thumbimg)$/i.test(name) &&
        /^(?:https?:)?\/\/?\S+$/.test(value)
      )
        cover ??= value;
      else this.notes.push({ about: `the field "${name}"`, outcome: 'was not moved: the old theme reads it', at });
    }
    return cover === undefined ? {} : { cover };
  }

  private noteAttachment(serialized: string): void {
    const path =
      /"path";s:\d+:"([^"]+)"/.exec(serialized)?.[1] ?? /"path":"([^"]+)"/.exec(serialized)?.[1]?.replaceAll('\\/', '/');
    if (path === undefined || this.folder.files.some((file) => `/${file}`.endsWith(path))) return;
    this.notes.push({
      about: 'a file of the old site',
      outcome: 'stays there: no folder usr/uploads lies beside the export',
      at: path,
    });
  }

  private noteOthers(): void {
    if (this.options.size === 0)
      this.notes.push({
        about: 'the settings of the site',
        outcome: 'are not in the backup: set title, url and permalink in site.yaml',
        at: this.file,
      });
  }

  /** The menu of most themes: the pages. */
  private menu(texts: readonly OldText[]): OldLink[] {
    const pages = texts.filter(({ kind, hidden, address }) => kind === 'page' && hidden === undefined && address !== undefined);
    return pages.map(({ fields, address }) => ({ title: String(fields.title), url: address as string }));
  }

  private lists(texts: readonly OldText[]): OldList[] {
    const posts = texts.filter(({ kind, hidden }) => kind === 'post' && hidden === undefined);
    const dates = posts.flatMap(({ fields }) => (typeof fields.date === 'string' ? [fields.date] : []));
    const years = new Set(dates.flatMap((date) => [`/${date.slice(0, 4)}/`, `/${date.slice(0, 4)}/${date.slice(5, 7)}/`]));
    const isUsed = ({ count }: Row): boolean => count !== '0';
    const terms = [...this.metas.values()].filter(isUsed).flatMap((meta): OldList[] => {
      const { type, slug = '', mid = '', name = '' } = meta;
      const path = this.path(meta, 'slug').join('/');
      if (type === 'category')
        return [
          {
            address: this.prefix + addressBy(this.routes.category, { slug, mid, directory: path }),
            of: 'category',
            term: this.path(meta, 'name'),
          },
        ];
      return type === 'tag'
        ? [{ address: this.prefix + addressBy(this.routes.tag, { slug, mid }), of: 'tag', term: [name] }]
        : [];
    });
    const pageSize = Number(this.options.get('pageSize') ?? 5) || 5;
    const pages = Array.from({ length: Math.max(0, Math.ceil(posts.length / pageSize) - 1) }, (_each, at) => `/page/${at + 2}/`);
    return [
      { address: `${this.prefix}/feed/`, of: 'feed' },
      { address: `${this.prefix}/feed/atom/`, of: 'feed' },
      ...terms,
      ...[...years].map((address): OldList => ({ address: this.prefix + address, of: 'years' })),
      ...pages.map((address): OldList => ({ address: this.prefix + address, of: 'posts' })),
    ];
  }

  private comments(texts: readonly OldText[]): OldComment[] {
    const open = new Map(
      this.rows('contents').map(({ cid = '' }, at) => [cid, texts.find(({ from }) => from === `${this.file}#${at + 1}`)]),
    );
    return this.rows('comments').flatMap((row): OldComment[] => {
      const text = open.get(row.cid ?? '');
      if (!text || text.hidden !== undefined || row.status !== 'approved' || (row.type ?? 'comment') !== 'comment') return [];
      return [
        {
          text: text.address ?? String(text.fields.title),
          id: row.coid ?? '',
          parent: row.parent,
          name: row.author ?? '',
          date: this.dateOf(row.created) ?? '',
          content: row.text ?? '',
        },
      ];
    });
  }
}
