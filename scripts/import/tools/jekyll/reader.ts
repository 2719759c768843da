// Reads a Jekyll site: where each text was published, who could read it, and which files go with it.

import { posix } from 'node:path';
import { dateOfInstant } from '../../../base/text/civilDate.js';
import { mapping } from '../../dataFiles.js';
import { cleanedHeader, undated } from '../../fields.js';
import { matcherOf } from '../../globs.js';
import { type FieldValue, type FieldValues, type HeaderChange, isMapping, listOf, readOldHeader, textOf } from '../../header.js';
import type { Note, OldBlog, OldFile, OldList, OldText } from '../../oldBlog.js';
import { type OldDate, readOldDate } from '../../oldDate.js';
import { isMarkdown, type OldFolder } from '../../oldFolder.js';
import { newPlace } from '../../places.js';
import { dialectWith } from '../../settings.js';
import { htmlAsMarkdown } from '../../text/html.js';
import { categoriesOf, tagsOf } from './categories.js';
import { type Collection, type JekyllConfig, menuOf, notesOn, readJekyllConfig, servicesOf } from './config.js';
import { jekyllLists } from './lists.js';
import { cleaned, type DocumentFacts, jekyllAddress, jekyllSlug, pageAddress, patternOf } from './permalink.js';
import { withValues } from './values.js';

/** Paths that Jekyll leaves out without a setting. @see Jekyll, "Configuration Options", exclude */
const EXCLUDED = ['Gemfile', 'Gemfile.lock', 'node_modules', 'vendor/bundle', 'vendor/cache', 'vendor/gems', 'vendor/ruby'];

/** Files of a project that are no part of its site. */
const PROJECT =
  /^(?:README|LICENSE|CONTRIBUTING|CHANGELOG|CODE_OF_CONDUCT|AGENTS|HISTORY|CNAME|Rakefile|Makefile|Dockerfile)(?:[.-].*)?$/i;

/** Files that posts show or offer. Others belong to the theme. */
const OFFERED =
  /\.(?:jpe?g|png|gif|svg|webp|avif|bmp|ico|heic|tiff?|mp4|webm|mov|m4v|ogv|mp3|m4a|ogg|wav|flac|pdf|zip|gz|tgz|rar|7z|docx?|xlsx?|pptx?|key|csv|tsv|txt|html?|ipynb|apk|dmg|exe|jar|bib|ps|epub|mobi|xml|webmanifest|[ch](?:pp)?|py|java|r|rmd|m|nb|tex|patch|diff|psd|ai|sketch|data|dat|gpx|kml|torrent)$/i;
const CODE = /\.(?:css|js|mjs|map|scss|sass|less|styl|woff2?|ttf|eot|otf|coffee|json)$/i;

/** A file of the source that becomes a text. */
interface SourceFile {
  /** Below the old folder. */
  readonly from: string;
  /** Below the source. */
  readonly path: string;
  readonly type: 'posts' | 'drafts' | 'pages' | Collection;
}

export class JekyllReader {
  private readonly config: JekyllConfig;
  private readonly notes: Note[] = [];
  private readonly listPages: OldList[] = [];
  private readonly isExcluded: (path: string) => boolean;

  constructor(private readonly folder: OldFolder) {
    this.config = readJekyllConfig(folder);
    const { values } = this.config;
    const patterns = [...EXCLUDED, ...listOf(values.exclude), textOf(values.destination) ?? '_site'].map((each) =>
      each.replace(/^\.?\/+|\/+$/g, ''),
    );
    const matches = matcherOf(patterns.flatMap((each) => [each, `${each}/**`]));
    const isKept = matcherOf(listOf(values.include).flatMap((each) => [each, `${each.replace(/\/+$/, '')}/**`]));
    this.isExcluded = (path) => matches(path) && !isKept(path);
  }

