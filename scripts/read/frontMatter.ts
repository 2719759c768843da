// YAML front matter: found by Pandoc's rule for a metadata block, read by gray-matter with a YAML engine that keeps
// positions. The engines that would run code are made to throw, and options are always passed, so that gray-matter
// never keeps a post in its cache.

import { distance } from 'fastest-levenshtein';
import matter from 'gray-matter';
import { type Document, isMap, isScalar, type Node, type ParsedNode } from 'yaml';
import { dialect, language } from '../config/config.js';
import {
  boolean,
  checked,
  type Fields,
  integer,
  list,
  readFields,
  type SyntaxMistake,
  syntaxMistakes,
  type Type,
  text,
  type ValuesOf,
} from '../config/fields.js';
import { staysInside } from '../inside.js';
import { parseYaml } from '../markdown/yaml.js';
import { noSuchDay, parseCivilDate } from '../text/civilDate.js';
import { alias } from './alias.js';
import { flagOf, isMarker } from './visibility.js';

const date = checked('date', (value) => {
  const parsed = parseCivilDate(value);
  if (!parsed) throw new Error(noSuchDay(value));
  return parsed;
});

/** A name, or a mapping with a `name`, as some of Pandoc's templates want it. */
const person: Type<string> = {
  name: 'name',
  schema: { anyOf: [{ type: 'string' }, { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }] },
  read: (node, complain, placeOf) => {
    const name = isMap(node) ? (node.get('name', true) as Node | undefined) : undefined;
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

/** A boolean, also as YAML 1.1 and TOML spell it. */
const flag: Type<boolean> = {
  name: boolean.name,
  schema: { enum: [true, false, 'yes', 'no', 'on', 'off'] },
  read: (node, complain, placeOf) => {
    const value = isScalar(node) ? flagOf(node.value) : undefined;
    return value ?? boolean.read(node, complain, placeOf);
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
  tags: { type: list(text, /[,，、]/), meaning: 'tags; text is split at commas' },
  slug: { type: slug, meaning: 'replaces the file name in the address; a leading date is kept' },
  aliases: { type: list(alias), meaning: 'old addresses that redirect to the post: `/2019/old.html`' },
  draft: { type: flag, meaning: '`true` leaves it out of the site; see below for the markers of other tools' },
  lang: { type: language, meaning: 'language, if it differs from the site’s' },
  toc: { type: boolean, meaning: 'whether to show a table of contents (default: with three or more headings)' },
  cover: { type: text, meaning: 'picture for the top of the post and for social networks' },
  layout: { type: text, meaning: 'template name without `.html`' },
  series: { type: text, meaning: 'name of the series that it belongs to; parts are ordered by date' },
  guid: { type: text, meaning: 'feed id (default: from `content/urls.yaml`, or the address)' },
  license: { type: text, meaning: 'license, if it differs from the site’s' },
  comments: { type: boolean, meaning: '`false` disables comments' },
  translations: {
    type: byLanguage,
    meaning: 'translations by language tag: `{en: hello.md, ja: /posts/ja.html}`',
  },
  subtitle: { type: text, meaning: 'subtitle in inline markdown' },
  abstract: { type: text, meaning: 'abstract in markdown, shown above the text' },
  keywords: { type: list(text, /[,，、]/), meaning: 'keywords for templates (default: the tags)' },
  'header-includes': { type: list(text), meaning: 'markdown or HTML to add to the page’s head' },
  'include-before': { type: list(text), meaning: 'markdown or HTML to add before the text' },
  'include-after': { type: list(text), meaning: 'markdown or HTML to add after the text' },
  'number-sections': { type: boolean, meaning: '`true` numbers headings, except those with the class `.unnumbered`' },
  'toc-depth': { type: integer(1), meaning: 'deepest heading level in the table of contents' },
  'shift-heading-level-by': { type: shift, meaning: 'shifts heading levels: `1` makes `#` an `<h2>`' },
  markdown: { type: dialect, meaning: 'dialect, if it differs from the site’s' },
} satisfies Fields;

export type FrontMatterValues = ValuesOf<typeof FRONT_MATTER_FIELDS>;

export interface HeaderProblem {
  readonly rule:
    | 'front-matter/syntax'
    | 'front-matter/language'
    | 'front-matter/wrong'
    | 'front-matter/almost'
    | 'front-matter/field'
    | 'front-matter/middle'
    | 'front-matter/separator'
    | 'date/malformed';
  readonly reason: string;
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
}

/** Two together: of two with the same field the other wins. */
export function joined(one: FrontMatter, other: FrontMatter): FrontMatter {
  return {
    values: { ...one.values, ...other.values },
    meta: { ...one.meta, ...other.meta },
    at: { ...one.at, ...other.at },
    problems: [...one.problems, ...other.problems],
  };
}

const OPENING = /---[ \t]*([a-z]*)[ \t]*\r?\n(?![ \t]*\r?\n)/y;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;

/**
 * Reads the front matter that begins at an offset.
 * @param file the whole text of the file
 * @param start where the block may begin
 * @returns undefined if there is none: `---` alone on its line, not before a blank line, up to `---` or `...`, and
 *   a mapping in between; else what it says, and where the text after it begins
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function parseFrontMatter(file: string, start: number): (FrontMatter & { readonly end: number }) | undefined {
  OPENING.lastIndex = start;
  const opening = OPENING.exec(file);
  if (!opening) return undefined;
  const bodyStart = start + opening[0].length;
  CLOSING.lastIndex = bodyStart;
  const closing = CLOSING.exec(file);
  if (!closing) return undefined;
  const end = closing.index + closing[0].length;
  const language = opening[1] ?? '';
  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    const reason = `front matter in "${language}" is not supported, and its code never runs; use YAML after a plain ---`;
    const problems: HeaderProblem[] = [{ rule: 'front-matter/language', reason, at: [start, bodyStart] }];
    return { values: {}, meta: {}, at: {}, end, problems };
  }
  const found = readMetadata(file.slice(bodyStart, closing.index), (index) => bodyStart + index);
  return found && { ...found, end };
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

  const problems: HeaderProblem[] = (wide ? [wide] : syntaxMistakes(document)).map(({ reason, note, at }) => {
    return { rule: 'front-matter/syntax', reason, note, at: inFile(at) };
  });
  const isReadable = problems.length === 0;
  const meta: { [name: string]: unknown } = {};
  const { values, at } = readFields(document, FRONT_MATTER_FIELDS, {
    complain: (field, reason, range) => {
      // What is said of the values of YAML that cannot be read follows from that.
      if (!isReadable) return;
      const rule = field === 'date' || field === 'updated' ? 'date/malformed' : 'front-matter/wrong';
      problems.push({ rule, reason: `${field}: ${reason}`, at: inFile(range) });
    },
    unknown: (name, value, range) => {
      meta[name] = value;
      const expected = isMarker(name) ? undefined : meantField(name);
      if (expected === undefined) return;
      const note = 'other fields are passed to templates as $meta.…$';
      const reason = `"${name}" is not a known field`;
      problems.push({ rule: 'front-matter/field', reason, expected: [expected], note, at: inFile(range) });
    },
    // No field of a post keeps the place of a part of it.
    placeOf: () => ({ line: 1, column: 1 }),
  });
  const places = Object.fromEntries(Object.entries(at).map(([name, range]) => [name, inFile(range)]));
  return { values, meta, at: places, problems };
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
