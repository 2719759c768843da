// One markdown file: what its header says, whether it is a post or a page, when it was written, and its address.

import { placeAt, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { markdownFileName } from '../base/siteLookup.js';
import { answersIn } from '../config/answers.js';
import type { SiteUrl } from '../config/config.js';
import type { TitleBlock } from '../markdown/titleBlock.js';
import type { Diagnostic, Metadata, Source } from '../types.js';
import { dateOf } from './date.js';
import type { Inherited } from './folderMeta.js';
import { joined } from './frontMatter.js';
import { type Header, readHeader, type SayAt } from './header.js';
import type { HeaderReader } from './headerReader.js';
import { startsWithField } from './knownFields.js';
import { metadataOf, tooMuch } from './metadata.js';
import { generatedPage, noTextHeader } from './noText.js';
import { withSeparators } from './separators.js';
import { addressOf, bundleName } from './textAddress.js';
import { nameAsTitle, titleToWrite } from './title.js';
import { refusalOf, visibilityOf } from './visibility.js';

/** What a header is read by: settings, and the fields that there are. */
export interface HowRead {
  readonly fields: HeaderReader;
  /** Of the file, where its header names none. */
  readonly dialect: string;
  readonly safe?: boolean;
  /** The pattern of the addresses of posts; undefined where they mirror the paths of their files. */
  readonly permalink?: string | undefined;
  readonly site?: SiteUrl;
  /** Of the site: an instant is on one day or another. */
  readonly timezone?: string;
}

/** The introduction of the home page and the 404 page are not posts, dated or not. */
const ALWAYS_PAGES = /^(?:index|404)\.(?:md|markdown)$/i;

/**
 * Reads the header of a markdown file. No markdown is parsed, but where a text may hold metadata further down.
 * @param path below `content/`, letters as on disk
 * @param text the whole file
 * @param how settings that it is read by
 * @param inherited what the `_meta.yaml` of its folders say
 */
export function readSource(
  path: string,
  text: string,
  { fields, dialect, permalink, site, timezone = 'UTC' }: HowRead,
  inherited?: Inherited,
): { source: Source; draft: boolean; problems: readonly Diagnostic[] } {
  const file = contentFile(path);
  const problems: Diagnostic[] = [];
  const noText = noTextHeader(text);
  const header = withInherited(noText ?? readHeader(text, inherited?.values.markdown ?? dialect, fields), inherited);
  const {
    titleBlock,
    frontMatter,
    bodyOffset,
    problems: found,
  } = withSeparators(header, header.frontMatter.values.markdown ?? dialect);
  for (const { rule, reason, at, ...options } of found) {
    problems.push(problem(file, placeAt(text, at[0], at[1]), rule, reason, options));
  }
  const name = markdownFileName(bundleName(path));
  const say: SayAt = (at, rule, reason, note) =>
    problems.push(problem(file, at && placeAt(text, at[0], at[1]), rule, reason, { ...(note !== undefined && { note }) }));
  const { date, time } = dateOf({ name, titleBlock, frontMatter }, say) ?? {};
  const kind = date && !ALWAYS_PAGES.test(path) ? 'post' : 'page';
  const hasWikilinks = (frontMatter.values.markdown ?? dialect).includes('+wikilinks_');
  const meta = metadataOf({ titleBlock, frontMatter }, { fields, hasWikilinks });
  if (!meta.title && !header.problems.length && !ALWAYS_PAGES.test(path)) {
    const { place, note } = titleToWrite(text, bodyOffset);
    problems.push(problem(file, place, 'title/missing', `the ${kind} has no title`, { note }));
  }
  const titleAt = titleBlock?.title && ([titleBlock.title.start, titleBlock.title.end] as const);
  for (const { field, reason } of tooMuch(meta))
    say(frontMatter.at[field] ?? titleAt, 'front-matter/large', reason, 'is the header closed where you meant it to be?');
  const places = Object.fromEntries(
    Object.entries(frontMatter.at).map(([field, [from, to]]) => [field, placeAt(text, from, to)]),
  );
  const answers = answersIn(path, text);
  const kindOfHeader = headerOf(text, header);
  const generated = text.slice(bodyOffset).trim() === '' ? generatedPage(frontMatter) : undefined;
  if (generated) say(frontMatter.at[generated.field], 'front-matter/foreign', generated.reason, generated.note);
  const { meta: others, values } = frontMatter;
  const { isDraft, visibility, refused } = visibilityOf(
    path,
    Object.entries({ ...others, draft: values.draft, permalink: values.permalink }),
    timezone,
  );
  for (const mark of refused) say(frontMatter.at[mark.field], 'front-matter/readers', ...refusalOf(mark));
  const facts = { path, frontMatter, date, time, title: meta.title ?? name };
  const url = addressOf(facts, { permalink: kind === 'post' ? permalink : undefined, site }, say);
  const source: Source = {
    path,
    kind,
    url,
    ...(date && { date }),
    ...(time !== undefined && { time }),
    meta: { ...meta, title: meta.title ?? (ALWAYS_PAGES.test(path) ? undefined : nameAsTitle(path)) } as Metadata,
    places: { ...placesIn(titleBlock, text), ...places },
    ...(kindOfHeader && { header: kindOfHeader }),
    bodyOffset,
    ...(visibility && { visibility }),
    ...(inherited && { inherited: inherited.hash }),
    ...(answers.length > 0 && { answers }),
  };
  return { source, draft: isDraft || generated !== undefined || noText !== undefined, problems };
}

/** A header with what it inherits; of authors, those of the title block win too. */
function withInherited(header: Header, inherited: Inherited | undefined): Header {
  if (!inherited) return header;
  const { frontMatter, titleBlock } = header;
  const hasAuthors = titleBlock?.authors.length || frontMatter.values.author || frontMatter.values.authors;
  const { author, authors, ...rest } = inherited.values;
  const values = hasAuthors ? rest : { ...rest, ...(author && { author }), ...(authors && { authors }) };
  return { ...header, frontMatter: joined({ ...inherited, values, at: {}, problems: [] }, frontMatter) };
}

/** The places of what a title block says. */
function placesIn(titleBlock: TitleBlock | undefined, text: string): Source['places'] {
  const { title, authorLine } = titleBlock ?? {};
  return {
    ...(title && { title: placeAt(text, title.start, title.end) }),
    ...(authorLine && { author: placeAt(text, authorLine.start, authorLine.end) }),
  };
}

/** What a file begins with, for those who are told to add a line to it. */
function headerOf(text: string, { titleBlock, frontMatter }: Pick<Header, 'titleBlock' | 'frontMatter'>): Source['header'] {
  const start = text.slice(titleBlock?.end ?? 0).replace(/^\uFEFF/, '');
  if (/^\+\+\+[ \t]*\r?\n/.test(start)) return 'toml';
  if ((/^---/.test(start) || startsWithField(start)) && Object.keys(frontMatter.at).length > 0) return 'yaml';
  return titleBlock && 'title block';
}
