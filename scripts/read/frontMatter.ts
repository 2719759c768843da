// Reads front matter. YAML blocks are found by Pandoc's rule for metadata blocks, and read by gray-matter with a YAML engine that
// keeps positions. gray-matter's engines that would run code are never used, and options are always passed, so that it
// never caches a post.

import matter from 'gray-matter';
import { type Document, isMap, isScalar, type ParsedNode, visit } from 'yaml';
import type { OwnValues } from '../fields/ownField.js';
import { fullWidthMistake, syntaxMistakes } from '../fields/yamlMistakes.js';
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
  /** Range as offsets in the file. */
  readonly at: readonly [number, number];
}

export interface FrontMatter {
  readonly values: FrontMatterValues;
  /** Values of the fields that features declare; absent if there are none. */
  readonly own?: NonNullable<OwnValues['own']>;
  /** Unknown fields, as plain data. */
  readonly meta: { readonly [name: string]: unknown };
  /** Range of each field, as offsets in the file. */
  readonly at: { readonly [name: string]: readonly [number, number] };
  readonly problems: readonly HeaderProblem[];
  /** Fields that were read from a name of another tool. */
  readonly fromOtherNames?: readonly string[];
}

/** Merges two blocks. A field of the second overrides the same field of the first. */
export function mergeFrontMatter(one: FrontMatter, other: FrontMatter): FrontMatter {
  return {
    values: { ...one.values, ...other.values },
    ...((one.own || other.own) && { own: { ...one.own, ...other.own } }),
    meta: { ...one.meta, ...other.meta },
    at: { ...one.at, ...other.at },
    problems: [...one.problems, ...other.problems],
    fromOtherNames: [...(one.fromOtherNames ?? []), ...(other.fromOtherNames ?? [])],
  };
}

const OPENING = /---[ \t]*([a-z]*)[ \t]*\r?\n(?![ \t]*\r?\n)/y;
/** A `---` before a blank line: a horizontal rule for Pandoc, the start of front matter for every other tool. */
const OPENING_BEFORE_BLANK = /---[ \t]*\r?\n(?:[ \t]*\r?\n)+/y;
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm;
const TOML_OPENING = /\+\+\+[ \t]*\r?\n/y;
const TOML_CLOSING = /^\+\+\+[ \t]*(?:\r?\n|$)/gm;

type FrontMatterBlock = FrontMatter & {
  /** Offset of the text after it. */
  readonly end: number;
};

/**
 * Reads the front matter at an offset.
 * @param file the whole text of the file
 * @param start offset where the block may begin
 * @returns undefined if there is none. YAML is a mapping after `---` alone on its line, up to `---` or `...`; before a blank line, it
 *   needs a known field, and is read with a warning. TOML is between `+++` and `+++`
 * @see Pandoc manual, "Extension: yaml_metadata_block"
 */
export function parseFrontMatter(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  const toml = blockAt(file, start, TOML_OPENING, TOML_CLOSING);
  if (toml) return readToml(file, toml, fields);
  const block = blockAt(file, start, OPENING, CLOSING);
  if (!block) return readAfterBlankLine(file, start, fields);
  const { bodyStart, closing, end, language } = block;
  if (language !== '' && language !== 'yaml' && language !== 'yml') {
    const reason = `front matter in "${language}" is not supported, and its code never runs`;
    const note = 'write it in YAML, after a line `---`';
    const problems: HeaderProblem[] = [{ rule: 'front-matter/language', reason, note, at: [start, bodyStart] }];
    return { values: {}, meta: {}, at: {}, end, problems };
  }
  const found = readMetadata(file.slice(bodyStart, closing), (index) => bodyStart + index, fields);
  return found && { ...found, end };
}

/** Offsets of a block between two fences. */
interface Block {
  readonly bodyStart: number;
  /** Start and end of the closing fence. */
  readonly closing: number;
  readonly end: number;
  readonly language: string;
}

/** Finds the block between two fences. @param opening a sticky pattern @param closes a global pattern */
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

function readAfterBlankLine(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  const block = blockAt(file, start, OPENING_BEFORE_BLANK, CLOSING);
  if (!block) return undefined;
  return readAlmostBlock(file, block, fields, {
    reason: 'a blank line follows the `---`; Pandoc would not read this front matter',
    note: 'delete the blank line',
    at: [start, start + 3],
  });
}

/**
 * Reads front matter without its first `---`, as Hexo does. Markdown would read its last line as a heading.
 * @returns undefined if the file doesn't begin with a known field, or there are other lines before the closing `---`
 */
export function unopenedFrontMatter(file: string, start: number, fields: HeaderReader): FrontMatterBlock | undefined {
  if (!startsWithField(file.slice(start, start + 100))) return undefined;
  const block = blockAt(file, start, /(?=\S)/y, /^---[ \t]*(?:\r?\n|$)/gm);
  if (!block || !closesAfterFields(file.slice(start, block.end).split(/\r?\n/))) return undefined;
  return readAlmostBlock(file, block, fields, {
    reason: 'missing `---` before this front matter; Hexo reads it, but Pandoc would not',
    note: 'add a line `---` before it',
    at: [start, lineEnd(file, start)],
  });
}

