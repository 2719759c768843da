// One markdown file: what its header says, whether it is a post or a page, when it was written, and its address.

import { placeAt, problem, type RuleId } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { aliasUrl, fileAddress, markdownFileName } from '../base/siteLookup.js';
import { agrees, dateOfFileName, leadingDate, type Moment, noSuchDay, parseMoment } from '../base/text/civilDate.js';
import { cut } from '../base/text/cut.js';
import { answersIn } from '../config/answers.js';
import type { SiteUrl } from '../config/config.js';
import { addressBy, type PermalinkFacts } from '../config/permalink.js';
import { MOST_TERMS } from '../config/taxonomies.js';
import type { TitleBlock } from '../markdown/titleBlock.js';
import type { Diagnostic, Metadata, Place, Source } from '../types.js';
import type { Inherited } from './folderMeta.js';
import { type FrontMatter, isUnderstood, joined } from './frontMatter.js';
import { type Header, readHeader } from './header.js';
import { startsWithField } from './knownFields.js';
import { noTextHeader } from './noText.js';
import { withSeparators } from './separators.js';
import { type Marked, visibilityOf } from './visibility.js';

/** Settings that a header is read by. */
export interface HowRead {
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
  { dialect, permalink, site, timezone = 'UTC' }: HowRead,
  inherited?: Inherited,
): { source: Source; draft: boolean; problems: readonly Diagnostic[] } {
  const file = contentFile(path);
  const problems: Diagnostic[] = [];
  const noText = noTextHeader(text);
  const header = withInherited(noText ?? readHeader(text, inherited?.values.markdown ?? dialect), inherited);
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
  const say: Say = (at, rule, reason, note) =>
    problems.push(problem(file, at && placeAt(text, at[0], at[1]), rule, reason, { ...(note !== undefined && { note }) }));
  const { date, time } = dateOf({ name, titleBlock, frontMatter }, say) ?? {};
  const kind = date && !ALWAYS_PAGES.test(path) ? 'post' : 'page';
  const meta = metadataOf(titleBlock, frontMatter, (frontMatter.values.markdown ?? dialect).includes('+wikilinks_'));
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
  const wanted = values.permalink || (kind === 'post' ? permalink : undefined);
  const facts = { ...permalinkFacts(path, frontMatter), date, time, title: meta.title ?? name };
  const mirrored = fileAddress(path, values.slug);
  const url = wanted === undefined || wanted === mirrored ? mirrored : addressBy(wanted, facts, site);
  if (typeof url !== 'string') {
    const reason = `the permalink "${wanted}" makes no address: ${url.reason}`;
    const rule = url.isElsewhere ? 'front-matter/foreign' : 'url/permalink';
    say(frontMatter.at.permalink, rule, reason, 'change the permalink, or what it is made of');
  }
  const source: Source = {
    path,
    kind,
    url: typeof url === 'string' ? url : mirrored,
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

const FIRST_HEADING = /^(\s*)(#[ \t][^\n]*)/;

/** The words of a heading that is one line. @param line from its sign on */
export function wordsOfHeading(line: string): string {
  return line
    .slice(1)
    .trim()
    .replace(/(?<=[ \t])#+$/, '')
    .trim();
}

/** Where and how a title is to be written: editors have it as the first heading of the text. */
function titleToWrite(text: string, bodyOffset: number): { place: Place; note: string } {
  const [, space = '', line = ''] = FIRST_HEADING.exec(text.slice(bodyOffset)) ?? [];
  const heading = line.trimEnd();
  const title = wordsOfHeading(heading).replace(/<\/?[a-z][^<>]*>/gi, '');
  const at = bodyOffset + space.length;
  const isFirst = /^\uFEFF?$/.test(text.slice(0, at));
  if (title !== '' && title.length <= LONGEST_TITLE)
    return {
      place: placeAt(text, at, at + heading.length),
      note: isFirst
        ? `if this heading is the title, write it as \`% ${title}\``
        : `if this heading is the title, write it into the header: \`title: ${JSON.stringify(title)}\``,
    };
  return { place: { line: 1, column: 1 }, note: 'add a first line `% The title`' };
}

/** The id that Notion adds to the name of each file that it exports. */
const NOTION_ID = / [\da-f]{32}$/;

/** The title of a text that has none: its file's name, or that of its folder. */
function nameAsTitle(path: string): string {
  const name = markdownFileName(path).replace(NOTION_ID, '');
  return (name === 'index' && /([^/]+)\/[^/]*$/.exec(path)?.[1]?.normalize('NFC')) || name;
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

/** Pages that other tools make of an empty file with this `layout` or `type`, and titleblock makes without one. */
const GENERATED: { readonly [layout: string]: string } = {
  search: 'the search page',
  tags: 'the list of tags',
  tag: 'the list of tags',
  categories: 'the list of categories',
  category: 'the list of categories',
  archive: 'the archive',
  archives: 'the archive',
  posts: 'the list of posts',
  list: 'the list of posts',
  home: 'the home page',
};

/** The page that an empty file asks for, if titleblock makes such a page without it. */
function generatedPage({ values: { layout }, meta: { type } }: FrontMatter) {
  const field = layout !== undefined && Object.hasOwn(GENERATED, layout) ? 'layout' : 'type';
  const name = String(field === 'layout' ? layout : type).toLowerCase();
  const page = Object.hasOwn(GENERATED, name) ? GENERATED[name] : undefined;
  if (page === undefined) return undefined;
  const reason = `this file has no text, and titleblock makes ${page} by itself, so no page is made of it`;
  return { field, reason, note: 'delete it; links to its old address can become `aliases` of another page' };
}

/** Why a text with a marker is not published, and what to do. */
function refusalOf({ field, value, verdict }: Marked): [reason: string, note: string] {
  const shown = typeof value === 'object' ? '' : `: ${cut(String(value), 40)}`;
  if (verdict === 'unclear')
    return [
      `"${field}${shown}" does not say whether the text is public`,
      'add `draft: true` to keep it back, or `draft: false` to publish it; docs/front-matter.md lists the words that are known',
    ];
  const isSecret = /pass|pwd|code|secret/i.test(field);
  return [
    `"${field}${isSecret ? '' : shown}" cannot protect this text: everybody could read it on a static site`,
    'add `draft: true` to keep it back; or remove the field to publish it, `unlisted: true` for an address that no list shows',
  ];
}

/** Characters of a title: a title stands on many pages, and in each list. */
const LONGEST_TITLE = 10_000;

/** What a header has too much of. */
function* tooMuch({
  title = '',
  tags,
}: Pick<Metadata, 'tags'> & { title?: string }): Generator<{ field: string; reason: string }> {
  const count = (all: { length: number }) => all.length.toLocaleString('en');
  if (title.length > LONGEST_TITLE)
    yield {
      field: 'title',
      reason: `the title has ${count(title)} characters; at most ${LONGEST_TITLE.toLocaleString('en')} are possible`,
    };
  if (tags.length > MOST_TERMS) yield { field: 'tags', reason: `${count(tags)} tags; at most ${MOST_TERMS} are possible` };
}

/** A header with what it inherits; of authors, those of the title block win too. */
function withInherited(header: Header, inherited: Inherited | undefined): Header {
  if (!inherited) return header;
  const { frontMatter, titleBlock } = header;
  const hasAuthors = titleBlock?.authors.length || frontMatter.values.author || frontMatter.values.authors;
  const { author, authors, ...rest } = inherited.values;
  const values = hasAuthors ? rest : { ...rest, ...(author && { author }), ...(authors && { authors }) };
  return { ...header, frontMatter: joined({ values, meta: inherited.meta, at: {}, problems: [] }, frontMatter) };
}

/** Old addresses without those that are the file of an earlier one: `/x/`, `/x`, `/x/index.html`. */
function distinct(aliases: readonly string[]): string[] {
  const files = aliases.map((each) => aliasUrl(each).replace(/(?<=\/)index\.html$/, ''));
  return aliases.filter((_, index) => files.indexOf(files[index] as string) === index);
}

/** @param hasWikilinks whether an alias without a slash or a dot is a name for wikilinks, as in a vault of Obsidian, and no address */
function metadataOf(
  titleBlock: TitleBlock | undefined,
  frontMatter: FrontMatter,
  hasWikilinks: boolean,
): Omit<Metadata, 'title'> & { title?: string } {
  const {
    title,
    author,
    authors,
    tags,
    categories,
    aliases,
    updated,
    description,
    lang,
    toc,
    cover,
    layout,
    markdown,
    series,
    guid,
    license,
    comments,
    translations,
    date: _date,
    draft: _draft,
    slug: _slug,
    permalink: _permalink,
    ...others
  } = frontMatter.values;
  const isReadable = !frontMatter.problems.some(({ rule }) => rule === 'front-matter/syntax');
  const isName = (each: string) => hasWikilinks && !/[/.]/.test(each);
  const names = (aliases ?? []).filter(isName);
  const unread = isReadable ? Object.keys(frontMatter.meta).filter((name) => !isUnderstood(name)) : [];
  const titleText = title ?? titleBlock?.title?.text;
  return {
    ...(titleText && { title: titleText }),
    authors: author ?? authors ?? titleBlock?.authors ?? [],
    tags: [...new Set(tags ?? [])],
    ...(categories && categories.length > 0 && { categories }),
    aliases: distinct((aliases ?? []).filter((each) => !isName(each))),
    ...(names.length > 0 && { names }),
    ...(updated !== undefined && { updated: updated.date }),
    ...(updated?.time !== undefined && { updatedTime: updated.time }),
    ...(description !== undefined && { description }),
    ...(lang !== undefined && { lang }),
    ...(toc !== undefined && { toc }),
    ...(cover !== undefined && { cover: cover.path }),
    ...(cover?.alt !== undefined && { coverAlt: cover.alt }),
    ...(layout !== undefined && { layout }),
    ...(markdown !== undefined && { markdown }),
    ...(series !== undefined && { series }),
    ...(guid !== undefined && { guid }),
    ...(license !== undefined && { license }),
    ...(comments !== undefined && { comments }),
    ...(translations !== undefined && { translations }),
    ...others,
    ...(unread.length > 0 && { unread }),
    meta: frontMatter.meta,
  };
}

/** What a date is found in. */
interface Dated {
  readonly name: string;
  readonly titleBlock: TitleBlock | undefined;
  readonly frontMatter: FrontMatter;
}

/** Says what is wrong at some offsets in the file; in the whole file if there are none. */
type Say = (at: readonly [number, number] | undefined, rule: RuleId, reason: string, note?: string) => void;

/** The date: front matter, else title block, else file name. A header that contradicts the file name wins, with a warning. */
function dateOf({ name, titleBlock, frontMatter }: Dated, say: Say): Moment | undefined {
  const fromName = dateOfFileName(name);
  const field = titleBlock?.date;
  // A field of another tool, such as `created`, dates what has no other date.
  const isBorrowed = frontMatter.borrowed?.includes('date') && (field?.text || fromName?.date);
  let header = isBorrowed ? undefined : frontMatter.values.date;
  let place = isBorrowed ? undefined : frontMatter.at.date;
  if (header === undefined && field && !frontMatter.problems.some(({ rule }) => rule === 'date/malformed')) {
    const leading = leadingDate(field.text);
    header = parseMoment(field.text) ?? (leading && { date: leading.date });
    place = [field.start, field.end];
    if (!header) say(place, 'date/malformed', noSuchDay(field.text));
    else if (leading && !parseMoment(field.text)) {
      const note = 'a line that begins with a space continues the line before; add a blank line between header and text';
      say(place, 'date/more', `extra text after the date: "${leading.rest}"`, note);
    }
  }
  const day = header?.date;
  if (day && fromName?.date && place && !agrees(day, fromName.date)) {
    const note = 'the header wins; rename the file or change the header';
    say(place, 'date/disagrees', `the header says ${day}, the file name says ${fromName.text}`, note);
  }
  if (!day && fromName && !fromName.date)
    say(undefined, 'date/malformed', `the file name begins with ${fromName.text}, which is not a valid date`);
  const named = fromName?.date === undefined ? undefined : { date: fromName.date };
  return day?.endsWith('-00') && named && agrees(day, named.date) ? named : (header ?? named);
}

/** The path by which a text is named: `2020-01-02-a/index.md` has the name and the date of its folder. */
function bundleName(path: string): string {
  return path.replace(/\/index\.(?:md|markdown)$/i, '');
}

/** What the path and the header of a file give to a pattern. */
function permalinkFacts(file: string, { values, meta }: FrontMatter): Omit<PermalinkFacts, 'date' | 'time' | 'title'> {
  const path = bundleName(file);
  const fileName = markdownFileName(path);
  const date = dateOfFileName(fileName)?.text;
  const stem = date === undefined ? fileName : fileName.slice(date.length).replace(/^[-_. ]/, '');
  return {
    fileName,
    name: values.slug ?? (stem || fileName),
    folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))).normalize('NFC'),
    categories: values.categories ?? [],
    lang: values.lang,
    fields: meta,
  };
}
