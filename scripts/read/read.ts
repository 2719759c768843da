// The first stage: content/ and images/ become sources and the site index.

import { contentPath, inputFolderOf, isContentFile } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import type { TodayIn } from '../base/text/civilDate.js';
import { CONFIG_FILE, type Config, dialectsOf, readConfig } from '../config/config.js';
import { readPublishedUrls, URLS_FILE } from '../config/publishedUrls.js';
import { LINKS_FILE } from '../config/seenLinks.js';
import type { Fields } from '../fields/fields.js';
import type { CivilDate, Diagnostic, SiteIndex, Source } from '../types.js';
import { type Inherited, type InheritedBy, isFolderMeta, readFolderMeta } from './folderMeta.js';
import type { HeaderReader } from './headerReader.js';
import { dayProblems, dueDay, isAhead, publishedOn } from './publicationDay.js';
import { type ReadText, readText, textOf } from './readText.js';
import { withSafeFields } from './safeFields.js';
import { type HowRead, readSource } from './source.js';
import { unpublishedProblems } from './unpublished.js';

/** A markdown file with what its header says. */
export interface ReadSource {
  readonly source: Source;
  readonly draft: boolean;
  readonly problems: readonly Diagnostic[];
}

export interface SiteFiles {
  /** Paths from the root of the site. */
  readonly paths: readonly string[];
  readonly read: (path: string) => Uint8Array;
  /** What the last build read in a file, if neither it nor how it is read has changed; its path is below `content/`. */
  readonly known: (path: string, how: HowRead) => ReadSource | undefined;
  /** Whether drafts are posts and pages like all others. */
  readonly drafts: boolean;
  /** Tells today's date: some posts are published on their day only. */
  readonly today: TodayIn;
  /** Whether posts are shown whose day has not come or is over. */
  readonly anyDay: boolean;
  /** The settings as the last build read them, if they have not changed. */
  readonly knownConfig: { readonly config: Config; readonly problems: readonly Diagnostic[] } | undefined;
}

export interface Reading {
  readonly config: Config;
  readonly configProblems: readonly Diagnostic[];
  readonly index: SiteIndex;
  /** The days of posts that are left out until then, the next one first. */
  readonly waiting: readonly CivilDate[];
  /** Every markdown file that could be read, drafts included, in the order of the paths. */
  readonly sources: readonly ReadSource[];
  /** Addresses that content/urls.yaml says were given up. */
  readonly dropped: readonly string[];
  /** Texts of sources that were read, by their paths: not of all, where they are many. */
  readonly texts: Map<string, string>;
  /** What files take from the `_meta.yaml` of their folders. */
  readonly inheritedBy: InheritedBy;
  readonly problems: readonly Diagnostic[];
}

/** What a program has for sites, by its features. */
export interface SiteProgram {
  /** The fields of site.yaml that features declare. */
  readonly settings: Fields;
  /** The fields that headers of texts can have. */
  readonly fields: HeaderReader;
  /** The addresses that it fills, given the settings and what else there is. */
  readonly generated: (config: Config, index: Omit<SiteIndex, 'generated'>) => readonly string[];
}

/** Texts that are kept until they are rendered, up to so many UTF-16 units; all others are read again then. */
class KeptTexts extends Map<string, string> {
  private room = 16_000_000;

  override set(path: string, text: string): this {
    this.room -= text.length;
    return this.room < 0 ? this : super.set(path, text);
  }
}

/** Reads a site. */
export function readSite(files: SiteFiles, { settings, fields, generated }: SiteProgram): Reading {
  const problems: Diagnostic[] = [];
  const read = (file: string) => readText(file, files.read);
  const content = files.paths.filter(isContentFile);
  const { config, problems: configProblems } =
    files.knownConfig ?? configOf(content.includes(CONFIG_FILE) ? read(CONFIG_FILE) : { problems: [] }, settings);

  const metas = content.filter(isFolderMeta).map((file): [string, string] => [file, textOf(read(file), problems)]);
  const { inheritedBy, problems: ofFolders } = readFolderMeta(new Map(metas), { safe: config.safe, fields });
  problems.push(...ofFolders);
  const howOf = howRead(config, fields);
  const today = files.today(config.timezone);
  const dueOf = (source: Source) => dueDay(source, config.future, today);
  const isOver = ({ visibility }: Source) => visibility?.until !== undefined && visibility.until <= today;
  const isItsDay = (source: Source) => files.anyDay || (dueOf(source) === undefined && !isOver(source));
  const isShown = ({ source, draft }: Pick<ReadSource, 'source' | 'draft'>) => (files.drafts || !draft) && isItsDay(source);
  const sources: ReadSource[] = [];
  const texts = new KeptTexts();
  for (const file of content) {
    if (!MARKDOWN_FILE.test(file)) continue;
    const path = contentPath(file);
    const inherited = inheritedBy(path);
    const how = howOf(path);
    const known = files.known(path, how);
    if (known && known.source.inherited === inherited?.hash) {
      sources.push(known);
      continue;
    }
    const { text, problems: ofText } = read(file);
    if (text === undefined) {
      problems.push(...ofText);
      continue;
    }
    const found = withOwnTexts(readSourceBy(how, path, text, inherited));
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
    ...(published.some((source) => isAhead(source, today)) && { today }),
    ...(config.redirects.length > 0 && { redirects: config.redirects.map(({ from, url = from }) => [from, url] as const) }),
    shownDrafts: sources.filter((each) => each.draft && isShown(each)).map(({ source }) => source.path),
    drafts: sources.filter((each) => !isShown(each)).map(({ source }) => source.url),
    scheduled: files.anyDay ? [] : scheduledOf(sources, dueOf),
  };
  for (const { source } of sources.filter(isShown)) problems.push(...dayProblems(source, config.future, today));
  problems.push(...unpublishedProblems(content.map(contentPath)));
  return {
    config,
    configProblems,
    index: { ...index, generated: generated(config, index) },
    waiting: index.scheduled.map(([, day]) => day).sort(),
    dropped: urls?.dropped ?? [],
    sources,
    texts,
    inheritedBy,
    problems,
  };
}

