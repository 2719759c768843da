// Fixes problems that have only one safe correction: spellings of addresses, sizes in other editors' syntax, encodings. A fix changes
// nothing but the text of its problem. When in doubt, the problem is left to the writer.

import { distance } from 'fastest-levenshtein';
import { decode } from '../base/siteLookup.js';
import { headingText } from '../read/title.js';
import type { Diagnostic } from '../types.js';
import { decodeIfCertain } from './encoding.js';

/** A fixed file. */
export interface FixedFile {
  readonly file: string;
  /** The bytes before the fix: they must be compared before the file is written. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The changed lines, in order. */
  readonly lines: readonly { readonly number: number; readonly before: string; readonly after: string }[];
  /** The original encoding, if not UTF-8. */
  readonly encoding?: string;
}

/** Fixes the text of a problem. Returns undefined if in doubt. */
type Fix = (stretch: string, problem: Diagnostic) => string | undefined;

/** Replaces a dead address with the only likely target. If there are several, the writer has to choose. */
const fixTarget: Fix = (stretch, { reason, expected }) => {
  const written = /"([^"]+)"/.exec(reason)?.[1]?.replace(/[?#].*$/s, '');
  const target = written && onlyCandidate(written, expected);
  if (!written || !target) return undefined;
  return replaceAsWritten(stretch, written, target.split('/').map(encodeSpaces).join('/'));
};

/** Maximum distance of the intended name, and minimum gap to the next candidate, in edits. */
const MAX_EDITS = 2;

/** Returns the only candidate, or the one whose file name is clearly the closest to the written one; undefined otherwise. */
function onlyCandidate(written: string, paths: readonly string[]): string | undefined {
  const nameOf = (path: string) =>
    path
      .replace(/[\\/]+$/, '')
      .replace(/^.*[\\/]/s, '')
      .replace(/\.(?:html?|md|markdown)$/i, '')
      .toLowerCase();
  const wanted = nameOf(decode(written) ?? written);
  const far = (path: string) => distance(wanted, nameOf(decode(path) ?? path));
  const [first, second] = [...paths].sort((a, b) => far(a) - far(b));
  const isOnly =
    second === undefined || (first !== undefined && far(first) <= MAX_EDITS && far(second) >= far(first) + MAX_EDITS);
  return isOnly ? first : undefined;
}

/** A size after an address, which is not part of it. */
const SIZE = /\s=\d*x\d*$/;

