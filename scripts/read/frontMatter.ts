// YAML front matter: found by Pandoc's rule for a metadata block, read by gray-matter with a YAML engine that keeps
// positions. The engines that would run code are made to throw, and options are always passed, so that gray-matter
// never keeps a post in its cache.

import { distance } from 'fastest-levenshtein';
import matter from 'gray-matter';
import { type Document, isMap, isScalar, isSeq, type Node, type ParsedNode, Scalar, visit } from 'yaml';
import { staysInside } from '../base/inside.js';
import { noSuchDay, parseMoment } from '../base/text/civilDate.js';
import { cut } from '../base/text/cut.js';
import { alias } from '../config/alias.js';
import { permalink } from '../config/permalink.js';
import { dialect, language } from '../config/settingTypes.js';
import {
  boolean,
  checked,
  type Fields,
  flagOf,
  integer,
  list,
  readFields,
  type Type,
  text,
  type ValuesOf,
} from '../fields/fields.js';
import { type SyntaxMistake, syntaxMistakes } from '../fields/yamlMistakes.js';
import { parseYaml } from '../markdown/yaml.js';
import { closesAfterFields, startsWithField } from './knownFields.js';
import { meantBy } from './otherNames.js';
import { parseToml } from './toml.js';
import { isMarker, markerName } from './visibility.js';

const date = checked('date', (value) => {
  const parsed = parseMoment(value);
  if (!parsed) throw new Error(noSuchDay(value));
  return parsed;
});

/** A name, or a mapping with a `name`, as some of Pandoc's templates want it. */
const person: Type<string> = {
  name: 'name',
  schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }] },
  read: (node, complain, placeOf) => {
    const name = isMap(node) ? (node.get('name', true) as Node | undefined) : undefined;
    const others = isMap(node) && name ? node.items.filter(({ key }) => String(key) !== 'name') : [];
    const fields = others.map(({ key }) => String(key)).join(', ');
    if (fields) complain(`only the name of an author is used, not ${fields}`, others[0]?.key as Node, 'warning');
    return text.read(name ?? node, complain, placeOf);
  },
};

const slug = checked('text', (value) => {
  if (value.includes('/') || !staysInside(value)) throw new Error('expected one part of an address, without "/"');
  return value;
});

const shift = checked('number from -5 to 5', (value) => {
  if (!/^-?[0-5]$/.test(value)) throw new Error('expected a number from -5 to 5');
  return Number(value);
});

/** A boolean, also as YAML 1.1 and TOML spell it; of a theme's mapping such as `{enable: true}`, its switch. */
const flag: Type<boolean> = {
  name: boolean.name,
  schema: { enum: [true, false, 'yes', 'no', 'on', 'off'] },
  read: (node, complain, placeOf) => {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => /^(?:enabled?|on|show|use)$/i.test(String(key)));
      const value = pair && isScalar(pair.value) ? flagOf(pair.value.value) : undefined;
      if (value !== undefined) complain(`the mapping is read as ${value}, and its other fields are not used`, node, 'warning');
      if (value !== undefined) return value;
    }
    const value = isScalar(node) ? flagOf(node.value) : undefined;
    return value ?? boolean.read(node, complain, placeOf);
  },
};

/** A picture with its alternative text; `false`, which themes use for none, is nothing. */
const cover: Type<{ readonly path: string; readonly alt?: string }> = {
  name: 'path of a picture, or `{image: …, alt: …}`',
  schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { image: { type: 'string' }, alt: { type: 'string' } } }] },
  read: (node, complain, placeOf) => {
    if (isScalar(node) && flagOf(node.value) === false) return undefined;
    if (!isMap(node)) {
      const path = text.read(node, complain, placeOf);
      return path === undefined ? undefined : { path };
    }
    const part = (...names: readonly string[]) => names.map((name) => node.get(name, true) as Node | undefined).find(Boolean);
    const image = part('image', 'src', 'url', 'path', 'img');
    if (!image || (isScalar(image) && !image.value)) return undefined;
    const path = text.read(image, complain, placeOf);
    const words = part('alt', 'alternative', 'caption', 'title');
    const alt = isScalar(words) && typeof words.value === 'string' ? words.value : undefined;
    return path === undefined ? undefined : { path, ...(alt !== undefined && { alt }) };
  },
};

