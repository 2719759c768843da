// Decodes the text of a file, which must be UTF-8, and removes characters that no page may contain.

import { isUtf8 } from 'node:buffer';
import { placeAt, problem } from '../base/diagnostics.js';
import { forbiddenByLine, hasForbidden, unclosedDirections, withoutForbidden } from '../base/text/characters.js';
import type { Diagnostic } from '../types.js';

/** A text file. The text is absent if it can't be read. */
export interface ReadText {
  readonly text?: string;
  readonly problems: readonly Diagnostic[];
}

/** Reads a text file. */
export function readText(file: string, read: (path: string) => Uint8Array): ReadText {
  let bytes: Uint8Array;
  try {
    bytes = read(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: { [code: string]: string } = { EACCES: 'permission is denied', ENOENT: 'it no longer exists' };
    const reason = `the file cannot be read: ${reasons[code ?? ''] ?? message}`;
    return { problems: [problem(file, undefined, 'source/unreadable', reason)] };
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  const encoding = wideEncoding(bytes);
  if (encoding) {
    const note = `save it as UTF-8: \`iconv -f ${encoding} -t UTF-8 old.md > new.md\``;
    const reason = `this is ${encoding}, not UTF-8`;
    return { problems: [problem(file, { line: 1, column: 1 }, 'source/encoding', reason, { note })] };
  }
  if (!isUtf8(bytes)) {
    const at = Math.max(0, text.indexOf('\uFFFD'));
    const note = 'save it as UTF-8 (older Chinese files are often GBK: `iconv -f GBK -t UTF-8`)';
    return { problems: [problem(file, placeAt(text, at, at + 1), 'source/encoding', 'this is not UTF-8', { note })] };
  }
  const unclosed = unclosedDirections(text).map(({ at, name }) => {
    const note = 'delete it, or close it on its line; editors can show invisible characters';
    return problem(file, placeAt(text, at, at + 1), 'source/bidi', `${name} reorders the text after it and is not closed`, {
      note,
    });
  });
  if (!hasForbidden(text)) return { text, problems: unclosed };
  const problems = forbiddenByLine(text).map(({ at, name }) => {
    const note = 'delete it; editors can show invisible characters';
    const reason = `the control character ${name} is not allowed in a page and is removed`;
    return problem(file, placeAt(text, at, at + 1), 'source/control', reason, { note });
  });
  return { text: withoutForbidden(text), problems: [...unclosed, ...problems] };
}

/** Returns a text, or an empty one if it can't be read. The problem is added to `found`, so that it isn't silently taken as empty. */
export function textOf({ text, problems }: ReadText, found: Diagnostic[]): string {
  if (text === undefined) found.push(...problems);
  return text ?? '';
}

/** Number of bytes examined for zeros. */
const EXAMINED_BYTES = 256;

/** Detects UTF-16 and UTF-32 by the byte order mark, or by zero bytes. */
function wideEncoding(bytes: Uint8Array): 'UTF-16' | 'UTF-16LE' | 'UTF-16BE' | 'UTF-32' | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) return 'UTF-32';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16';
  const head = bytes.subarray(0, EXAMINED_BYTES);
  const zerosAt = (odd: number) => head.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (odd * 8 > head.length && even * 8 < odd) return 'UTF-16LE';
  return even * 8 > head.length && odd * 8 < even ? 'UTF-16BE' : undefined;
}
