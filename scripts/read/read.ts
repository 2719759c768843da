// The first stage: content/ and images/ become sources and the site index.

import { isUtf8 } from 'node:buffer';
import { placeAt, problem } from '../base/diagnostics.js';
import { contentFile, contentPath, inputFolderOf, isContentFile } from '../base/inputFolders.js';
import { isKeptBack, otherText, underscored } from '../base/keptNames.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import { forbiddenByLine, hasForbidden, openDirections, withoutForbidden } from '../base/text/characters.js';
import { agrees, type TodayIn } from '../base/text/civilDate.js';
import { CONFIG_FILE, type Config, dialectsOf, readConfig } from '../config/config.js';
import { readPublishedUrls, URLS_FILE } from '../config/publishedUrls.js';
import { LINKS_FILE } from '../config/seenLinks.js';
import type { Fields } from '../fields/fields.js';
import type { CivilDate, Diagnostic, SiteIndex, Source } from '../types.js';
import { isAhead } from './ahead.js';
import { type Inherited, type InheritedBy, isFolderMeta, readFolderMeta } from './folderMeta.js';
import type { HeaderReader } from './headerReader.js';
import { withSafeFields } from './safeFields.js';
import { type HowRead, readSource } from './source.js';

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
  /** Text of each source that was read, by its path. */
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
  const texts = new Map<string, string>();
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
    const found = readSourceBy(how, path, text, inherited);
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
  problems.push(...keptProblems(content.map(contentPath)));
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
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A source as the settings of its site want it read. */
export function readSourceBy(how: HowRead, path: string, text: string, inherited: Inherited | undefined): ReadSource {
  const found = readSource(path, text, how, inherited);
  return how.safe ? withSafeFields(found, how.fields) : found;
}

/** The day on which a post that waits for it is published; undefined if it does not wait. */
function dueDay({ date = '', visibility }: Source, future: Config['future'], today: CivilDate): CivilDate | undefined {
  const days = [future === 'wait' ? date : '', visibility?.from ?? ''].filter((day) => day > today);
  return days.sort().at(-1);
}

/** A text as it is published on a day: without the day of a change that is still to come, where such days wait. */
export function publishedOn(source: Source, future: Config['future'], today: CivilDate): Source {
  const { updated, updatedTime: _time, ...meta } = source.meta;
  return future === 'wait' && updated !== undefined && updated > today ? { ...source, meta } : source;
}

/** Problems of the days of a text: one that is still to come, and a last change before the text itself. */
function dayProblems(source: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  return [
    ...(future === 'error' && (source.date ?? '') > today ? [tooEarly(source)] : []),
    ...updateProblems(source, future, today),
  ];
}

function updateProblems({ path, date = '', meta, places }: Source, future: Config['future'], today: CivilDate): Diagnostic[] {
  const { updated } = meta;
  if (updated === undefined) return [];
  const say = (reason: string, note: string, severity: 'error' | 'warning') =>
    problem(contentFile(path), places.updated, 'date/updated', reason, { note, severity });
  if (updated > today && future !== 'publish') {
    const note = 'change it; or set `future: publish` in content/site.yaml';
    const fate = future === 'wait' ? ' and is not shown until then' : '';
    return [
      say(`the day of the last change, ${updated}, is still to come${fate}`, note, future === 'error' ? 'error' : 'warning'),
    ];
  }
  if (updated < date && !agrees(updated, date))
    return [say(`the day of the last change, ${updated}, is before the date, ${date}`, 'correct one of them', 'warning')];
  return [];
}

/** Warnings for files that are not published. @param paths below content/ */
function keptProblems(paths: readonly string[]): Diagnostic[] {
  return [...underscoreProblems(paths), ...formatProblems(paths)];
}

/** Warnings for what lies below names that begin with `_`, one for each such name. @param paths below content/ */
function underscoreProblems(paths: readonly string[]): Diagnostic[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = underscored(path);
    // Drafts are counted in the summary of a build.
    if (name === undefined || isKeptBack(path)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => {
    const file = contentFile(name);
    if (/(?:^|\/)_index\.(?:md|markdown)$/i.test(name)) {
      const note = 'rename it to index.md to make it the page of its folder, or delete it';
      return problem(file, undefined, 'source/underscore', 'the title and text of this file of Hugo are not shown', { note });
    }
    const what = count > 1 ? `${count} files in it are` : paths.includes(name) ? 'this file is' : 'a file in it is';
    const reason = `${what} not published, because the name begins with "_"`;
    const note = 'pictures and files that posts use are; rename it to publish the rest';
    return problem(file, undefined, 'source/underscore', reason, { note });
  });
}