function lineEnd(file: string, start: number): number {
  const end = file.indexOf('\n', start);
  return end < 0 ? file.length : file[end - 1] === '\r' ? end - 1 : end;
}

/** Reads a block that is not quite front matter, with a warning, if it has a known field. */
function readAlmostBlock(
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
 * @param offsetOf maps an index in the YAML to an offset in the file
 * @returns undefined if it is well-formed but not a mapping: text between two horizontal rules
 */
export function readMetadata(yaml: string, offsetOf: (index: number) => number, fields: HeaderReader): FrontMatter | undefined {
  const document = parseWithMatter(yaml);
  const inFile = ([from, to]: readonly [number, number]) => [offsetOf(from), offsetOf(to)] as const;
  if (document === undefined) {
    const reason = 'this YAML is nested too deeply';
    return { values: {}, meta: {}, at: {}, problems: [{ rule: 'front-matter/syntax', reason, at: inFile([0, 1]) }] };
  }
  const { contents } = document;
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null);
  const wide = document.errors.length > 0 || !(isEmpty || isMap(contents)) ? fullWidthMistake(yaml) : undefined;
  if (!isEmpty && !isMap(contents) && document.errors.length === 0 && !wide) return undefined;

  const mistakes: HeaderProblem[] = (wide ? [wide] : syntaxMistakes(document, yaml)).map(({ reason, note, at }) => {
    return { rule: 'front-matter/syntax', reason, note, at: inFile(at) };
  });
  if (yaml.includes('<<')) mistakes.push(...mergeKeys(document).map((at): HeaderProblem => ({ ...MERGE_KEY, at: inFile(at) })));
  return readDocument(document, offsetOf, mistakes, fields);
}

/** `<<: *name` of YAML 1.1 is an error: the fields that it would copy might withhold a text. */
const MERGE_KEY = {
  rule: 'front-matter/syntax',
  reason: '`<<` would copy fields from elsewhere, which YAML 1.2 does not do',
  note: 'write out the fields that it stands for',
} as const;

/** Returns the ranges of the keys `<<`. */
function mergeKeys(document: Document<ParsedNode>): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN' && key.range) found.push([key.range[0], key.range[1]]);
    },
  });
  return found;
}

/** Reads the fields of a mapping. @param mistakes syntax errors found before */
function readDocument(
  document: Document<ParsedNode>,
  offsetOf: (index: number) => number,
  mistakes: readonly HeaderProblem[],
  fields: HeaderReader,
): FrontMatter {
  const inFile = ([from, to]: readonly [number, number]) => [offsetOf(from), offsetOf(to)] as const;
  const problems = [...mistakes];
  // Problems of values in invalid YAML would only follow from its errors.
  const isReadable = mistakes.length === 0;
  const meta: { [name: string]: unknown } = {};
  const { values, own, at, fromOtherNames } = fields.read(document, {
    report: (field, reason, range, severity) => {
      if (!isReadable) return;
      const rule = field === 'date' || field === 'updated' ? 'date/malformed' : 'front-matter/wrong';
      problems.push({ rule, reason: `${field}: ${reason}`, at: inFile(range), ...(severity && { severity }) });
    },
    unknown: (name, value, range) => {
      meta[name] = value;
      const misspelling = fields.misspelling(name);
      if (misspelling) problems.push({ rule: 'front-matter/field', ...misspelling, at: inFile(range) });
    },
    otherName: (name) => {
      const meaning = fields.meaningOf(name);
      const report = (reason: string, range: readonly [number, number]) => {
        const note = `write it as \`${meaning?.field}: …\``;
        problems.push({ rule: 'front-matter/foreign', reason: `${name} is not used: ${reason}`, note, at: inFile(range) });
      };
      return meaning && { ...meaning, report };
    },
    // No field of a post uses the place of a part of its value.
    placeOf: () => ({ line: 1, column: 1 }),
  });
  const places = Object.fromEntries(Object.entries(at).map(([name, range]) => [name, inFile(range)]));
  return { values, ...(own && { own }), meta, at: places, problems, ...(fromOtherNames.length > 0 && { fromOtherNames }) };
}

/** Parses YAML through gray-matter, whose engines for code are never reached. */
function parseWithMatter(yaml: string): Document<ParsedNode> | undefined {
  let document: Document<ParsedNode> | undefined;
  const parse = (): object => {
    document = parseYaml(yaml);
    return {};
  };
  try {
    // gray-matter calls no engine for an empty block.
    if (yaml.trim() === '') parse();
    else matter(`---\n${yaml}\n---\n`, { language: 'yaml', engines: { yaml: { parse } } });
  } catch (error) {
    // Deep brackets overflow the stack of a recursive parser.
    if (!(error instanceof RangeError)) throw error;
  }
  return document;
}