/** A text; of a list, its first item. */
const oneText: Type<string> = {
  name: text.name,
  ...(text.schema && { schema: text.schema }),
  read: (node, complain, placeOf) => {
    if (!isSeq(node)) return text.read(node, complain, placeOf);
    const [first, ...more] = node.items as Node[];
    if (more.length > 0) complain('only the first item of the list is used', more[0], 'warning');
    return first && text.read(first, complain, placeOf);
  },
};

/** Where a post stands among those that are pinned: higher first. */
const rank: Type<number> = {
  name: 'true, or a number',
  schema: { type: ['boolean', 'number'] },
  read: (node, complain) => {
    const value = isScalar(node) ? node.value : undefined;
    const number = typeof value === 'number' ? value : flagOf(value);
    if (number !== undefined) return Number(number);
    complain('expected true, or a number: of two pinned posts, the one with the higher number comes first');
    return undefined;
  },
};

/** Language tags with files or addresses. */
const byLanguage: Type<{ readonly [tag: string]: string }> = {
  name: 'mapping of language tags to pages',
  schema: { type: 'object', additionalProperties: { type: 'string' } },
  read: (node, complain, placeOf) => {
    if (!isMap(node)) {
      complain('expected a mapping such as {en: hello.md}');
      return undefined;
    }
    const found: { [tag: string]: string } = {};
    for (const { key, value } of node.items) {
      const tag = language.read(key as Node, (reason) => complain(reason, key as Node), placeOf);
      const page = value ? text.read(value as Node, (reason) => complain(reason, value as Node), placeOf) : undefined;
      if (tag !== undefined && page) found[tag] = page;
    }
    return found;
  },
};

/** What divides a list that is written as one text. */
const LIST_SIGNS = /[,，、；،؛]/;
/** Those of them that a list in brackets does not know. */
const UNUSUAL_SIGN = /[،؛]/;

/** Tags; of a text without signs between words, some tools make one tag and some make several. */
const tagList: Type<readonly string[]> = {
  ...list(text, LIST_SIGNS),
  read: (node, complain, placeOf) => {
    const written = isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
    if (/\s/.test(written) && !LIST_SIGNS.test(written)) {
      const words = written.split(/\s+/);
      const reason = `"${cut(written, 40)}" is one tag here, and ${words.length} in Jekyll; write \`[${words.join(', ')}]\` or \`[${written}]\``;
      complain(reason, node, 'warning');
    }
    const [sign] = UNUSUAL_SIGN.exec(written) ?? [];
    if (sign) complain(`"${sign}" separates two items here; write "," between them`, node, 'warning');
    return list(text, LIST_SIGNS).read(node, complain, placeOf);
  },
};

/** What divides old addresses that are written as one text: none of them ends with a space or a comma. */
const ALIAS_SIGNS = /(?:\s|[,，、；،؛]\s*)+(?=\/)/;

/** Old addresses; a text with several of them is read as a list. */
const aliasList: Type<readonly string[]> = {
  ...list(alias),
  read: (node, complain, placeOf) => {
    const written = isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';
    const parts = written.split(ALIAS_SIGNS);
    if (parts.length < 2) return list(alias).read(node, complain, placeOf);
    complain(`these are ${parts.length} addresses here; write \`[${parts.join(', ')}]\``, node, 'warning');
    return parts.flatMap((part) => alias.read(new Scalar(part), (reason) => complain(reason, node), placeOf) ?? []);
  },
};

/** Categories: texts, or lists from the outermost category to the innermost. */
const categoryList: Type<readonly (readonly string[])[]> = {
  name: 'list of text, or of lists of text',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'array' }] } }] },
  read: (node, complain, placeOf) => {
    if (!isSeq(node)) return tagList.read(node, complain, placeOf)?.map((name) => [name]);
    return (node.items as Node[]).flatMap((item): (readonly string[])[] => {
      const path = list(text).read(item, (reason, at, severity) => complain(reason, at ?? item, severity), placeOf);
      return path && path.length > 0 ? [path] : [];
    });
  },
};