const FIXES: { readonly [rule: string]: Fix } = {
  'link/dead': fixTarget,
  'picture/missing': fixTarget,
  'link/anchor': (stretch, { reason, expected: [target, ...others] }) => {
    const id = /"([^"]+)"$/.exec(reason)?.[1];
    return id && target && others.length === 0 ? replaceAsWritten(stretch, `#${id}`, target) : undefined;
  },
  'link/spelling': (stretch, { reason, expected: [target] }) => {
    const written = quotedIn(reason);
    return written && target ? replaceAsWritten(stretch, written, target) : undefined;
  },
  'picture/spelling': (stretch, { reason, expected: [target] }) => {
    const written = quotedIn(reason);
    const right = written && target ? respelled(written, target) : undefined;
    return written && right ? replaceAsWritten(stretch, written, right) : undefined;
  },
  // In the first line of a file, where editors put the title as a heading.
  'title/missing': (stretch, { place }) =>
    place?.line === 1 && /^#[ \t][^<]*$/.test(stretch) ? `% ${headingText(stretch)}` : undefined,
  'markdown/address-space': (stretch) => {
    const [, words, address = '', title = ''] = /^(!?\[[^\]]*\])\(\s*(.*?)(\s+"[^"]*")?\s*\)$/s.exec(stretch) ?? [];
    return words && !SIZE.test(address) ? `${words}(<${address}>${title})` : undefined;
  },
  'markdown/wide-brackets': (stretch) => {
    const match = /^(!?)[[［]([^\]］]*)[\]］][（(](.*)[）)]$/s.exec(stretch);
    return match ? `${match[1]}[${match[2]}](${match[3]?.trim()})` : undefined;
  },
  'markdown/foreign': (stretch, { reason }) => {
    if (reason.startsWith('a formula with spaces')) {
      const [, start = '', tex = '', end] = /^(\$\$?)\s*(.*?)\s*(\$\$?)$/s.exec(stretch) ?? [];
      return start !== '' && start === end && tex !== '' ? start + tex + end : undefined;
    }
    const [, before, words, after] = /^\*\*([ \t]*)(.*?)([ \t]*)\*\*$/s.exec(stretch) ?? [];
    return reason.startsWith('bold text with a space') && words ? `${before && ' '}**${words}**${after && ' '}` : undefined;
  },
  'picture/size': (stretch) => {
    const match = /^(.*\()([^\s(]+)\s+=(\d*)x(\d*)((?:\s+"[^"]*")?\s*\))$/s.exec(stretch);
    if (!match) return undefined;
    const [, before, address, width, height, after] = match;
    const size = [width && `width=${width}`, height && `height=${height}`].filter(Boolean).join(' ');
    return size ? `${before}${address}${after}{${size}}` : undefined;
  },
};

/** Returns the text of a problem with its only safe correction; undefined if there is none. */
export function fixedStretch(stretch: string, problem: Diagnostic): string | undefined {
  return FIXES[problem.ruleId]?.(stretch, problem);
}

/** Rules with problems that may be fixed. */
export const FIXABLE: ReadonlySet<string> = new Set([...Object.keys(FIXES), 'source/encoding']);

/**
 * Returns the files that can be fixed.
 * @param bytesOf returns the bytes of a file
 */
export function fixFiles(problems: readonly Diagnostic[], bytesOf: (file: string) => Uint8Array): FixedFile[] {
  const files = [...new Set(problems.filter(({ ruleId }) => FIXABLE.has(ruleId)).map(({ file }) => file))].sort();
  return files.flatMap((file) => {
    const own = problems.filter((problem) => problem.file === file);
    const bytes = bytesOf(file);
    if (own.some(({ ruleId }) => ruleId === 'source/encoding')) return reencode(file, bytes) ?? [];
    const fixed = fixText(Buffer.from(bytes).toString(), own);
    return fixed ? { file, bytes, ...fixed } : [];
  });
}

/** Converts a file to UTF-8; undefined if its encoding is in doubt. */
function reencode(file: string, bytes: Uint8Array): FixedFile | undefined {
  const decoded = decodeIfCertain(bytes);
  if (!decoded) return undefined;
  const before = (decoded.encoding === 'gb18030' ? Buffer.from(bytes).toString() : Buffer.from(bytes).toString('latin1')).split(
    '\n',
  );
  const after = decoded.text.split('\n');
  const lines = after.map((line, at) => ({ number: at + 1, before: before[at] ?? '', after: line }));
  return { file, bytes, ...decoded, lines: lines.filter((line) => line.before !== line.after) };
}

function fixText(text: string, problems: readonly Diagnostic[]): Pick<FixedFile, 'text' | 'lines'> | undefined {
  const lines = text.split('\n');
  const changed = new Map<number, string>();
  // From the end of each line, so that earlier columns stay the same.
  const inOrder = [...problems].sort((a, b) => (b.place?.column ?? 0) - (a.place?.column ?? 0));
  for (const problem of inOrder) {
    const { place } = problem;
    const { line = 0, column = 1, endLine = line, endColumn } = place ?? {};
    const current = lines[line - 1];
    if (!place || current === undefined || endLine !== line || endColumn === undefined) continue;
    const fixed = fixedStretch(current.slice(column - 1, endColumn - 1), problem);
    if (fixed === undefined) continue;
    if (!changed.has(line)) changed.set(line, current);
    lines[line - 1] = current.slice(0, column - 1) + fixed + current.slice(endColumn - 1);
  }
  if (changed.size === 0) return undefined;
  const shown = [...changed].sort(([a], [b]) => a - b);
  return {
    text: lines.join('\n'),
    lines: shown.map(([number, before]) => ({ number, before, after: lines[number - 1] as string })),
  };
}

/** Returns the quoted text at the beginning of a reason. */
function quotedIn(reason: string): string | undefined {
  return /^"([^"]+)"/.exec(reason)?.[1];
}

/** Replaces an address in a text, where it may be decoded although the problem names it encoded. */
function replaceAsWritten(text: string, address: string, by: string): string | undefined {
  const found = replaceOnce(text, address, by);
  if (found !== undefined) return found;
  try {
    return replaceOnce(text, decodeURIComponent(address), by);
  } catch {
    return undefined;
  }
}

/** Replaces a part of a text if it occurs exactly once. */
function replaceOnce(text: string, part: string, by: string): string | undefined {
  const at = text.indexOf(part);
  return at >= 0 && text.indexOf(part, at + 1) < 0 ? text.slice(0, at) + by + text.slice(at + part.length) : undefined;
}

/** Returns the path of a file in the form in which it was written; undefined if the two differ by more than spelling. */
function respelled(written: string, target: string): string | undefined {
  const [, start = '', rest = ''] = /^((?:\.{0,2}[\\/])*)(.*)$/s.exec(written.replace(/%5c/gi, '\\')) ?? [];
  const parts = target.split('/').slice(-rest.split(/[\\/]/).length);
  const plain = (path: string) => {
    try {
      return decodeURIComponent(path).replaceAll('\\', '/').normalize('NFC').toLowerCase();
    } catch {
      return path;
    }
  };
  return plain(rest) === plain(parts.join('/')) ? start.replaceAll('\\', '/') + parts.map(encodeSpaces).join('/') : undefined;
}

/** Encodes spaces, which would end an address in markdown. */
function encodeSpaces(part: string): string {
  return part.replaceAll(' ', '%20');
}
