// Reads one markdown file: the metadata in its header, its kind (post or page), its date and its address.

import { placeAt, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { isMainNotesFile, isNotesFile, noteDays, notesRoot, notesUrl, notesYearUrl } from '../base/notes.js';
import { markdownFileName } from '../base/siteLookup.js';
import { answersIn } from '../config/answers.js';
import type { SiteUrl } from '../config/config.js';
import { closestLanguage, languageMark, prefixOf, type SiteLanguages } from '../config/languages.js';
import type { CivilDate, Diagnostic, Metadata, Source } from '../types.js';
import { dateOf } from './date.js';
import type { Inherited } from './folderMeta.js';
import { mergeFrontMatter } from './frontMatter.js';
import { type Header, type ReportAt, readHeader } from './header.js';
import type { HeaderReader } from './headerReader.js';
import { startsWithField } from './knownFields.js';
import { excessiveFields, metadataOf } from './metadata.js';
import { generatedPageWarning, nonTextHeader } from './noText.js';
import { withSeparators } from './separators.js';
import { addressOf, bundleName } from './textAddress.js';
import { suggestTitle, titleFromName } from './title.js';
import { refusalOf, visibilityOf } from './visibility.js';

/** Options for reading a header. */
export interface ReadOptions {
  readonly fields: HeaderReader;
  /** The file's dialect, unless its header names one. */
  readonly dialect: string;
  readonly safe?: boolean;
  /** The pattern for addresses of posts; if undefined, addresses mirror file paths. */
  readonly permalink?: string | undefined;
  readonly site?: SiteUrl;
  /** The site's time zone, which decides the day of an instant. */
  readonly timezone?: string;
  /** The name of the file and the folder of notes, if the site has any. */
  readonly notes?: string | undefined;
  /** Undefined if the site has only one. */
  readonly languages?: SiteLanguages | undefined;
}

/** The home page's introduction and the 404 page are not posts, dated or not. */
const ALWAYS_PAGES = /^(?:index|404)\.(?:md|markdown)$/i;

/**
 * Reads the header of a markdown file. The text is not parsed, unless it may have metadata blocks.
 * @param path the path below `content/`, spelt as on disk
 * @param text the whole file
 * @param options settings, and the fields that a header may have
 * @param inherited fields from the `_meta.yaml` of its folders
 */
export function readSource(
  path: string,
  text: string,
  { fields, dialect, permalink, site, timezone = 'UTC', languages, notes }: ReadOptions,
  inherited?: Inherited,
): { source: Source; draft: boolean; problems: readonly Diagnostic[] } {
  const file = contentFile(path);
  const mark = languages && languageMark(path, languages);
  const unmarked = mark?.unmarked ?? path;
  const problems: Diagnostic[] = [];
  const noText = nonTextHeader(text);
  const header = withInherited(noText ?? readHeader(text, inherited?.values.markdown ?? dialect, fields), inherited);
  const separated = withSeparators(header, header.frontMatter.values.markdown ?? dialect);
  const { titleBlock, frontMatter, bodyOffset } = separated;
  for (const { rule, reason, at, ...options } of separated.problems)
    problems.push(problem(file, placeAt(text, at[0], at[1]), rule, reason, options));
  const name = markdownFileName(bundleName(unmarked));
  const report: ReportAt = (at, rule, reason, note) =>
    problems.push(problem(file, at && placeAt(text, at[0], at[1]), rule, reason, { ...(note !== undefined && { note }) }));
  const { date, time } = dateOf({ name, titleBlock, frontMatter }, report) ?? {};
  const isNotes = isNotesFile(unmarked, notes);
  const kind = isNotes ? 'notes' : date && !ALWAYS_PAGES.test(unmarked) ? 'post' : 'page';
  const hasWikilinks = /\+(?:wikilinks_|obsidian)/.test(frontMatter.values.markdown ?? dialect);
  const edition = languages && editionOf(mark?.language, frontMatter.values.lang, languages);
  const meta = metadataOf({ titleBlock, frontMatter }, { fields, hasWikilinks, edition });
  if (!meta.title && !isNotes && !header.problems.length && !ALWAYS_PAGES.test(unmarked)) {
    const { place, note } = suggestTitle(text, bodyOffset);
    problems.push(problem(file, place, 'title/missing', `the ${kind} has no title`, { note }));
  }
  const titleAt = titleBlock?.title && ([titleBlock.title.start, titleBlock.title.end] as const);
  for (const { field, reason } of excessiveFields(meta))
    report(frontMatter.at[field] ?? titleAt, 'front-matter/large', reason, 'is the header closed where you meant it to be?');
  const answers = answersIn(path, text);
  const kindOfHeader = headerOf(text, header);
  const generated = text.slice(bodyOffset).trim() === '' ? generatedPageWarning(frontMatter) : undefined;
  if (generated) report(frontMatter.at[generated.field], 'front-matter/foreign', generated.reason, generated.note);
  const { meta: others, values } = frontMatter;
  const { isDraft, visibility, refused } = visibilityOf(
    path,
    Object.entries({ ...others, draft: values.draft, permalink: values.permalink }),
    timezone,
  );
  for (const mark of refused) report(frontMatter.at[mark.field], 'front-matter/readers', ...refusalOf(mark));
  const prefix = mark && languages ? prefixOf(mark.language, languages) : '';
  const facts = { path: unmarked, prefix, lang: meta.lang, frontMatter, date, time, title: meta.title ?? name };
  const days = isNotes ? daysOf(text.slice(bodyOffset), date) : undefined;
  const pattern = { permalink: kind === 'post' ? permalink : undefined, site };
  const url = days ? notesAddress(unmarked, notes, { prefix, days }) : addressOf(facts, pattern, report);
  const source: Source = {
    path,
    kind,
    ...(edition !== undefined && { edition }),
    ...(mark && { unmarked }),
    url,
    ...(date && { date }),
    ...(time !== undefined && { time }),
    meta: { ...meta, title: meta.title ?? (ALWAYS_PAGES.test(unmarked) ? undefined : titleFromName(unmarked)) } as Metadata,
    places: placesIn(separated, text),
    ...(kindOfHeader && { header: kindOfHeader }),
    bodyOffset,
    ...(visibility && { visibility }),
    ...(days && { days }),
    ...(inherited && { inherited: inherited.hash }),
    ...(answers.length > 0 && { answers }),
  };
  return { source, draft: isDraft || generated !== undefined || noText !== undefined, problems };
}

/** Returns the days of the notes in a file: those of its headings, or its own. */
function daysOf(body: string, date: CivilDate | undefined): readonly CivilDate[] {
  const days = noteDays(body);
  return days.length === 0 && date !== undefined ? [date] : days;
}

/** Returns the address of a file with notes: that of their year, or that of the latest notes. */
function notesAddress(
  path: string,
  name = '',
  { prefix, days }: { readonly prefix: string; readonly days: readonly CivilDate[] },
): string {
  const years = new Set(days.map((day) => day.slice(0, 4)));
  const [year] = years;
  const root = notesRoot(prefix, name);
  return year === undefined || years.size > 1 || isMainNotesFile(path, name) ? notesUrl(root) : notesYearUrl(root, year);
}

/**
 * Returns the language that a text belongs to; undefined for the site's main language. A text whose header alone names its language
 * keeps its address, which may have been published before the site had several languages.
 * @param marked language that its path names
 * @param written language that its header names
 */
function editionOf(marked: string | undefined, written: string | undefined, languages: SiteLanguages): string | undefined {
  const found = marked ?? (written === undefined ? undefined : closestLanguage(written, languages));
  return found === languages.main ? undefined : found;
}

/** Merges inherited fields into a header. Authors of the title block win over inherited ones too. */
function withInherited(header: Header, inherited: Inherited | undefined): Header {
  if (!inherited) return header;
  const { frontMatter, titleBlock } = header;
  const hasAuthors = titleBlock?.authors.length || frontMatter.values.author || frontMatter.values.authors;
  const { author, authors, ...rest } = inherited.values;
  const values = hasAuthors ? rest : { ...rest, ...(author && { author }), ...(authors && { authors }) };
  return { ...header, frontMatter: mergeFrontMatter({ ...inherited, values, at: {}, problems: [] }, frontMatter) };
}

/** Returns the places of a header's fields. */
function placesIn({ titleBlock, frontMatter }: Pick<Header, 'titleBlock' | 'frontMatter'>, text: string): Source['places'] {
  const { title, authorLine } = titleBlock ?? {};
  return {
    ...(title && { title: placeAt(text, title.start, title.end) }),
    ...(authorLine && { author: placeAt(text, authorLine.start, authorLine.end) }),
    ...Object.fromEntries(Object.entries(frontMatter.at).map(([field, [from, to]]) => [field, placeAt(text, from, to)])),
  };
}

/** Returns the kind of header, for advice about adding a line to it. */
function headerOf(text: string, { titleBlock, frontMatter }: Pick<Header, 'titleBlock' | 'frontMatter'>): Source['header'] {
  const start = text.slice(titleBlock?.end ?? 0).replace(/^\uFEFF/, '');
  if (/^\+\+\+[ \t]*\r?\n/.test(start)) return 'toml';
  if ((/^---/.test(start) || startsWithField(start)) && Object.keys(frontMatter.at).length > 0) return 'yaml';
  return titleBlock && 'title block';
}