/** Every front matter field that is known. The table in the README is made from this. */
export const FRONT_MATTER_FIELDS = {
  title: { type: text, meaning: 'title in inline markdown; overrides the first `%` line' },
  author: { type: list(person), meaning: 'one or more authors; overrides the second `%` line' },
  authors: { type: list(person), meaning: 'the same as `author`' },
  date: { type: date, meaning: 'publication date; overrides the third `%` line' },
  updated: { type: date, meaning: 'date of the last substantial change' },
  description: {
    type: text,
    meaning: 'one or two sentences for lists, feeds and search engines (default: the beginning of the text)',
  },
  tags: { type: tagList, meaning: 'tags; text is split at commas' },
  categories: {
    type: categoryList,
    meaning: 'categories; a list within the list is one category within another: `[[后端, Java], 生活]`',
  },
  slug: { type: slug, meaning: 'replaces the file name in the address; a leading date is kept' },
  permalink: {
    type: permalink,
    meaning: 'address, or a pattern such as `/:year/:month/:name/`; see [addresses](#addresses)',
  },
  aliases: { type: aliasList, meaning: 'old addresses that redirect to the post: `/2019/old.html`' },
  draft: { type: flag, meaning: '`true` leaves it out of the site; see below for the markers of other tools' },
  lang: { type: language, meaning: 'language, if it differs from the site’s' },
  toc: { type: flag, meaning: 'whether to show a table of contents (default: with three or more headings)' },
  cover: {
    type: cover,
    meaning: 'picture for the top of the post and for social networks; `{image: a.jpg, alt: …}` with its alternative text',
  },
  pinned: { type: rank, meaning: '`true` keeps it at the top of the lists; of several, the higher number comes first' },
  layout: { type: text, meaning: 'template name without `.html`' },
  series: { type: oneText, meaning: 'name of the series that it belongs to; parts are ordered by date' },
  guid: { type: text, meaning: 'feed id (default: from `content/urls.yaml`, or the address)' },
  license: { type: text, meaning: 'license, if it differs from the site’s' },
  comments: { type: flag, meaning: '`false` disables comments' },
  translations: {
    type: byLanguage,
    meaning: 'translations by language tag: `{en: hello.md, ja: /posts/ja.html}`',
  },
  subtitle: { type: text, meaning: 'subtitle in inline markdown' },
  abstract: { type: text, meaning: 'abstract in markdown, shown above the text' },
  keywords: { type: list(text, LIST_SIGNS), meaning: 'keywords for templates (default: the tags)' },
  'header-includes': { type: list(text), meaning: 'markdown or HTML to add to the page’s head' },
  'include-before': { type: list(text), meaning: 'markdown or HTML to add before the text' },
  'include-after': { type: list(text), meaning: 'markdown or HTML to add after the text' },
  'number-sections': { type: boolean, meaning: '`true` numbers headings, except those with the class `.unnumbered`' },
  'toc-depth': { type: integer(1), meaning: 'deepest heading level in the table of contents' },
  'shift-heading-level-by': { type: shift, meaning: 'shifts heading levels: `1` makes `#` an `<h2>`' },
  markdown: { type: dialect, meaning: 'dialect, if it differs from the site’s' },
} satisfies Fields;

/** Our fields by their names as `markerName` gives them: `Title`, `toc_depth`. */
const OWN_NAMES = new Map(Object.keys(FRONT_MATTER_FIELDS).map((field) => [markerName(field), field]));

export type FrontMatterValues = ValuesOf<typeof FRONT_MATTER_FIELDS>;

export interface HeaderProblem {
  readonly rule:
    | 'front-matter/syntax'
    | 'front-matter/language'
    | 'front-matter/wrong'
    | 'front-matter/almost'
    | 'front-matter/field'
    | 'front-matter/middle'
    | 'front-matter/foreign'
    | 'front-matter/separator'
    | 'date/malformed';
  readonly reason: string;
  readonly severity?: 'warning';
  readonly note?: string;
  readonly expected?: readonly string[];
  /** Offsets in the file. */
  readonly at: readonly [number, number];
}

export interface FrontMatter {
  readonly values: FrontMatterValues;
  /** Unknown fields, as plain data. */
  readonly meta: { readonly [name: string]: unknown };
  /** Where each field stands, offsets in the file. */
  readonly at: { readonly [name: string]: readonly [number, number] };
  readonly problems: readonly HeaderProblem[];
  /** Fields that were read under the names of other tools. */
  readonly borrowed?: readonly string[];
}

