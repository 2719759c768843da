// The first stage: content/ and images/ become sources and the site index.

import { isUtf8 } from 'node:buffer';
import { CONFIG_FILE, type Config, dialectsOf, readConfig } from '../config/config.js';
import { readPublishedUrls, URLS_FILE } from '../config/publishedUrls.js';
import { LINKS_FILE } from '../config/seenLinks.js';
import { placeAt, problem } from '../diagnostics.js';
import { MARKDOWN_FILE } from '../siteLookup.js';
import { forbiddenByLine, hasForbidden, openDirections, withoutForbidden } from '../text/characters.js';
import type { TodayIn } from '../text/civilDate.js';
import type { CivilDate, Diagnostic, SiteIndex, Source } from '../types.js';
import { type Inherited, type InheritedBy, isFolderMeta, readFolderMeta } from './folderMeta.js';
import { withSafeFields } from './safeFields.js';
import { readSource } from './source.js';

/** A markdown file with what its header says. */
export interface ReadSource {
  readonly source: Source;
  readonly draft: boolean;
  readonly problems: readonly Diagnostic[];
}

/** Settings that a header is read by. */
export interface HowRead {
  readonly dialect: string;
  readonly safe: boolean;
}

export interface SiteFiles {
  /** Paths from the root of the site. */
  readonly paths: readonly string[];
  readonly read: (path: string) => Uint8Array;
  /** What the last build read in a file, if neither it nor how it is read has changed; its path is below `content/`. */
  readonly known: (path: string, how: HowRead) => ReadSource | undefined;
  /** Whether drafts are posts and pages like all others. */
  readonly drafts: boolean;
  /** Today, for sites that do not publish posts before their day; undefined if all are shown. */
  readonly today: TodayIn | undefined;
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
  /** Text of each source that was read, by its path. */
  readonly texts: Map<string, string>;
  /** What files take from the `_meta.yaml` of their folders. */
  readonly inheritedBy: InheritedBy;
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads a site.
 * @param generated the addresses that the generator fills, given the settings and what else there is
 */
export function readSite(
  files: SiteFiles,
  generated: (config: Config, index: Omit<SiteIndex, 'generated'>) => readonly string[],
): Reading {
  const problems: Diagnostic[] = [];
  const read = (file: string) => readText(file, files.read);
  const content = files.paths.filter((path) => path.startsWith('content/'));
  const { config, problems: configProblems } =
    files.knownConfig ?? configOf(content.includes(CONFIG_FILE) ? read(CONFIG_FILE) : { problems: [] });

  const metas = content.filter(isFolderMeta).map((file): [string, string] => [file, textOf(read(file), problems)]);
  const { inheritedBy, problems: ofFolders } = readFolderMeta(new Map(metas), config.safe);
  problems.push(...ofFolders);
  const dialectOf = dialectsOf(config);
  const today = files.today?.(config.timezone);
  const isToCome = ({ date }: Source) => today !== undefined && date !== undefined && date > today;
  const isWaiting = (source: Source) => config.future === 'wait' && isToCome(source);
  const isShown = ({ source, draft }: Pick<ReadSource, 'source' | 'draft'>) => (files.drafts || !draft) && !isWaiting(source);
  const sources: ReadSource[] = [];
  const texts = new Map<string, string>();
  for (const file of content) {
    if (!MARKDOWN_FILE.test(file)) continue;
    const path = file.slice('content/'.length);
    const inherited = inheritedBy(path);
    const known = files.known(path, { dialect: dialectOf(path), safe: config.safe });
    if (known && known.source.inherited === inherited?.hash) {
      sources.push(known);
      continue;
    }
    const { text, problems: ofText } = read(file);
    if (text === undefined) {
      problems.push(...ofText);
      continue;
    }
    const found = readSourceBy({ dialect: dialectOf(path), safe: config.safe }, path, text, inherited);
    sources.push({ ...found, problems: [...ofText, ...found.problems] });
    if (isShown(found)) texts.set(path, text);
  }
  const urls = content.includes(URLS_FILE) ? readPublishedUrls(textOf(read(URLS_FILE), problems)) : undefined;
  problems.push(...(urls?.problems ?? []));
  const published = sources.filter(isShown).map(({ source }) => source);
  const posts = newestFirst(published.filter(({ kind }) => kind === 'post'));
  const index = {
    posts,
    pages: published.filter(({ kind }) => kind === 'page'),
    files: files.paths.filter(
      (path) =>
        path.startsWith('images/') ||
        (path.startsWith('content/') && !MARKDOWN_FILE.test(path) && !SETTINGS.has(path) && !isFolderMeta(path)),
    ),
    ...(urls && { published: urls.urls }),
    shownDrafts: sources.filter((each) => each.draft && isShown(each)).map(({ source }) => source.path),
    drafts: sources.filter((each) => !isShown(each)).map(({ source }) => source.url),
  };
  if (config.future === 'error') problems.push(...published.filter(isToCome).map(tooEarly));
  const waiting = sources
    .filter(({ source, draft }) => isWaiting(source) && !draft)
    .map(({ source }) => source.date as CivilDate);
  return {
    config,
    configProblems,
    index: { ...index, generated: generated(config, index) },
    waiting: waiting.sort(),
    sources,
    texts,
    inheritedBy,
    problems,
  };
}

/** A source as the settings of its site want it read. */
export function readSourceBy(
  { dialect, safe }: HowRead,
  path: string,
  text: string,
  inherited: Inherited | undefined,
): ReadSource {
  const found = readSource(path, text, dialect, inherited);
  return safe ? withSafeFields(found) : found;
}

function tooEarly({ path, date, places }: Source): Diagnostic {
  const note = 'publish it on that date, or set `future: wait` in content/site.yaml';
  return problem(`content/${path}`, places.date, 'date/future', `the date ${date} is in the future`, { note });
}

/** What is in `content/` for the program alone. */
const SETTINGS: ReadonlySet<string> = new Set([CONFIG_FILE, URLS_FILE, LINKS_FILE]);

/** By date, then by path, so that posts of one day keep one order. */
function newestFirst(posts: readonly Source[]): Source[] {
  const keyed = posts.map((post) => ({ key: `${post.date}\0${post.path}`, post }));
  return keyed.sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0)).map(({ post }) => post);
}

function configOf({ text, problems }: ReadText): { config: Config; problems: readonly Diagnostic[] } {
  const { config, problems: found } = readConfig(text);
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