/** What waits for its day, drafts apart. */
function scheduledOf(sources: readonly ReadSource[], dueOf: (source: Source) => CivilDate | undefined) {
  return sources.flatMap(({ source, draft }) => {
    const day = draft ? undefined : dueOf(source);
    return day === undefined ? [] : [[source.url, day] as const];
  });
}

function listsOf(published: readonly Source[]): Pick<SiteIndex, 'posts' | 'pages' | 'unlisted'> {
  const listed = published.filter(({ visibility }) => !visibility?.unlisted);
  return {
    posts: newestFirst(listed.filter(({ kind }) => kind === 'post')),
    pages: listed.filter(({ kind }) => kind === 'page'),
    unlisted: published.filter(({ visibility }) => visibility?.unlisted),
  };
}

/** Whether the dialect of some text reads wikilinks. */
function hasWikilinks({ markdown, dialects }: Config, sources: readonly Source[]): boolean {
  const all = [markdown, ...dialects.map(({ dialect }) => dialect), ...sources.map(({ meta }) => meta.markdown ?? '')];
  return all.some((dialect) => dialect.includes('+wikilinks_'));
}

/** Whether a file is neither markdown nor for the program alone. */
function isOtherFile(path: string): boolean {
  if (!inputFolderOf(path)?.isPublished) return false;
  return !isContentFile(path) || !(MARKDOWN_FILE.test(path) || SETTINGS.has(path) || isFolderMeta(path));
}

/** How the settings of a site want the header of a file read, by its path below `content/`. */
export function howRead(config: Config, fields: HeaderReader): (path: string) => HowRead {
  const dialectOf = dialectsOf(config);
  const { safe, permalink, url, timezone } = config;
  return (path) => ({ fields, dialect: dialectOf(path), safe, permalink, site: url, timezone });
}

export function isSameHow(one: HowRead, other: HowRead): boolean {
  return (
    one.fields === other.fields &&
    one.dialect === other.dialect &&
    one.safe === other.safe &&
    one.permalink === other.permalink &&
    one.timezone === other.timezone &&
    one.site?.origin === other.site?.origin &&
    one.site?.base === other.site?.base
  );
}

/** A source as the settings of its site want it read. */
export function readSourceBy(how: HowRead, path: string, text: string, inherited: Inherited | undefined): ReadSource {
  const found = readSource(path, text, how, inherited);
  return how.safe ? withSafeFields(found, how.fields) : found;
}

/**
 * What was read of a file, in texts of its own: V8 keeps the whole text of a file for as long as a piece of it is used. It is plain
 * data, and goes through JSON into the record too.
 */
function withOwnTexts<T>(found: T): T {
  return JSON.parse(JSON.stringify(found)) as T;
}

/** Digits that numbers in file names are compared with. */
const LONGEST_NUMBER = 16;

/** What is in `content/` for the program alone. */
const SETTINGS: ReadonlySet<string> = new Set([CONFIG_FILE, URLS_FILE, LINKS_FILE]);

/** By date and time, then by path with its numbers as numbers: `p2` is older than `p10`. */
function newestFirst(posts: readonly Source[]): Source[] {
  const compare = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
  const inOrder = (path: string) => path.replace(/\d+/g, (digits) => digits.padStart(LONGEST_NUMBER, '0'));
  // Few posts are of the same day: only their paths need be looked into.
  const byPath = (a: string, b: string) => compare(inOrder(a), inOrder(b)) || compare(a, b);
  const keyed = posts.map((post) => ({ key: `${post.date}\0${post.time ?? ''}`, post }));
  return keyed.sort((a, b) => compare(a.key, b.key) || byPath(a.post.path, b.post.path)).map(({ post }) => post);
}

function configOf({ text, problems }: ReadText, settings: Fields): { config: Config; problems: readonly Diagnostic[] } {
  const { config, problems: found } = readConfig(text, settings);
  return { config, problems: [...problems, ...found] };
}