/** Two together: of two with the same field the other wins. */
export function joined(one: FrontMatter, other: FrontMatter): FrontMatter {
  return {
    values: { ...one.values, ...other.values },
    meta: { ...one.meta, ...other.meta },
    at: { ...one.at, ...other.at },
    problems: [...one.problems, ...other.problems],
    borrowed: [...(one.borrowed ?? []), ...(other.borrowed ?? [])],
  };
}

const OPENING = /---[ \t]*([a-z]*)[ \t]*\r?\n(?![ \t]*\r?\n)/y;
/** What Pandoc takes for a rule, and every other tool for the beginning of front matter. */
const OPENING_BEFORE_BLANK = /---[ \t]*\r?\n(?:[ \t]*\r?\n)+/y;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
const TOML_OPENING = /\+\+\+[ \t]*\r?\n/y;
const TOML_CLOSING = /^\+\+\+[ \t]*(?:\r?\n|$)/gm;

type FrontMatterBlock = FrontMatter & {
  /** Where the text after it begins. */
  readonly end: number;
};

/** Whether a field is one that titleblock understands, under whatever name, or has been reported as a misspelling of one. */
export function isUnderstood(name: string): boolean {
  return isMarker(name) || meantBy(name) !== undefined || misspelling(name) !== undefined;
}

/**
 * Reads the front matter that begins at an offset.
 * @param file the whole text of the file
 * @param start where the block may begin
 * @returns undefined if there is none: `---` alone on its line, up to `---` or `...`, and a mapping in between (before a blank line,
 *   only one with a field that every generator has, and with a warning); or TOML between `+++` and `+++`
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function parseFrontMatter(file: string, start: number): FrontMatterBlock | undefined {
  const toml = blockAt(file, start, TOML_OPENING, TOML_CLOSING);
  if (toml) return readToml(file, toml);
  const block = blockAt(file, start, OPENING, CLOSING);
  if (!block) return afterBlankLine(file, start);
  const { bodyStart, closing, end, language } = block;
  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    const reason = `front matter in "${language}" is not supported, and its code never runs; use YAML after a plain ---`;
    const problems: HeaderProblem[] = [{ rule: 'front-matter/language', reason, at: [start, bodyStart] }];
    return { values: {}, meta: {}, at: {}, end, problems };
  }
  const found = readMetadata(file.slice(bodyStart, closing), (index) => bodyStart + index);
  return found && { ...found, end };
}

/** Offsets of a block between two fences. */
interface Block {
  readonly bodyStart: number;
  /** The beginning of the closing fence, and its end. */
  readonly closing: number;
  readonly end: number;
  readonly language: string;
}

/** @param opening sticky @param closes global */
function blockAt(file: string, start: number, opening: RegExp, closes: RegExp): Block | undefined {
  opening.lastIndex = start;
  const opened = opening.exec(file);
  if (!opened) return undefined;
  const bodyStart = start + opened[0].length;
  closes.lastIndex = bodyStart;
  const closing = closes.exec(file);
  return closing
    ? { bodyStart, closing: closing.index, end: closing.index + closing[0].length, language: opened[1] ?? '' }
    : undefined;
}

function afterBlankLine(file: string, start: number): FrontMatterBlock | undefined {
  const block = blockAt(file, start, OPENING_BEFORE_BLANK, CLOSING);
  if (!block) return undefined;
  return almostRead(file, block, {
    reason: 'a blank line follows the `---`; Pandoc would not read this front matter',
    note: 'delete the blank line',
    at: [start, start + 3],
  });
}

/**
 * Reads front matter without its first `---`, as Hexo does; for markdown, its last line is a heading.
 * @returns undefined if the file does not begin with a field that every generator has, with only fields down to a `---`
 */