/** Warnings for texts of other programs, one for each ending. @param paths below content/ */
function formatProblems(paths: readonly string[]): Diagnostic[] {
  const found = new Map<string, { first: string; count: number; instead: string }>();
  for (const path of paths) {
    const instead = otherText(path);
    if (instead === undefined || isKeptBack(path) || underscored(path) !== undefined) continue;
    const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
    const known = found.get(ending);
    if (known) known.count++;
    else found.set(ending, { first: path, count: 1, instead });
  }
  return [...found].map(([ending, { first, count, instead }]) => {
    const what = count > 1 ? `${count} files end with ${ending}` : `a file ends with ${ending}`;
    const reason = `${what}: no page is made of such a text, and it is not published`;
    return problem(contentFile(first), undefined, 'source/format', reason, {
      note: `${instead}; what a post links to is published`,
    });
  });
}

function tooEarly({ path, date, places }: Source): Diagnostic {
  const note = 'publish it on that date, or set `future: wait` in content/site.yaml';
  return problem(contentFile(path), places.date, 'date/future', `the date ${date} is in the future`, { note });
}

/** Digits that numbers in file names are compared with. */
const LONGEST_NUMBER = 16;

/** What is in `content/` for the program alone. */
const SETTINGS: ReadonlySet<string> = new Set([CONFIG_FILE, URLS_FILE, LINKS_FILE]);

/** By date and time, then by path with its numbers as numbers: `p2` is older than `p10`. */
function newestFirst(posts: readonly Source[]): Source[] {
  const inOrder = (path: string) => path.replace(/\d+/g, (digits) => digits.padStart(LONGEST_NUMBER, '0'));
  const keyed = posts.map((post) => ({ key: `${post.date}\0${post.time ?? ''}\0${inOrder(post.path)}\0${post.path}`, post }));
  return keyed.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0)).map(({ post }) => post);
}

function configOf({ text, problems }: ReadText, settings: Fields): { config: Config; problems: readonly Diagnostic[] } {
  const { config, problems: found } = readConfig(text, settings);
  return { config, problems: [...problems, ...found] };
}

/** A text file; it has no text where it cannot be read. */
export interface ReadText {
  readonly text?: string;
  readonly problems: readonly Diagnostic[];
}

/** The text of a file, which must be UTF-8, without the characters that no page may hold. */
export function readText(file: string, read: (path: string) => Uint8Array): ReadText {
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: { [code: string]: string } = { EACCES: 'permission is denied', ENOENT: 'it no longer exists' };
    const reason = `the file cannot be read: ${reasons[code ?? ''] ?? message}`;
    return { problems: [problem(file, undefined, 'source/unreadable', reason)] };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const encoding = wideEncoding(bytes);
  if (encoding) {
    const note = `save it as UTF-8: \`iconv -f ${encoding} -t UTF-8 old.md > new.md\``;
    const reason = `this is ${encoding}, not UTF-8`;
    return { problems: [problem(file, { line: 1, column: 1 }, 'source/encoding', reason, { note })] };
  }
  if (!isUtf8(bytes)) {
    const at = Math.max(0, text.indexOf('\uFFFD'));
    const note = 'save it as UTF-8 (older Chinese files are often GBK: `iconv -f GBK -t UTF-8`)';
    return { problems: [problem(file, placeAt(text, at, at + 1), 'source/encoding', 'this is not UTF-8', { note })] };
  }
  const unclosed = openDirections(text).map(({ at, name }) => {
    const note = 'delete it, or close it on its line; editors can show invisible characters';
    return problem(file, placeAt(text, at, at + 1), 'source/bidi', `${name} reorders the text after it and is not closed`, {
      note,
    });
  });
  if (!hasForbidden(text)) return { text, problems: unclosed };
  const problems = forbiddenByLine(text).map(({ at, name }) => {
    const note = 'delete it; editors can show invisible characters';
    const reason = `the control character ${name} is not allowed in a page and is removed`;
    return problem(file, placeAt(text, at, at + 1), 'source/control', reason, { note });
  });
  return { text: withoutForbidden(text), problems: [...unclosed, ...problems] };
}

/** The text of a file that others depend on. One that cannot be read is a problem; it is never taken for an empty file in silence. */
export function textOf({ text, problems }: ReadText, found: Diagnostic[]): string {
  if (text === undefined) found.push(...problems);
  return text ?? '';
}

/** Bytes from the beginning of a file in which its encoding shows. */
const HEAD = 256;

/** The encoding of a text whose letters have two or four bytes each: by its mark, else by its zeros. */
function wideEncoding(bytes: Uint8Array): 'UTF-16' | 'UTF-16LE' | 'UTF-16BE' | 'UTF-32' | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) return 'UTF-32';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16';
  const head = bytes.subarray(0, HEAD);
  const zerosAt = (odd: number) => head.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (odd * 8 > head.length && even * 8 < odd) return 'UTF-16LE';
  return even * 8 > head.length && odd * 8 < even ? 'UTF-16BE' : undefined;
}
