// Reads the headers of other tools as plain values, and writes headers of the new site.

import { parse as parseToml } from 'smol-toml';
import { Document, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar, visit } from 'yaml';

/** A value of a header. Dates and numbers that would lose their form (`007`, `1.10`) are text. */
export type FieldValue = null | boolean | number | string | readonly FieldValue[] | { readonly [name: string]: FieldValue };

export type FieldValues = { readonly [field: string]: FieldValue };

export interface OldHeader {
  readonly fields: FieldValues;
  /** The YAML as written, if it stood between two lines of `---` and has no mistake. */
  readonly yaml?: string;
  /** Offset of the text after the header, in UTF-16 units. */
  readonly bodyOffset: number;
  /** What could not be read as it was meant. */
  readonly mistake?: string;
}

/** Opening and closing lines of headers, and the language between them. */
const FORMS: readonly {
  readonly open: RegExp;
  readonly close: RegExp;
  readonly language: 'yaml' | 'toml' | 'json';
}[] = [
  { open: /^\s*-{3,}[ \t]*\n/, close: /^(?:-{3,}|\.\.\.)[ \t]*(?:\n|$)/m, language: 'yaml' },
  { open: /^\s*\+{3}[ \t]*\n/, close: /^\+{3}[ \t]*(?:\n|$)/m, language: 'toml' },
  { open: /^\s*;{3,}[ \t]*\n/, close: /^;{3,}[ \t]*(?:\n|$)/m, language: 'json' },
];

const NONE: OldHeader = { fields: {}, bodyOffset: 0 };

/**
 * Reads a header in YAML between `---`, in TOML between `+++`, or in JSON: an object, or its fields before `;;;`.
 * @param text with `\n` at the ends of lines
 * @param isOpened false if YAML and JSON may do without an opening line, as in Hexo
 */