export function unopenedFrontMatter(file: string, start: number): FrontMatterBlock | undefined {
  if (!startsWithField(file.slice(start, start + 100))) return undefined;
  const block = blockAt(file, start, /(?=\S)/y, /^---[ \t]*(?:\r?\n|$)/gm);
  if (!block || !closesAfterFields(file.slice(start, block.end).split(/\r?\n/))) return undefined;
  return almostRead(file, block, {
    reason: 'missing `---` before this front matter; Hexo reads it, and Pandoc would not',
    note: 'add a line `---` before it',
    at: [start, lineEnd(file, start)],
  });
}

function lineEnd(file: string, start: number): number {
  const end = file.indexOf('\n', start);
  return end < 0 ? file.length : file[end - 1] === '\r' ? end - 1 : end;
}

/** Reads what is not quite front matter, if it has a field that every generator has, with a warning. */
function almostRead(
  file: string,
  { bodyStart, closing, end }: Block,
  warning: Pick<HeaderProblem, 'reason' | 'note' | 'at'>,
): FrontMatterBlock | undefined {
  const yaml = file.slice(bodyStart, closing);
  const found = startsWithField(yaml) ? readMetadata(yaml, (index) => bodyStart + index) : undefined;
  if (!found || Object.keys(found.values).length === 0) return undefined;
  return { ...found, problems: [...found.problems, { rule: 'front-matter/almost', severity: 'warning', ...warning }], end };
}

function readToml(file: string, { bodyStart, closing, end }: Block): FrontMatterBlock {
  const document = parseToml(file.slice(bodyStart, closing));
  if ('reason' in document) {
    const at = [bodyStart + document.at, bodyStart + document.at + 1] as const;
    return { values: {}, meta: {}, at: {}, end, problems: [{ rule: 'front-matter/syntax', reason: document.reason, at }] };
  }
  return { ...readDocument(document, (index) => bodyStart + index, []), end };
}

/**
 * Reads the fields of a metadata block.
 * @param offsetOf the offset in the file of an index of the YAML
 * @returns undefined if it is well-formed and no mapping: text between two rules
 */
export function readMetadata(yaml: string, offsetOf: (index: number) => number): FrontMatter | undefined {
  const document = parsed(yaml);
  const inFile = ([from, to]: readonly [number, number]) => [offsetOf(from), offsetOf(to)] as const;
  if (document === undefined) {
    const reason = 'this YAML is nested too deeply';
    return { values: {}, meta: {}, at: {}, problems: [{ rule: 'front-matter/syntax', reason, at: inFile([0, 1]) }] };
  }
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  const wide = document.errors.length > 0 || !(isEmpty || isMap(contents)) ? fullWidth(yaml) : undefined;
  if (!isEmpty && !isMap(contents) && document.errors.length === 0 && !wide) return undefined;

  const mistakes: HeaderProblem[] = (wide ? [wide] : syntaxMistakes(document, yaml)).map(({ reason, note, at }) => {
    return { rule: 'front-matter/syntax', reason, note, at: inFile(at) };
  });
  if (yaml.includes('<<')) mistakes.push(...mergeKeys(document).map((at): HeaderProblem => ({ ...MERGE_KEY, at: inFile(at) })));
  return readDocument(document, offsetOf, mistakes);
}

/** `<<: *name` of YAML 1.1. What it brings in might keep a text back, so it is not passed over. */
const MERGE_KEY = {
  rule: 'front-matter/syntax',
  reason: '`<<` would copy fields from elsewhere, which YAML 1.2 does not do',
  note: 'write out the fields that it stands for',
} as const;

/** Where keys are `<<` (offsets). */
function mergeKeys(document: Document<ParsedNode>): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.range) found.push([key.range[0], key.range[1]]);
    },
  });
  return found;
}