  blog(): OldBlog {
    const { config, folder } = this;
    const { values, language, timezone, source } = config;
    const root = source === '' ? '' : `${source}/`;
    const paths = folder
      .below(source)
      .map((path) => path.slice(root.length))
      .filter((path) => !this.isExcluded(path));
    const files = paths.flatMap((path) => this.sourceFile(path) ?? []);
    const texts = files.flatMap((file) => this.text(file) ?? []);
    const sources = new Set(files.map(({ path }) => path));
    const others = paths.filter((path) => !sources.has(path));
    const menu = menuOf(config, folder);
    return {
      settings: {
        title: textOf(values.title) ?? textOf(values.name),
        url: this.siteUrl(),
        description: textOf(values.description) ?? textOf(values.tagline) ?? textOf(values.subtitle),
        author: textOf(values.author) ?? textOf(mapping(values.author).name),
        ...{ language, timezone, permalink: newPattern(config.permalink) },
        markdown: this.dialect(texts),
        ...(menu && { navigation: menu }),
        more: { ...(values.future === true ? {} : { future: 'wait' }), ...servicesOf(config) },
      },
      texts,
      files: others.flatMap((path) => this.file(path)),
      spare: others
        .filter((path) => CODE.test(path) && !/(?:^|\/)[_.]/.test(path))
        .map((path) => ({ from: root + path, to: newPlace(path) })),
      lists: [...jekyllLists(config, texts), ...this.listPages],
      notes: [...this.notes, ...notesOn(config)],
    };
  }

  private siteUrl(): string | undefined {
    const { values, base } = this.config;
    const url = textOf(values.url)?.replace(/\/+$/, '');
    return url && base && !url.endsWith(base) ? `${url}/${base.replace(/^\/+/, '')}` : url;
  }

  private from(path: string): string {
    return this.config.source === '' ? path : `${this.config.source}/${path}`;
  }

