// The read stage: content/ and images/ become sources and the site index.

import { contentPath, inputFolderOf, isContentFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import type { TodayIn } from '../base/text/civilDate.js';
import { CONFIG_FILE, type Config, dialectsOf, readConfig } from '../config/config.js';
import { type SiteLanguages, siteLanguages } from '../config/languages.js';
import { readPublishedUrls, URLS_FILE } from '../config/publishedUrls.js';
import { LINKS_FILE } from '../config/seenLinks.js';
import type { Fields } from '../fields/fields.js';
import type { CivilDate, Diagnostic, SiteIndex, Source } from '../types.js';
import { type Inherited, type InheritedBy, isFolderMeta, readFolderMeta } from './folderMeta.js';
import type { HeaderReader } from './headerReader.js';
import { dayProblems, dueDay, isInFuture, publishedOn } from './publicationDay.js';
import { type ReadText, readText, textOf } from './readText.js';
import { withSafeFields } from './safeFields.js';
import { type ReadOptions, readSource } from './source.js';
import { undeclaredLanguages } from './undeclaredLanguages.js';
import { unpublishedProblems } from './unpublished.js';

/** A markdown file whose header was read. */
export interface ReadSource {
  readonly source: Source;
  readonly draft: boolean;
  readonly problems: readonly Diagnostic[];
}

/** The files of a site, and what the last build read in them. */
export interface SiteFiles {
  /** Paths from the site's folder. */
  readonly paths: readonly string[];
  readonly read: (path: string) => Uint8Array;
  /** Returns the cached result for a file below `content/`, if neither the file nor the options have changed. */
  readonly cached: (path: string, options: ReadOptions) => ReadSource | undefined;
  /** True if drafts count as posts and pages. */
  readonly drafts: boolean;
  /** Returns today's date, for posts that are published on their day. */
  readonly today: TodayIn;
  /** True if posts are shown before and after their days of publication. */
  readonly anyDay: boolean;
  /** The settings that the last build read, if they have not changed. */
  readonly cachedConfig: { readonly config: Config; readonly problems: readonly Diagnostic[] } | undefined;
}

/** The result of the read stage. */
export interface SiteReading {
  readonly config: Config;
  readonly configProblems: readonly Diagnostic[];
  readonly index: SiteIndex;
  /** The days on which waiting posts will be published, the next one first. */
  readonly dueDays: readonly CivilDate[];
  /** Every markdown file that could be read, drafts included, in the order of their paths. */
  readonly sources: readonly ReadSource[];
  /** Addresses that content/urls.yaml marks as given up. */
  readonly dropped: readonly string[];
  /** Texts of sources by their paths; not all of them on large sites. */
  readonly texts: Map<string, string>;
  /** Returns the fields that a file inherits from `_meta.yaml`. */
  readonly inheritedBy: InheritedBy;
  readonly problems: readonly Diagnostic[];
}

/** The parts of the program that depend on its features. */
export interface SiteProgram {
  /** Fields of site.yaml that features declare. */
  readonly settings: Fields;
  /** Fields that headers can have. */
  readonly fields: HeaderReader;
  /** Returns the addresses of generated pages. */
  readonly generated: (config: Config, index: Omit<SiteIndex, 'generated'>) => readonly string[];
}

/** Texts kept until they are rendered, up to a total of 16 million UTF-16 units. The others are read again then. */
class BoundedTexts extends Map<string, string> {
  private room = 16_000_000;

  override set(path: string, text: string): this {
    this.room -= text.length;
    return this.room < 0 ? this : super.set(path, text);
  }
}

/** Reads the headers of all files that are not cached, and builds the site index. */
export function readSite(files: SiteFiles, { settings, fields, generated }: SiteProgram): SiteReading {
  const problems: Diagnostic[] = [];
  const read = (file: string) => readText(file, files.read);
  const content = files.paths.filter(isContentFile);
  const { config, problems: configProblems } =
    files.cachedConfig ?? configOf(content.includes(CONFIG_FILE) ? read(CONFIG_FILE) : { problems: [] }, settings);

  const metas = content.filter(isFolderMeta).map((file): [string, string] => [file, textOf(read(file), problems)]);
  const { inheritedBy, problems: ofFolders } = readFolderMeta(new Map(metas), { safe: config.safe, fields });
  problems.push(...ofFolders);
  const optionsOf = readOptionsFor(config, fields);
  const today = files.today(config.timezone);
  const dueOf = (source: Source) => dueDay(source, config.future, today);
  const isExpired = ({ visibility }: Source) => visibility?.until !== undefined && visibility.until <= today;
  const isInPeriod = (source: Source) => files.anyDay || (dueOf(source) === undefined && !isExpired(source));
  const isShown = ({ source, draft }: Pick<ReadSource, 'source' | 'draft'>) => (files.drafts || !draft) && isInPeriod(source);
  const sources: ReadSource[] = [];
  const texts = new BoundedTexts();
  for (const file of content) {
    if (!MARKDOWN_FILE.test(file)) continue;
    const path = contentPath(file);
    const inherited = inheritedBy(path);
    const options = optionsOf(path);
    const cached = files.cached(path, options);
    if (cached && cached.source.inherited === inherited?.hash) {
      sources.push(cached);
      continue;
    }
    const { text, problems: ofText } = read(file);
    if (text === undefined) {
      problems.push(...ofText);
      continue;
    }
    const found = copied(readSourceWith(options, path, text, inherited));
    sources.push({ ...found, problems: [...ofText, ...found.problems] });
    if (isShown(found)) texts.set(path, text);
  }
  const urls = content.includes(URLS_FILE) ? readPublishedUrls(textOf(read(URLS_FILE), problems)) : undefined;
  problems.push(...(urls?.problems ?? []));
  const future = files.anyDay ? 'publish' : config.future;
  const published = sources.filter(isShown).map(({ source }) => publishedOn(source, future, today));
  const index = {
    ...listsOf(published),
    files: files.paths.filter(isOtherFile),
    ...(urls && { published: urls.urls }),
    wikilinks: hasWikilinks(config, published),
    ...(published.some((source) => isInFuture(source, today)) && { today }),
    ...(config.redirects.length > 0 && { redirects: config.redirects.map(({ from, url = from }) => [from, url] as const) }),
    shownDrafts: sources.filter((each) => each.draft && isShown(each)).map(({ source }) => source.path),
    // Notes share their pages with others.
    drafts: sources.filter((each) => !isShown(each) && each.source.kind !== 'notes').map(({ source }) => source.url),
    scheduled: files.anyDay ? [] : scheduledOf(sources, dueOf),
  };
  for (const { source } of sources.filter(isShown)) problems.push(...dayProblems(source, config.future, today));
  problems.push(...unpublishedProblems(content.map(contentPath)), ...undeclaredLanguages(sources, config));
  return {
    config,
    configProblems,
    index: { ...index, generated: generated(config, index) },
    dueDays: index.scheduled.map(([, day]) => day).sort(),
    dropped: urls?.dropped ?? [],
    sources,
    texts,
    inheritedBy,
    problems,
  };
}

/** Returns the addresses of posts that wait for their day, without drafts. */
function scheduledOf(sources: readonly ReadSource[], dueOf: (source: Source) => CivilDate | undefined) {
  return sources.flatMap(({ source, draft }) => {
    const day = draft ? undefined : dueOf(source);
    return day === undefined ? [] : [[source.url, day] as const];
  });
}

function listsOf(published: readonly Source[]): Pick<SiteIndex, 'posts' | 'pages' | 'unlisted' | 'notes'> {
  const listed = published.filter(({ visibility }) => !visibility?.unlisted);
  const notes = listed.filter(({ kind }) => kind === 'notes');
  return {
    posts: newestFirst(listed.filter(({ kind }) => kind === 'post')),
    pages: listed.filter(({ kind }) => kind === 'page'),
    unlisted: published.filter(({ visibility }) => visibility?.unlisted),
    ...(notes.length > 0 && { notes }),
  };
}

/** True if the dialect of any text reads wikilinks. */
function hasWikilinks({ markdown, dialects }: Config, sources: readonly Source[]): boolean {
  const all = [markdown, ...dialects.map(({ dialect }) => dialect), ...sources.map(({ meta }) => meta.markdown ?? '')];
  return all.some((dialect) => /\+(?:wikilinks_|obsidian)/.test(dialect));
}

/** True for a published file that is neither markdown nor a setting. */
function isOtherFile(path: string): boolean {
  if (!inputFolderOf(path)?.isPublished) return false;
  return !isContentFile(path) || !(MARKDOWN_FILE.test(path) || SETTINGS.has(path) || isFolderMeta(path));
}

/** Returns a function from a path below `content/` to the options for reading that file. */
export function readOptionsFor(config: Config, fields: HeaderReader): (path: string) => ReadOptions {
  const dialectOf = dialectsOf(config);
  const { safe, permalink, url, timezone, notes } = config;
  const languages = siteLanguages(config);
  return (path) => ({ fields, dialect: dialectOf(path), safe, permalink, site: url, timezone, languages, notes });
}

/** True if two sets of options read a file alike. */
export function isSameOptions(one: ReadOptions, other: ReadOptions): boolean {
  return (
    one.fields === other.fields &&
    one.dialect === other.dialect &&
    one.safe === other.safe &&
    one.permalink === other.permalink &&
    one.timezone === other.timezone &&
    one.notes === other.notes &&
    areSameLanguages(one.languages, other.languages) &&
    one.site?.origin === other.site?.origin &&
    one.site?.base === other.site?.base
  );
}

function areSameLanguages(one: SiteLanguages | undefined, other: SiteLanguages | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Reads a source. With `safe`, fields that untrusted authors may not set are removed. */
export function readSourceWith(options: ReadOptions, path: string, text: string, inherited: Inherited | undefined): ReadSource {
  const found = readSource(path, text, options, inherited);
  return options.safe ? withSafeFields(found, options.fields) : found;
}

/**
 * Copies the result of reading a file. V8 keeps the whole text of a file alive for as long as a slice of it is used. The result is plain
 * data, and goes through JSON into the cache too.
 */
function copied<T>(found: T): T {
  return JSON.parse(JSON.stringify(found)) as T;
}

/** Number of digits that numbers in file names are padded to for comparison. */
const PADDED_DIGITS = 16;

/** Files in `content/` that are settings, not content. */
const SETTINGS: ReadonlySet<string> = new Set([CONFIG_FILE, URLS_FILE, LINKS_FILE]);

/** Sorts by date and time, then by path with numbers compared as numbers: `p2` is older than `p10`. */
function newestFirst(posts: readonly Source[]): Source[] {
  const compare = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
  const inOrder = (path: string) => path.replace(/\d+/g, (digits) => digits.padStart(PADDED_DIGITS, '0'));
  // The costly comparison is needed only for posts of the same day.
  const byPath = (a: string, b: string) => compare(inOrder(a), inOrder(b)) || compare(a, b);
  const keyed = posts.map((post) => ({ key: `${post.date}\0${post.time ?? ''}`, post }));
  return keyed.sort((a, b) => compare(a.key, b.key) || byPath(a.post.path, b.post.path)).map(({ post }) => post);
}

function configOf({ text, problems }: ReadText, settings: Fields): { config: Config; problems: readonly Diagnostic[] } {
  const { config, problems: found } = readConfig(text, settings);
  return { config, problems: [...problems, ...found] };
}
