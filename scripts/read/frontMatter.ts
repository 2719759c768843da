// YAML front matter: found by Pandoc's rule for a metadata block, read by gray-matter with a YAML engine that keeps
// positions. The engines that would run code are made to throw, and options are always passed, so that gray-matter
// never keeps a post in its cache.

import matter from 'gray-matter';
import { type Document, isMap, isScalar, type ParsedNode, visit } from 'yaml';
import type { OwnValues } from '../fields/ownField.js';
import { type SyntaxMistake, syntaxMistakes } from '../fields/yamlMistakes.js';
import { parseYaml } from '../markdown/yaml.js';
import type { FrontMatterValues, HeaderReader } from './headerReader.js';
import { closesAfterFields, startsWithField } from './knownFields.js';
import { parseToml } from './toml.js';

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
  /** Fields of features; absent if there are none. */
  readonly own?: NonNullable<OwnValues['own']>;
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
    ...((one.own || other.own) && { own: { ...one.own, ...other.own } }),
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

/**
 * Reads the front matter that begins at an offset.
 * @param file the whole text of the file
 * @param start where the block may begin
 * @returns undefined if there is none: `---` alone on its line, up to `---` or `...`, and a mapping in between (before a blank line,
 *   only one with a field that every generator has, and with a warning); or TOML between `+++` and `+++`
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function parseFrontMatter(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  const toml = blockAt(file, start, TOML_OPENING, TOML_CLOSING);
  if (toml) return readToml(file, toml, fields);
  const block = blockAt(file, start, OPENING, CLOSING);
  if (!block) return afterBlankLine(file, start, fields);
  const { bodyStart, closing, end, language } = block;
  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    const reason = `front matter in "${language}" is not supported, and its code never runs; use YAML after a plain ---`;
    const problems: HeaderProblem[] = [{ rule: 'front-matter/language', reason, at: [start, bodyStart] }];
    return { values: {}, meta: {}, at: {}, end, problems };
  }
  const found = readMetadata(file.slice(bodyStart, closing), (index) => bodyStart + index, fields);
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

function afterBlankLine(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  const block = blockAt(file, start, OPENING_BEFORE_BLANK, CLOSING);
  if (!block) return undefined;
  return almostRead(file, block, fields, {
    reason: 'a blank line follows the `---`; Pandoc would not read this front matter',
    note: 'delete the blank line',
    at: [start, start + 3],
  });
}

/**
 * Reads front matter without its first `---`, as Hexo does; for markdown, its last line is a heading.
 * @returns undefined if the file does not begin with a field that every generator has, with only fields down to a `---`
 */
export function unopenedFrontMatter(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  if (!startsWithField(file.slice(start, start + 100))) return undefined;
  const block = blockAt(file, start, /(?=\S)/y, /^---[ \t]*(?:\r?\n|$)/gm);
  if (!block || !closesAfterFields(file.slice(start, block.end).split(/\r?\n/))) return undefined;
  return almostRead(file, block, fields, {
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
  fields: HeaderReader,
  warning: Pick<HeaderProblem, 'reason' | 'note' | 'at'>,
): FrontMatterBlock | undefined {
  const yaml = file.slice(bodyStart, closing);
  const found = startsWithField(yaml) ? readMetadata(yaml, (index) => bodyStart + index, fields) : undefined;
  if (!found || Object.keys(found.values).length === 0) return undefined;
  return { ...found, problems: [...found.problems, { rule: 'front-matter/almost', severity: 'warning', ...warning }], end };
}

function readToml(file: string, { bodyStart, closing, end }: Block, fields: HeaderReader): FrontMatterBlock {
  const document = parseToml(file.slice(bodyStart, closing));
  if ('reason' in document) {
    const at = [bodyStart + document.at, bodyStart + document.at + 1] as const;
    return { values: {}, meta: {}, at: {}, end, problems: [{ rule: 'front-matter/syntax', reason: document.reason, at }] };
  }
  return { ...readDocument(document, (index) => bodyStart + index, [], fields), end };
}

/**
 * Reads the fields of a metadata block.
 * @param offsetOf the offset in the file of an index of the YAML
 * @returns undefined if it is well-formed and no mapping: text between two rules
 */
export function readMetadata(yaml: string, offsetOf: (index: number) => number, fields: HeaderReader): FrontMatter | undefined {
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
  return readDocument(document, offsetOf, mistakes, fields);
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
  fields: HeaderReader,
): FrontMatter {
  const inFile = ([from, to]: readonly [number, number]) => [offsetOf(from), offsetOf(to)] as const;
  const problems = [...mistakes];
  // What is said of the values of YAML that cannot be read follows from that.
  const isReadable = mistakes.length === 0;
  const meta: { [name: string]: unknown } = {};
  const { values, own, at, borrowed } = fields.read(document, {
    complain: (field, reason, range, severity) => {
      if (!isReadable) return;
      const rule = field === 'date' || field === 'updated' ? 'date/malformed' : 'front-matter/wrong';
      problems.push({ rule, reason: `${field}: ${reason}`, at: inFile(range), ...(severity && { severity }) });
    },
    unknown: (name, value, range) => {
      meta[name] = value;
      const told = fields.misspelling(name);
      if (told) problems.push({ rule: 'front-matter/field', ...told, at: inFile(range) });
    },
    otherName: (name) => {
      const meant = fields.meant(name);
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
  return { values, ...(own && { own }), meta, at: places, problems, ...(borrowed.length > 0 && { borrowed }) };
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