  /** Returns a file that has a header, or that is a post, with what it is. */
  private sourceFile(path: string): SourceFile | undefined {
    const from = this.from(path);
    const isText = isMarkdown(path) || /\.html?$/.test(path);
    if (!isText) return undefined;
    if (/(?:^|\/)_posts\//.test(path)) return { from, path, type: 'posts' };
    if (/(?:^|\/)_drafts\//.test(path)) return { from, path, type: 'drafts' };
    const base = textOf(this.config.values.collections_dir)?.replace(/^\/+|\/+$/g, '');
    const collection = this.config.collections.find(({ name }) => path.startsWith(`${base ? `${base}/` : ''}_${name}/`));
    const isHidden = /(?:^|\/)[_.#]/.test(
      collection ? path.slice(path.indexOf('/', path.indexOf(`_${collection.name}`)) + 1) : path,
    );
    if (isHidden || (!path.includes('/') && PROJECT.test(path))) return undefined;
    const hasHeader = readOldHeader(this.folder.text(from)).bodyOffset > 0;
    if (!hasHeader && !isMarkdown(path)) return undefined;
    return { from, path, type: collection ?? 'pages' };
  }

  private text(file: SourceFile): OldText | undefined {
    const { from, path, type } = file;
    const written = this.folder.text(from);
    const { fields, yaml, bodyOffset, mistake } = readOldHeader(written);
    if (mistake)
      this.notes.push({ about: 'a mistake in a header', outcome: `was read as well as possible: ${mistake}`, at: from });
    const all = { ...this.defaultsOf(file), ...fields };
    const content = written.slice(bodyOffset);
    if (type !== 'posts' && type !== 'drafts' && this.isTemplate(file, all, content)) return undefined;
    const held = this.heldBack(file, bodyOffset > 0);
    const cleaned = cleanedHeader(all, from, this.config.timezone, held);
    this.notes.push(...cleaned.notes);
    const date = this.dateOf(file, all);
    const address = cleaned.wasPublished ? this.address(file, all, date) : undefined;
    const isPost = type === 'posts' || type === 'drafts';
    const hidden = cleaned.hidden ?? (isPost ? this.untimely(date) : undefined);
    const body = withValues(isMarkdown(path) ? content : htmlAsMarkdown(content), {
      site: this.config.values,
      page: { ...all, ...(address !== undefined && { url: address }) },
    });
    return {
      ...{ from, to: newName(file), kind: isPost ? ('post' as const) : ('page' as const), fields, body },
      change: {
        ...cleaned.change,
        ...this.inherited(fields, all),
        ...this.changed(file, fields, date),
        ...(!isPost && undated(fields)),
      },
      ...(yaml !== undefined && { yaml }),
      ...(hidden !== undefined && { hidden }),
      ...(address !== undefined && { address }),
      ...(address !== undefined && type === 'posts' && this.feedId(address, file, fields)),
      folders: [posix.dirname(from), this.config.source],
    };
  }

  /** @see Jekyll, "Configuration Options", future */
  private untimely(date: OldDate | undefined): string | undefined {
    const today = dateOfInstant(new Date(), this.config.clock);
    if (this.config.values.future === true || !date) return undefined;
    return `${date.year}-${date.month}-${date.day}` > today ? 'its date is in the future' : undefined;
  }

  /** Returns why Jekyll does not publish a file. */
  private heldBack({ from, path, type }: SourceFile, hasHeader: boolean): string | undefined {
    if (type === 'drafts') return 'it is in _drafts/';
    if (type === 'posts') {
      if (datedName(path)) return undefined;
      this.notes.push({
        about: 'a file in _posts/ without a date in its name',
        outcome: 'is a draft now: Jekyll leaves it out',
        at: from,
      });
      return 'its name has no date';
    }
    if (type !== 'pages' && !type.isPublished) {
      this.notes.push({ about: `a text of the collection "${type.name}"`, outcome: 'is a draft now: it had no page', at: from });
      return 'its collection has no pages';
    }
    if (hasHeader) return undefined;
    this.notes.push({ about: 'a text without a header', outcome: 'is a draft now: Jekyll makes no page of it', at: from });
    return 'it has no header';
  }

  /** True for a page that only a program fills: a list of posts, a feed, a search. Its address leads to the list that is made here. */
  private isTemplate(file: SourceFile, fields: FieldValues, content: string): boolean {
    const { from, path } = file;
    const name = posix
      .basename(path)
      .replace(/\.\w+$/, '')
      .toLowerCase();
    const stem = name === 'index' ? posix.basename(posix.dirname(path)).toLowerCase() : name;
    const layout = textOf(fields.layout)?.toLowerCase() ?? '';
    const of = path === 'index.html' || path === 'index.md' ? 'home' : (LISTS[stem] ?? LISTS[layout]);
    const words = shownWords(content);
    const isProgram =
      /\{%-?\s*(?:for|include|assign|capture)\b|\{\{[^{}]*\b(?:paginator|site\.(?:posts|tags|categories|pages|data))\b/.test(
        content,
      );
    if (!(isProgram && words < 40) && !(words === 0 && (of !== undefined || !isMarkdown(path)))) return false;
    if (fields.published === false) return true;
    this.listPages.push({ address: this.address(file, fields, undefined), of: of ?? 'posts' });
    if (of === undefined)
      this.notes.push({
        about: 'a page that a template fills',
        outcome: 'was not moved: its address leads to the list of posts',
        at: from,
      });
    return true;
  }

  /** Returns the values that the settings give to a file. @see Jekyll, "Front Matter Defaults" */
  private defaultsOf({ path, type }: SourceFile): FieldValues {
    const name = typeof type === 'string' ? type : type.name;
    const found = this.config.defaults.filter((each) => {
      const isType = each.type === undefined || each.type === name || (each.type === 'posts' && name === 'drafts');
      return (
        isType &&
        (each.path === '' ||
          path === each.path ||
          path.startsWith(`${each.path}/`) ||
          matcherOf([each.path, `${each.path}/**`])(path))
      );
    });
    return Object.assign({}, ...found.map(({ values }) => values)) as FieldValues;
  }

  /** Returns the values of defaults that a header lacks. */
  private inherited(fields: FieldValues, all: FieldValues): HeaderChange {
    return Object.fromEntries(
      Object.entries(all).filter(
        ([name, value]) =>
          fields[name] === undefined &&
          !/^(?:layout|permalink|published|draft)$/.test(name) &&
          !isMapping(value) &&
          value !== null,
      ),
    );
  }

  private dateOf({ path, type }: SourceFile, fields: FieldValues): OldDate | undefined {
    const own = readOldDate(fields.date, this.config.clock);
    if (own || (type !== 'posts' && type !== 'drafts')) return own;
    const parts = datedName(path);
    return parts && readOldDate(parts.date, this.config.clock);
  }

  private changed({ path, from, type }: SourceFile, fields: FieldValues, date: OldDate | undefined): HeaderChange {
    const change: { [field: string]: FieldValue | undefined } = {};
    const named = datedName(path);
    const isPadded = named !== undefined && posix.basename(path).startsWith(named.date);
    if (type === 'posts' && date && fields.date === undefined && !isPadded)
      change.date = `${date.year}-${date.month}-${date.day}`;
    if (fields.permalink !== undefined) change.permalink = undefined;
    const [tags, categories] = [tagsOf(fields), categoriesOf(fields, from)];
    if (typeof fields.tags === 'string' && /\s/.test(fields.tags.trim())) change.tags = tags;
    const isPlain = typeof fields.categories === 'string' && /\s/.test(fields.categories.trim());
    if (isPlain || (type === 'posts' && categories.length > listOf(fields.category).length + listOf(fields.categories).length)) {
      change.categories = categories;
      if (fields.category !== undefined) change.category = undefined;
    }
    const redirects = listOf(fields.redirect_from).filter((each) => !/^[a-z]+:/i.test(each));
    if (redirects.length > 0) {
      change.redirect_from = undefined;
      change.aliases = redirects.map((each) => (each.startsWith('/') ? each : `/${each}`));
    }
    if (isMapping(fields.author)) change.author = textOf(fields.author.name);
    return change;
  }

  private address(file: SourceFile, fields: FieldValues, date: OldDate | undefined): string {
    const { path, type } = file;
    const permalink = textOf(fields.permalink);
    const named = datedName(path);
    const isPost = type === 'posts' || type === 'drafts';
    const stem = path.replace(/\.\w+$/, '');
    const facts: DocumentFacts = {
      ...{ name: isPost ? (named?.title ?? posix.basename(stem)) : posix.basename(stem), slug: textOf(fields.slug), date },
      categories: categoriesOf(fields, path),
      path: stem.replace(/^.*?\/?_[^/]+\//, ''),
      collection: typeof type === 'string' ? type : type.name,
    };
    if (permalink !== undefined) return jekyllAddress(permalink, facts);
    if (isPost) return jekyllAddress(this.config.permalink, facts);
    if (type === 'pages') return pageAddress(path, this.config.permalink);
    const style = patternOf(this.config.permalink);
    const own =
      type.permalink ?? `/:collection/:path${style.endsWith('/') ? '/' : style.endsWith(':output_ext') ? ':output_ext' : ''}`;
    return jekyllAddress(own, facts);
  }

  /** Returns the id of an entry in the feed, where it is not the address. @see jekyll-feed: the id is the address without extension */
  private feedId(address: string, { path }: SourceFile, fields: FieldValues): { readonly feedId?: string } {
    const url = this.siteUrl();
    if (!url || !this.feedHasIds) return {};
    const slug = textOf(fields.slug) ?? datedName(path)?.title ?? '';
    const id = posix.join(posix.dirname(address.replace(/(?<=.)\/$/, '')), jekyllSlug(slug, 'pretty'));
    const full = encodeURI(`${url}${id}`);
    return full === encodeURI(`${url}${address}`) ? {} : { feedId: full };
  }

  private readonly idsOfFeed: { has?: boolean } = {};

  private get feedHasIds(): boolean {
    this.idsOfFeed.has ??= this.readsFeedIds();
    return this.idsOfFeed.has;
  }

  private readsFeedIds(): boolean {
    const own = ['feed.xml', 'atom.xml', 'rss.xml'].map((path) => this.from(path)).find((path) => this.folder.has(path));
    if (own === undefined) return this.config.plugins.includes('jekyll-feed');
    return /<(?:id|guid)[^<>]*>[^<]*post\.id\b/.test(this.folder.text(own));
  }

  private file(path: string): OldFile[] {
    const from = this.from(path);
    const base = posix.basename(path);
    if (/^_data\//.test(path))
      this.notes.push({ about: 'a file in _data/', outcome: 'was not moved: the old theme reads it', at: from });
    const isAllowed =
      /(?:^|\/)(?:_posts|_drafts)\//.test(path) || this.config.collections.some(({ name }) => path.includes(`_${name}/`));
    if ((/(?:^|\/)[_.#]/.test(path) && !isAllowed) || base.endsWith('~')) return [];
    if (!path.includes('/') && (PROJECT.test(base) || /\.(?:gemspec|ya?ml|toml|lock|rb|sh|bat|ps1)$/.test(base))) return [];
    if (this.isListFile(path)) return [];
    if (/\.(?:textile|org|rst|adoc|asciidoc)$/i.test(path))
      this.notes.push({
        about: 'a text that is not markdown',
        outcome: 'was copied but is not shown: convert it by hand',
        at: from,
      });
    else if (CODE.test(path) || !OFFERED.test(path) || this.hasLiquid(path)) {
      if (!CODE.test(path)) this.notes.push({ about: 'a file of the old theme', outcome: 'was not moved', at: from });
      return [];
    }
    return [{ from, to: newPlace(path.replace(/(^|\/)_(posts|drafts)\//, '$1$2/').replace(/^_/, '')) }];
  }

  /** Feeds and sitemaps that a template fills. */
  private isListFile(path: string): boolean {
    const of: OldList['of'] | undefined = /(?:^|\/)(?:feed|atom|rss2?|index)\.(?:xml|json)$/i.test(path)
      ? 'feed'
      : /(?:^|\/)sitemap\.xml$/i.test(path)
        ? 'sitemap'
        : undefined;
    if (of === undefined || !this.hasLiquid(path)) return false;
    const permalink = textOf(readOldHeader(this.folder.text(this.from(path))).fields.permalink);
    this.listPages.push({ address: cleaned(permalink ?? path), of });
    return true;
  }

  private hasLiquid(path: string): boolean {
    if (!/\.(?:xml|html?|txt|json|webmanifest)$/i.test(path)) return false;
    return readOldHeader(this.folder.text(this.from(path))).bodyOffset > 0;
  }

  /** @see Jekyll, "Markdown Options" */
  private dialect(texts: readonly OldText[]): string {
    const { values, plugins } = this.config;
    const { kramdown, commonmark } = values;
    const isHard = mapping(kramdown).hard_wrap === true || listOf(mapping(commonmark).options).includes('HARDBREAKS');
    const hasMath =
      texts.some(({ body }) => /\$\$|\\\\[([]/.test(body)) ||
      (this.hasInlineDollars && texts.some(({ body }) => FORMULA.test(body)));
    return dialectWith('gfm', [
      'alerts',
      ...(plugins.includes('jemoji') ? ['emoji'] : []),
      ...(isHard ? ['hard_line_breaks'] : []),
      ...(hasMath ? ['tex_math_dollars', 'tex_math_double_backslash'] : []),
    ]);
  }

  /** True if a template tells the program of formulas to read single dollar signs. */
  private get hasInlineDollars(): boolean {
    return this.folder.files.some(
      (path) =>
        /(?:^|\/)(?:_includes|_layouts|js|assets)\/.*\.(?:html|js)$/.test(path) &&
        !/\.min\.js$/.test(path) &&
        /inlineMath[\s\S]{0,100}["']\$["']|left:\s*["']\$["']/.test(this.folder.text(path)),
    );
  }
}

const FORMULA = /\$[^$\n]*\\[a-zA-Z]{2,}[^$\n]*\$/;

/** Kinds of pages that list something, by name or layout. */
const LISTS: { readonly [name: string]: OldList['of'] } = {
  ...{ tags: 'tags', tag: 'tags', tagpage: 'tags', categories: 'categories', category: 'categories', archive: 'years' },
  ...{
    archives: 'years',
    posts: 'posts',
    blog: 'posts',
    home: 'posts',
    search: 'search',
    feed: 'feed',
    atom: 'feed',
    rss: 'feed',
  },
};

/** Returns the number of words outside of tags of HTML and Liquid, and of loops. */
function shownWords(content: string): number {
  const text = content
    .replace(/<(script|style)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, ' ')
    .replace(/\{%-?\s*for\b[\s\S]*\{%-?\s*endfor\s*-?%\}/g, ' ')
    .replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}|<[^<>]*>/g, ' ');
  return text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Divides the name of a post: `2019-4-5-parser.md`. */
function datedName(path: string): { readonly date: string; readonly title: string } | undefined {
  const [, year = '', month = '', day = '', title = ''] =
    /^(\d{2,4})-(\d{1,2})-(\d{1,2})-(.*)\.[^.]+$/.exec(posix.basename(path)) ?? [];
  if (year === '') return undefined;
  return { date: `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, title };
}

/** Returns the file of a text in the new site. */
function newName({ path, type }: SourceFile): string {
  const stem = path.replace(/\.\w+$/, '');
  if (type === 'pages') return `${stem}.md`;
  if (type !== 'posts' && type !== 'drafts') return `${stem.replace(/^.*?_(?=[^/]+\/)/, '')}.md`;
  const [above = '', below = ''] = stem.split(/(?:^|\/)_(?:posts|drafts)\//);
  return [type === 'drafts' ? 'drafts' : 'posts', above, below].filter(Boolean).join('/').concat('.md');
}

/** Returns the pattern of posts for the new site. */
function newPattern(permalink: string): string {
  if (/^(?:date|pretty|ordinal|none)$/.test(permalink)) return permalink;
  return `/${patternOf(permalink)}`.replace(/\/{2,}/g, '/').replaceAll(':output_ext', '.html');
}
