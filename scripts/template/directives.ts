// Parses the inside of a directive, `$…$` or `${…}`: variables with their pipes, partials, separators.

import { type Cursor, TemplateSyntaxError } from './cursor.js';
import type { PartialNode, Pipe, Variable } from './nodes.js';

const KEYWORDS = new Set(['if', 'else', 'endif', 'elseif', 'for', 'endfor', 'sep']);
const PLAIN_PIPES = [
  'pairs', 'uppercase', 'lowercase', 'length', 'reverse', 'first', 'last', 'rest', 'allbutlast', 'chomp',
  'nowrap', 'alpha', 'roman',
]; // biome-ignore format: a list of names
const BLOCK_PIPES = ['left', 'right', 'center'];
const PIPES: readonly string[] = [...PLAIN_PIPES, ...BLOCK_PIPES];

const IDENTIFIER = /\p{L}[\p{L}\p{N}_-]*/uy;
const PARTIAL_NAME = /[\p{L}\p{N}_./\\-]+(?=\(\))/uy;

/** Consumes the opening delimiter of a directive. @returns the delimiter that closes it */
export function readOpening(cursor: Cursor): string {
  const braces = cursor.text[cursor.position + 1] === '{';
  cursor.position += braces ? 2 : 1;
  cursor.skipSpaces();
  return braces ? '}' : '$';
}

/** Consumes the closing delimiter of a directive. @param start offset of the directive, for the message */
export function readClosing(cursor: Cursor, sign: string, start: number): void {
  cursor.skipSpaces();
  if (cursor.take(sign)) return;
  const rest = cursor.peek(/[^\n]{0,12}/y)?.[0] ?? '';
  const reason = `expected "${sign}" ${rest ? `before "${rest}"` : 'here'} (write $$ for a dollar sign)`;
  throw new TemplateSyntaxError(reason, start, Math.max(1, cursor.position - start));
}

/** Consumes `if` or `for` if a parenthesis follows. */
export function readBlockWord(cursor: Cursor): 'if' | 'for' | undefined {
  const word = cursor.match(IDENTIFIER);
  if ((word === 'if' || word === 'for') && cursor.isAt('(')) return word;
  cursor.position -= word?.length ?? 0;
  return undefined;
}

/** Parses a variable with its pipes. @throws TemplateSyntaxError if there is none */
export function readVariable(cursor: Cursor): Variable {
  const at = cursor.position;
  const path: string[] = [];
  do {
    const part = cursor.match(IDENTIFIER);
    if (part === undefined) cursor.fail('expected a variable name (it begins with a letter; write $$ for a dollar sign)');
    if (KEYWORDS.has(part)) throw new TemplateSyntaxError(`"${part}" is a keyword, not a variable`, at, part.length);
    path.push(part);
  } while (cursor.take('.'));
  return { path, pipes: readPipes(cursor), at };
}

/** Parses a variable in parentheses. */
export function readParenthesised(cursor: Cursor): Variable {
  if (!cursor.take('(')) cursor.fail('expected a variable in parentheses');
  cursor.skipSpaces();
  const variable = readVariable(cursor);
  cursor.skipSpaces();
  if (!cursor.take(')')) cursor.fail('expected ")"');
  return variable;
}

/** Parses a partial with its separator and pipes. Returns undefined if something else is next. */
export function readPartial(cursor: Cursor, breakable: boolean, argument?: Variable): PartialNode | undefined {
  const at = cursor.position;
  const name = cursor.match(PARTIAL_NAME);
  if (name === undefined) return undefined;
  cursor.position += '()'.length;
  const separator = readSeparator(cursor);
  const pipes = readPipes(cursor);
  return {
    type: 'partial',
    name,
    pipes,
    breakable,
    at,
    ...(argument && { argument }),
    ...(separator !== undefined && { separator }),
  };
}

/** Parses a separator, `[, ]`. Returns undefined if there is none. */
export function readSeparator(cursor: Cursor): string | undefined {
  if (!cursor.isAt('[')) return undefined;
  const end = cursor.text.indexOf(']', cursor.position);
  if (end < 0) cursor.fail('missing "]": a separator is written $x[, ]$');
  const separator = cursor.text.slice(cursor.position + 1, end).replaceAll('\r\n', '\n');
  cursor.position = end + 1;
  return separator;
}

function readPipes(cursor: Cursor): readonly Pipe[] {
  const pipes: Pipe[] = [];
  while (cursor.take('/')) {
    const at = cursor.position;
    const name = cursor.match(/[\p{L}]+/uy) ?? '';
    if (PLAIN_PIPES.includes(name)) pipes.push({ name });
    else if (BLOCK_PIPES.includes(name)) pipes.push(readBlockPipe(cursor, name));
    else {
      const reason = `unknown pipe "${name}"; expected one of ${PIPES.join(', ')}`;
      throw new TemplateSyntaxError(reason, at, Math.max(1, name.length));
    }
  }
  return pipes;
}

function readBlockPipe(cursor: Cursor, name: string): Pipe {
  cursor.skipSpaces();
  const width = cursor.match(/\d+/y);
  if (width === undefined) cursor.fail(`"${name}" needs a width: $x/${name} 20$`);
  const before = readQuoted(cursor);
  const after = before === undefined ? undefined : readQuoted(cursor);
  return { name, width: Number(width), before: before ?? '', after: after ?? '' };
}

function readQuoted(cursor: Cursor): string | undefined {
  const match = cursor.peek(/[ \t]*"((?:[^"\\]|\\.){0,400})"/y);
  if (!match) return undefined;
  cursor.position += match[0].length;
  return (match[1] as string).replace(/\\(.)/g, '$1');
}