export function readOldHeader(text: string, isOpened = true): OldHeader {
  for (const { open, close, language } of FORMS) {
    const start = open.exec(text)?.[0].length;
    if (start === undefined) continue;
    const closing = close.exec(text.slice(start));
    if (!closing) continue;
    const written = text.slice(start, start + closing.index);
    const bodyOffset = start + closing.index + closing[0].length;
    const header =
      language === 'yaml'
        ? yamlHeader(written)
        : { fields: language === 'toml' ? tomlFields(written) : jsonFields(`{${written}}`) };
    return header.fields ? { ...header, fields: header.fields, bodyOffset } : NONE;
  }
  if (/^\s*\{\s*"/.test(text)) return jsonObject(text);
  return isOpened ? NONE : unopened(text);
}

/** Reads the object at the start of a text. @see Hugo, "Front matter", JSON */
function jsonObject(text: string): OldHeader {
  for (let end = text.indexOf('}'); end >= 0; end = text.indexOf('}', end + 1)) {
    const fields = jsonFields(text.slice(0, end + 1));
    if (fields) return { fields, bodyOffset: end + 1 + (/^[ \t]*\n/.exec(text.slice(end + 1))?.[0].length ?? 0) };
  }
  return NONE;
}

/** Reads fields above the first `---` or `;;;`. @see Hexo, "Front-matter" */
function unopened(text: string): OldHeader {
  const close = /^(-{3,}|;{3,})[ \t]*(?:\n|$)/m.exec(text);
  if (!close || !/^\s*["']?[\w-]+["']?\s*:/.test(text)) return NONE;
  const written = text.slice(0, close.index);
  // Every line is a field, an item or a continuation; otherwise it is a text before a horizontal rule.
  if (!written.split('\n').every((line) => /^\s*$|^[ \t]|^- |^#|^["']?[\w-]+["']?\s*:/.test(line))) return NONE;
  const header = close[1]?.startsWith(';') ? { fields: jsonFields(`{${written}}`) } : yamlHeader(written);
  if (!header.fields) return NONE;
  const { yaml: _written, ...rest } = header as ReturnType<typeof yamlHeader>;
  return { ...rest, fields: header.fields, bodyOffset: close.index + close[0].length };
}

function jsonFields(json: string): FieldValues | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function tomlFields(toml: string): FieldValues | undefined {
  try {
    return plain(parseToml(toml)) as FieldValues;
  } catch {
    return undefined;
  }
}

/** Returns TOML's values as values of a header. */
function plain(value: unknown): FieldValue {
  if (value instanceof Date) return tomlDate(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  return value as FieldValue;
}

/** Writes a date of TOML as it was written: with its own offset, or without one. */
function tomlDate(date: Date): string {
  return date.toISOString().replace(/\.000(?=Z|[+-]|$)/, '');
}

const YAML_OPTIONS = { schema: 'core', merge: true, uniqueKeys: false, strict: false, logLevel: 'silent' } as const;

function yamlHeader(yaml: string): { fields: FieldValues | undefined; yaml?: string; mistake?: string } {
  const document = parseDocument(yaml, YAML_OPTIONS);
  const fields = document.errors.length === 0 ? fieldsOf(document) : undefined;
  if (fields) return { fields, ...(hasUniqueKeys(yaml) && { yaml }) };
  if (document.errors.length === 0) return { fields: undefined };
  const repaired = parseDocument(repairedYaml(yaml), YAML_OPTIONS);
  const mistake = document.errors[0]?.message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
  return {
    fields: repaired.errors.length === 0 ? fieldsOf(repaired) : fieldsOf(parseDocument(quotedYaml(yaml), YAML_OPTIONS)),
    mistake,
  };
}

function hasUniqueKeys(yaml: string): boolean {
  return parseDocument(yaml, { ...YAML_OPTIONS, uniqueKeys: true, strict: true }).errors.length === 0;
}

function fieldsOf(document: ReturnType<typeof parseDocument>): FieldValues | undefined {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'number' && node.source !== undefined && String(node.value) !== node.source)
        (node as Scalar).value = node.source;
    },
  });
  if (document.contents === null) return {};
  if (!isMap(document.contents)) return undefined;
  try {
    return document.toJS({ maxAliasCount: 1000 }) as FieldValues;
  } catch {
    return undefined;
  }
}

const FIELD = /^([\w-]+):[ \t]+(.*)$/;

/** Repairs what other YAML readers let pass: tabs as indentation, and texts with a colon, or with `@` or a backtick at the start. */
function repairedYaml(yaml: string): string {
  const lines = yaml.replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length)).split('\n');
  return lines.map((line) => (isBroken(line) ? quotedLine(line) : line)).join('\n');
}

function isBroken(line: string): boolean {
  const [, , value = ''] = FIELD.exec(line) ?? [];
  return value !== '' && !/^[|>]/.test(value) && parseDocument(line, YAML_OPTIONS).errors.length > 0;
}

/** Quotes the values of all fields, as the last resort. */
function quotedYaml(yaml: string): string {
  return yaml
    .split('\n')
    .filter((line) => FIELD.test(line))
    .map(quotedLine)
    .join('\n');
}

function quotedLine(line: string): string {
  return line.replace(FIELD, (_all, name: string, value: string) => `${name}: ${JSON.stringify(value.trim())}`);
}

export function isMapping(value: unknown): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns a text, or the text of a number or flag; undefined for anything else, and for an empty text. */
export function textOf(value: FieldValue | undefined): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Returns the texts of a list, or of a single value; empty and null items are left out. */
export function listOf(value: FieldValue | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each: FieldValue | undefined) => textOf(each) ?? []);
}

/** A change of a header: the new value of each field, or undefined to remove it. */
export type HeaderChange = { readonly [field: string]: FieldValue | undefined };

/**
 * Returns a header with `---` around it and an empty line after it; nothing for a header without fields.
 * @param yaml the header as it was written, whose comments, order and forms stay
 */
export function headerText(fields: FieldValues, change: HeaderChange, yaml?: string): string {
  const isSame = Object.entries(change).every(([name, value]) => JSON.stringify(fields[name]) === JSON.stringify(value));
  if (yaml !== undefined && isSame) return yaml.trim() === '' ? '' : `---\n${withoutBlankEnds(yaml)}---\n\n`;
  const document = yaml === undefined ? new Document(fields) : parseDocument(yaml, { ...YAML_OPTIONS, keepSourceTokens: false });
  for (const [name, value] of Object.entries(change)) {
    if (JSON.stringify(fields[name]) === JSON.stringify(value)) continue;
    if (value === undefined) document.delete(name);
    else document.set(name, document.createNode(value, { flow: Array.isArray(value) }) as Node);
  }
  setListsInLine(document);
  if (isMap(document.contents) && document.contents.items.length === 0) return '';
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return `---\n${withoutBlankEnds(text)}---\n\n`;
}

/** A header that begins with a blank line is none here. */
const withoutBlankEnds = (yaml: string): string => yaml.replace(/^(?:[ \t]*\n)+/, '').replace(/\n*$/, '\n');

/** Writes short lists of a header without a form of their own in brackets. */
function setListsInLine(document: Document): void {
  if (!isMap(document.contents)) return;
  for (const { value } of document.contents.items)
    if (isSeq(value) && value.range === undefined && value.items.every((item) => isScalar(item) || isSeq(item)))
      value.flow = true;
}
