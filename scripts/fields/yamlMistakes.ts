// Explains YAML errors in a writer's words. The parser says what it could not read; the line shows what was meant: a colon in a title, a
// tab, an unclosed quote. Only the first error is reported, because the others usually follow from it.

import type { Document, ErrorCode, ParsedNode, YAMLParseError } from 'yaml';
import { isTooDeep } from '../markdown/yaml.js';

/** An error in YAML: the reason, the correction, and its range as offsets in the YAML. */
export interface SyntaxMistake {
  readonly reason: string;
  readonly note: string;
  readonly at: readonly [number, number];
}

/** A line of YAML, split into field and value. */
interface Line {
  readonly start: number;
  readonly text: string;
  /** `title: `, with the `- ` of a list. */
  readonly before: string;
  readonly value: string;
}

type Explain = (line: Line, error: YAMLParseError, yaml: string) => SyntaxMistake | undefined;

/**
 * Returns the errors of a YAML document to report.
 * @param yaml the text that the document was read from
 * @returns at most one error, or every duplicate field of an otherwise valid document
 */
export function syntaxMistakes({ errors }: Pick<Document<ParsedNode>, 'errors'>, yaml: string): SyntaxMistake[] {
  const deepest = errors.find(isTooDeep);
  if (deepest)
    return [{ reason: 'this YAML is nested too deeply', note: 'no field needs more than a few levels', at: deepest.pos }];
  const duplicates = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  if (duplicates.length === errors.length) return duplicates.map((error) => duplicate(error, yaml));
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return first ? [explained(first, yaml)] : [];
}

function explained(error: YAMLParseError, yaml: string): SyntaxMistake {
  const line = lineAt(yaml, error.pos[0]);
  for (const explain of EXPLANATIONS) {
    const found = explain(line, error, yaml);
    if (found) return found;
  }
  const note = 'quote values that contain ": ", "#", quotes or brackets, and indent the lines of a list alike';
  return { reason: `invalid YAML: ${REASONS[error.code]}`, note, at: error.pos };
}

function duplicate({ pos }: YAMLParseError, yaml: string): SyntaxMistake {
  const name = /^["']?[^\s:"']+/.exec(yaml.slice(pos[0]))?.[0].replace(/["']/g, '') ?? '';
  return { reason: `the field "${name}" is given twice`, note: 'remove one of the two', at: [pos[0], pos[0] + name.length] };
}

