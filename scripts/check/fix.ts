// Fixing what is safe: spellings of addresses, sizes that other editors write, encodings. A fix changes the text that a problem is
// about and nothing else; where it is not sure, it leaves it to the writer.

import { distance } from 'fastest-levenshtein';
import { decode } from '../base/siteLookup.js';
import { headingText } from '../read/title.js';
import type { Diagnostic } from '../types.js';
import { decodeSurely } from './encoding.js';

/** A file with its mistakes fixed. */
export interface FixedFile {
  readonly file: string;
  /** The bytes that were fixed: whoever writes the file makes sure that it still has them. */
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The lines that differ, in their order. */
  readonly lines: readonly { readonly number: number; readonly before: string; readonly after: string }[];
  /** The encoding that it had, where it is not UTF-8. */
  readonly encoding?: string;
}

/** Fixes a text where a problem is; undefined if that is not sure. */
type Fix = (stretch: string, problem: Diagnostic) => string | undefined;

/** Puts the one thing that may have been meant in place of an address that leads nowhere; of several, the writer chooses. */
const meant: Fix = (stretch, { reason, expected }) => {
  const written = /"([^"]+)"/.exec(reason)?.[1]?.replace(/[?#].*$/s, '');
  const target = written && onlyNear(written, expected);
  if (!written || !target) return undefined;
  return replacedAsWritten(stretch, written, target.split('/').map(encodeSpaces).join('/'));
};

/** Letters in which the name that was meant may differ, and in which all others differ more. */
const NEAR = 2;

/** The one path whose file name is as good as the written one; undefined if there are several, or none. */
function onlyNear(written: string, paths: readonly string[]): string | undefined {
  const nameOf = (path: string) =>
    path
      .replace(/[\\/]+$/, '')
      .replace(/^.*[\\/]/s, '')
      .replace(/\.(?:html?|md|markdown)$/i, '')
      .toLowerCase();
  const wanted = nameOf(decode(written) ?? written);
  const far = (path: string) => distance(wanted, nameOf(decode(path) ?? path));
  const [first, second] = [...paths].sort((a, b) => far(a) - far(b));
  const isOnly = second === undefined || (first !== undefined && far(first) <= NEAR && far(second) >= far(first) + NEAR);
  return isOnly ? first : undefined;
}

/** A size after an address, which is none of its characters. */
const SIZE = /\s=\d*x\d*$/;

const FIXES: { readonly [rule: string]: Fix } = {
  'link/dead': meant,
  'picture/missing': meant,
  'link/anchor': (stretch, { reason, expected: [target, ...others] }) => {
    const id = /"([^"]+)"$/.exec(reason)?.[1];
    return id && target && others.length === 0 ? replacedAsWritten(stretch, `#${id}`, target) : undefined;
  },
  'link/spelling': (stretch, { reason, expected: [target] }) => {
    const written = quotedIn(reason);
    return written && target ? replacedAsWritten(stretch, written, target) : undefined;
  },
  'picture/spelling': (stretch, { reason, expected: [target] }) => {
    const written = quotedIn(reason);
    const right = written && target ? likeWritten(written, target) : undefined;
    return written && right ? replacedAsWritten(stretch, written, right) : undefined;
  },
  // The first line of a file: editors have the title as a heading there.
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
  'picture/size': (stretch) => {
    const match = /^(.*\()([^\s(]+)\s+=(\d*)x(\d*)((?:\s+"[^"]*")?\s*\))$/s.exec(stretch);
    if (!match) return undefined;
    const [, before, address, width, height, after] = match;
    const size = [width && `width=${width}`, height && `height=${height}`].filter(Boolean).join(' ');
    return size ? `${before}${address}${after}{${size}}` : undefined;
  },
};

/** The rules whose problems may be fixed. */
export const FIXABLE: ReadonlySet<string> = new Set([...Object.keys(FIXES), 'source/encoding']);

/**
 * Fixes the files of a site.
 * @param bytesOf the bytes of a file
 */
export function fixedFiles(problems: readonly Diagnostic[], bytesOf: (file: string) => Uint8Array): FixedFile[] {
  const files = [...new Set(problems.filter(({ ruleId }) => FIXABLE.has(ruleId)).map(({ file }) => file))].sort();
  return files.flatMap((file) => {
    const own = problems.filter((problem) => problem.file === file);
    const bytes = bytesOf(file);
    if (own.some(({ ruleId }) => ruleId === 'source/encoding')) return recoded(file, bytes) ?? [];
    const fixed = fixedText(Buffer.from(bytes).toString(), own);
    return fixed ? { file, bytes, ...fixed } : [];
  });
}

/** A file in UTF-8; undefined if its encoding is in doubt. */
function recoded(file: string, bytes: Uint8Array): FixedFile | undefined {
  const decoded = decodeSurely(bytes);
  if (!decoded) return undefined;
  const before = (decoded.encoding === 'gb18030' ? Buffer.from(bytes).toString() : Buffer.from(bytes).toString('latin1')).split(
    '\n',
  );
  const after = decoded.text.split('\n');
  const lines = after.map((line, at) => ({ number: at + 1, before: before[at] ?? '', after: line }));
  return { file, bytes, ...decoded, lines: lines.filter((line) => line.before !== line.after) };
}

function fixedText(text: string, problems: readonly Diagnostic[]): Pick<FixedFile, 'text' | 'lines'> | undefined {
  const lines = text.split('\n');
  const changed = new Map<number, string>();
  // From the end, so that what stands before keeps its columns.
  const inOrder = [...problems].sort((a, b) => (b.place?.column ?? 0) - (a.place?.column ?? 0));
  for (const problem of inOrder) {
    const { place, ruleId } = problem;
    const { line = 0, column = 1, endLine = line, endColumn } = place ?? {};
    const current = lines[line - 1];
    if (!place || current === undefined || endLine !== line || endColumn === undefined) continue;
    const fixed = FIXES[ruleId]?.(current.slice(column - 1, endColumn - 1), problem);
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

/** What is in quotation marks at the beginning of a reason. */
function quotedIn(reason: string): string | undefined {
  return /^"([^"]+)"/.exec(reason)?.[1];
}

/** A text with an address replaced: it may stand there decoded, where a problem names it encoded. */
function replacedAsWritten(text: string, address: string, by: string): string | undefined {
  const found = replacedOnce(text, address, by);
  if (found !== undefined) return found;
  try {
    return replacedOnce(text, decodeURIComponent(address), by);
  } catch {
    return undefined;
  }
}

/** A text with a part replaced, if that is there once. */
function replacedOnce(text: string, part: string, by: string): string | undefined {
  const at = text.indexOf(part);
  return at >= 0 && text.indexOf(part, at + 1) < 0 ? text.slice(0, at) + by + text.slice(at + part.length) : undefined;
}

/** The path of a file as it was written, but in the file's own letters; undefined where they differ by more than spelling. */
function likeWritten(written: string, target: string): string | undefined {
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

/** Spaces end an address in markdown. */
function encodeSpaces(part: string): string {
  return part.replaceAll(' ', '%20');
}