/** Reads the fields of a mapping. @param mistakes what keeps it from being read as it is meant */
function readDocument(
  document: Document<ParsedNode>,
  offsetOf: (index: number) => number,
  mistakes: readonly HeaderProblem[],
): FrontMatter {
  const inFile = ([from, to]: readonly [number, number]) => [offsetOf(from), offsetOf(to)] as const;
  const problems = [...mistakes];
  // What is said of the values of YAML that cannot be read follows from that.
  const isReadable = mistakes.length === 0;
  const meta: { [name: string]: unknown } = {};
  const { values, at, borrowed } = readFields(document, FRONT_MATTER_FIELDS, {
    complain: (field, reason, range, severity) => {
      if (!isReadable) return;
      const rule = field === 'date' || field === 'updated' ? 'date/malformed' : 'front-matter/wrong';
      problems.push({ rule, reason: `${field}: ${reason}`, at: inFile(range), ...(severity && { severity }) });
    },
    unknown: (name, value, range) => {
      meta[name] = value;
      const told = misspelling(name);
      if (told) problems.push({ rule: 'front-matter/field', ...told, at: inFile(range) });
    },
    otherName: (name) => {
      const own = OWN_NAMES.get(markerName(name));
      const meant = own === undefined ? meantBy(name) : { field: own, rank: -1 };
      const complain = (reason: string, range: readonly [number, number]) => {
        const note = `write it as \`${meant?.field}: …\``;
        problems.push({ rule: 'front-matter/foreign', reason: `${name} is not used: ${reason}`, note, at: inFile(range) });
      };
      return meant && { ...meant, complain };
    },
    // No field of a post keeps the place of a part of it.
    placeOf: () => ({ line: 1, column: 1 }),
  });
  const places = Object.fromEntries(Object.entries(at).map(([name, range]) => [name, inFile(range)]));
  return { values, meta, at: places, problems, ...(borrowed.length > 0 && { borrowed }) };
}

/** The field of ours that a name in a header is read as: its own, one in other letters, or one of another tool. */
export function knownField(name: string): string | undefined {
  if (Object.hasOwn(FRONT_MATTER_FIELDS, name)) return name;
  return OWN_NAMES.get(markerName(name)) ?? meantBy(name)?.field;
}

/** What is said of a field that was probably meant to be one of ours. */
function misspelling(name: string): Pick<HeaderProblem, 'reason' | 'expected' | 'note'> | undefined {
  const own = OWN_NAMES.get(markerName(name));
  if (own !== undefined && !isMarker(name)) return { reason: `"${name}" is read as "${own}"`, expected: [own] };
  if (isMarker(name) || meantBy(name)) return undefined;
  const expected = meantField(name);
  const note = 'other fields are passed to templates as $meta.…$';
  return expected === undefined ? undefined : { reason: `"${name}" is not a known field`, expected: [expected], note };
}

/** YAML, read through gray-matter: its engines for languages that are code are never reached. */
function parsed(yaml: string): Document<ParsedNode> | undefined {
  let document: Document<ParsedNode> | undefined;
  const parse = (): object => {
    document = parseYaml(yaml);
    return {};
  };
  try {
    // gray-matter asks no engine where there is nothing.
    if (yaml.trim() === '') parse();
    else matter(`---\n${yaml}\n---\n`, { language: 'yaml', engines: { yaml: { parse } } });
  } catch (error) {
    // A parser that goes down a level for each bracket comes to the end of its stack.
    if (!(error instanceof RangeError)) throw error;
  }
  return document;
}

/** The first full-width sign where YAML wants one of ASCII, if that is why a text is not a mapping. */
function fullWidth(yaml: string): SyntaxMistake | undefined {
  const match =
    /^[ \t]*(?:-[ \t]+)?["']?[\p{L}_][\p{L}\p{N}_ -]*["']?[ \t]*(?:(：)|:(\u3000))|^[ \t]*(－)|^[^\n:]*:[ \t]*([［｛【])/mu.exec(
      yaml,
    );
  if (!match) return undefined;
  const sign = match.slice(1).find(Boolean) as string;
  const at = match.index + match[0].length - 1;
  const meant = sign === '【' ? '[' : sign.normalize('NFKC');
  const reason = `invalid YAML: ${sign === '\u3000' ? 'a full-width space' : `the full-width "${sign}"`} instead of ${meant === ' ' ? 'a space' : `"${meant}"`}`;
  return { reason, note: 'switch the input method to English for YAML punctuation', at: [at, at + 1] };
}

/** The field that a name one letter away from it, or in other case or number, was probably meant to be. */
function meantField(name: string): string | undefined {
  if (name.length < 3) return undefined;
  const small = name.toLowerCase();
  const sorted = (text: string) => [...text].sort().join('');
  return Object.keys(FRONT_MATTER_FIELDS).find(
    (field) => distance(small, field) <= 1 || sorted(small) === sorted(field) || `${small}es` === field,
  );
}