function lineAt(yaml: string, at: number): Line {
  const start = yaml.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const end = yaml.indexOf('\n', start);
  const text = yaml.slice(start, end < 0 ? yaml.length : end).replace(/\r$/, '');
  const [, before = '', value = ''] = /^(\s*(?:-\s+)*(?:[^\s:#"'[\]{},][^:#"'[\]{},]*:\s+)?)(.*)$/u.exec(text) ?? [];
  return { start, text, before, value: value.trimEnd() };
}

/** Returns the line after a line. */
function nextLine(yaml: string, { start, text }: Line): Line | undefined {
  const at = yaml.indexOf('\n', start + text.length);
  return at < 0 || at + 1 >= yaml.length ? undefined : lineAt(yaml, at + 1);
}

const indentOf = ({ text }: Line) => text.length - text.trimStart().length;

/** Returns the range of a line's value. */
const valueAt = ({ start, before, value }: Line): readonly [number, number] => [
  start + before.length,
  start + before.length + Math.max(1, value.length),
];

/** Returns a line with its value in quotes. */
function inQuotes({ before, value }: Line): string {
  const bare = value.replace(/^(["'])(.*)\1$/, '$2');
  return `${before.trimStart()}${bare.includes('"') ? `'${bare.replaceAll("'", "''")}'` : `"${bare}"`}`;
}

const quoted = (line: Line, reason: string): SyntaxMistake => ({
  reason,
  note: `put the text in quotes: \`${inQuotes(line)}\``,
  at: valueAt(line),
});

/** Characters with a meaning at the beginning of a value. */
const SIGNS: { readonly [sign: string]: string } = {
  '[': '"[" begins a list',
  '{': '"{" begins a mapping',
  '*': '"*" begins a reference',
  '&': '"&" begins an anchor',
  '!': '"!" begins a tag',
  '>': '">" begins a text that starts on the next line',
  '|': '"|" begins a text that starts on the next line',
  '-': '"- " begins an item of a list',
  '@': '"@" is reserved',
  '`': '"`" is reserved',
  '%': '"%" is reserved',
};

/** What the parser could not read, by the code of its error. */
export const REASONS: { readonly [code in ErrorCode]: string } = {
  ALIAS_PROPS: 'a reference (`*name`) has a tag or an anchor before it',
  BAD_ALIAS: 'a reference (`*name`) or an anchor (`&name`) has no name, or none of this name was defined before',
  BAD_COLLECTION_TYPE: 'a tag (`!name`) does not fit the list or mapping after it',
  BAD_DIRECTIVE: 'a line that begins with "%" is no directive of YAML',
  BAD_DQ_ESCAPE: 'after a backslash in double quotes, this character has no meaning',
  BAD_INDENT: 'this line is not indented like the others of its list, mapping or text',
  BAD_PROP_ORDER: 'a tag or an anchor has to come after the sign that begins a list or a value',
  BAD_SCALAR_START: 'a text without quotes begins with this character',
  BLOCK_AS_IMPLICIT_KEY: 'a list or a mapping begins on a line that already has a field',
  BLOCK_IN_FLOW: 'lines of a list or a mapping are within brackets',
  DUPLICATE_KEY: 'a field is given twice',
  IMPOSSIBLE: 'this cannot be read',
  KEY_OVER_1024_CHARS: 'the name of a field has more than 1,024 characters',
  MISSING_CHAR: 'a character is missing before or after this: a space, a comma, a colon, a quote or a bracket',
  MULTILINE_IMPLICIT_KEY: 'the name of a field is on more than one line',
  MULTIPLE_ANCHORS: 'a value has two anchors (`&name`)',
  MULTIPLE_DOCS: 'a line `---` begins a second document',
  MULTIPLE_TAGS: 'a value has two tags (`!name`)',
  NON_STRING_KEY: 'a field name is not text',
  RESOURCE_EXHAUSTION: 'this is too large or nested too deeply',
  TAB_AS_INDENT: 'a tab indents this line',
  TAG_RESOLVE_FAILED: 'a tag (`!name`) is unknown, or does not fit its value',
  UNEXPECTED_TOKEN: 'this does not belong here',
};

/** Explanations in the order in which they are tried. */
const EXPLANATIONS: readonly Explain[] = [
  // Full-width punctuation
  ({ start, text }) => {
    const found = fullWidthMistake(text);
    return found && { ...found, at: [start + found.at[0], start + found.at[1]] };
  },
  // A tab
  ({ start, text }, { code, pos }) => {
    const tab = text.search(/\t/);
    if (code !== 'TAB_AS_INDENT') return undefined;
    const at = tab < 0 ? pos[0] : start + tab;
    return {
      reason: 'a tab indents this line; YAML takes spaces only',
      note: 'replace the tab with two spaces',
      at: [at, at + 1],
    };
  },
  // An unclosed quote
  (_line, { code, message }, yaml) => {
    if (code !== 'MISSING_CHAR' || !/^Missing closing/.test(message)) return undefined;
    const quote = message.includes('"quote') ? '"' : "'";
    const at = openQuote(yaml, quote);
    return { reason: `the quote ${quote} is never closed`, note: `add ${quote} at the end of the text`, at: [at, at + 1] };
  },
  // An unclosed bracket
  (_line, { code, message, pos }, yaml) => {
    const bracket = /Flow (sequence|map)/.exec(message)?.[1] === 'sequence' ? '[' : '{';
    if (!/Flow (?:sequence|map)/.test(message) || (code !== 'BAD_INDENT' && code !== 'MISSING_CHAR')) return undefined;
    const at = Math.max(0, yaml.lastIndexOf(bracket, pos[0]));
    const end = bracket === '[' ? ']' : '}';
    return {
      reason: `the "${bracket}" is never closed`,
      note: `add "${end}" at the end of the ${bracket === '[' ? 'list' : 'mapping'}`,
      at: [at, at + 1],
    };
  },
  // A line that is indented below a value
  (line, { code }, yaml) => {
    const next = nextLine(yaml, line);
    if (code !== 'BLOCK_AS_IMPLICIT_KEY' || !next || indentOf(next) <= indentOf(line) || hasColon(line)) return undefined;
    return {
      reason: 'this line is indented, so it continues the one above',
      note: 'remove the spaces at its beginning',
      at: [next.start, next.start + Math.max(1, indentOf(next))],
    };
  },
  // A list item with another indentation than those above
  (line, { code }) =>
    (code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'BAD_INDENT') && /^\s*- /.test(line.text) && !hasColon(line)
      ? {
          reason: 'this item is not indented like the one above',
          note: 'indent all items of a list alike',
          at: [line.start, line.start + Math.max(1, indentOf(line))],
        }
      : undefined,
  // A colon in a text
  (line, { code }) =>
    code === 'BLOCK_AS_IMPLICIT_KEY' && hasColon(line) ? quoted(line, 'a text with ": " needs quotes') : undefined,
  // Text after the closing quote
  (line, { code }) =>
    code === 'UNEXPECTED_TOKEN' && /^["']/.test(line.value)
      ? {
          reason: 'there is text after the closing quote',
          note: `write the whole text in one pair of quotes: \`${line.before.trimStart()}${otherQuotes(line.value)}\``,
          at: valueAt(line),
        }
      : undefined,
  // A character with a meaning
  (line) => {
    const meaning = SIGNS[line.value[0] ?? ''];
    return meaning === undefined || line.before.trim() === ''
      ? undefined
      : quoted(line, `${meaning}; a text that begins like this needs quotes`);
  },
  // A field name that is not text
  ({ start, text }, { code }) =>
    code === 'NON_STRING_KEY'
      ? {
          reason: 'a field name has to be text, not a list, a mapping or a tagged value',
          note: 'put text that begins with "{", "[" or "!" in quotes',
          at: [start + (text.length - text.trimStart().length), start + text.trimEnd().length],
        }
      : undefined,
  // A line without a colon
  ({ start, text }, { code }) => {
    const [field, name = '', value = ''] = /^\s*([\p{L}_][\p{L}\p{N}_-]*):(?!\/\/)(\S.*)$/u.exec(text) ?? [];
    return field !== undefined && (code === 'MULTILINE_IMPLICIT_KEY' || code === 'MISSING_CHAR') && !/:(?:\s|$)/.test(text)
      ? {
          reason: `no space follows the colon of "${name}"`,
          note: `write \`${name}: ${value.trimEnd()}\``,
          at: [start, start + text.trimEnd().length],
        }
      : undefined;
  },
  ({ start, text }, { code }) =>
    (code === 'MULTILINE_IMPLICIT_KEY' || code === 'MISSING_CHAR') && !/:(?:\s|$)/.test(text)
      ? {
          reason: 'this line is neither a field nor the continuation of one',
          note: 'a field is a line `name: value`; indent a line that continues the one above',
          at: [start, start + Math.max(1, text.trimEnd().length)],
        }
      : undefined,
];

function hasColon({ value }: Line): boolean {
  return /:(?:\s|$)/.test(value) && !/^["'[{]/.test(value);
}

/** Puts a text that begins with a quote into quotes that it doesn't contain. */
function otherQuotes(value: string): string {
  const quote = value.includes('"') ? "'" : '"';
  return `${quote}${quote === "'" ? value.replaceAll("'", "''") : value}${quote}`;
}

/** Returns the index of a quote that is not closed on its line. */
function openQuote(yaml: string, quote: string): number {
  let at = 0;
  for (const text of yaml.split('\n')) {
    const start = new RegExp(`(?:[:,[{-]\\s*|^\\s*)${quote}`).exec(text);
    if (start) {
      const from = start.index + start[0].length;
      const rest = quote === '"' ? text.slice(from).replace(/\\./g, '  ') : text.slice(from).replaceAll("''", '  ');
      if (!rest.includes(quote)) return at + from - 1;
    }
    at += text.length + 1;
  }
  return 0;
}

/** Finds the first full-width character in place of YAML's punctuation, if that is why a text is not a mapping. */
export function fullWidthMistake(yaml: string): SyntaxMistake | undefined {
  const match =
    /^[ \t]*(?:-[ \t]+)?["']?[\p{L}_][\p{L}\p{N}_ -]*["']?[ \t]*(?:(：)|:(\u3000))|^[ \t]*(－)|^[^\n:]*:[ \t]*([［｛【])/mu.exec(
      yaml,
    );
  if (!match) return undefined;
  const sign = match.slice(1).find(Boolean) as string;
  const at = match.index + match[0].length - 1;
  const replacement = sign === '【' ? '[' : sign.normalize('NFKC');
  const reason = `invalid YAML: ${sign === '\u3000' ? 'a full-width space' : `the full-width "${sign}"`} instead of ${replacement === ' ' ? 'a space' : `"${replacement}"`}`;
  return { reason, note: 'switch the input method to English for YAML punctuation', at: [at, at + 1] };
}
