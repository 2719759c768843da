// `check --copyedit`: checks punctuation and character width in Chinese, Japanese and Korean text with AutoCorrect. Spaces between
// scripts are not checked: the stylesheet adds them anyway.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import type { Outline } from '../assemble/outline.js';
import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { load } from '../base/program.js';
import { dialectsOf } from '../config/config.js';
import { masked } from '../markdown/index.js';
import { markdownReader } from '../markdown/reader.js';
import { walk } from '../markdown/walk.js';
import type { Diagnostic, Source } from '../types.js';

interface AutoCorrect {
  readonly format: (text: string) => string;
  readonly loadConfig: (json: string) => void;
}

const RULES_OFF = [
  'space-word',
  'space-punctuation',
  'space-bracket',
  'space-backticks',
  'space-dash',
  'space-dollar',
  'spellcheck',
];
const RULES_ON = ['fullwidth', 'halfwidth-word', 'halfwidth-punctuation', 'no-space-fullwidth'];

/**
 * Loads AutoCorrect from the site's packages or our own. It is optional, since few need it.
 * @returns a function that corrects a text; undefined if AutoCorrect is not installed
 */
export function copyeditor(root: string): ((text: string) => string) | undefined {
  for (const from of [createRequire(join(root, 'package.json')), load]) {
    try {
      const { format, loadConfig } = from('autocorrect-node') as AutoCorrect;
      const rules = Object.fromEntries([...RULES_OFF.map((rule) => [rule, 0]), ...RULES_ON.map((rule) => [rule, 1])]);
      loadConfig(JSON.stringify({ rules }));
      return format;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

/** Number of characters shown around a change. */
const CONTEXT_LENGTH = 6;

/** Reports the differences between all texts and their corrections. */
export function* copyeditProblems(
  outline: Outline,
  textOf: (file: string) => string,
  edit: (text: string) => string,
): Iterable<Diagnostic> {
  const dialectOf = dialectsOf(outline.config);
  for (const source of outline.sources()) {
    const dialect = source.meta.markdown ?? dialectOf(source.path);
    yield* problemsIn(source, textOf(contentFile(source.path)), dialect, edit);
  }
}

function problemsIn({ path, bodyOffset }: Source, text: string, dialect: string, edit: (text: string) => string): Diagnostic[] {
  const lines = text.split('\n');
  const found: Diagnostic[] = [];
  const checkPart = (line: number, from: number, to: number) => {
    const written = lines[line - 1]?.slice(from, to).replace(/\r$/, '') ?? '';
    // In text with escapes or character references, columns would not match.
    if (/\\|&[#\w]+;/.test(written)) return;
    const edited = edit(written);
    if (edited === written) return;
    const [start, end, put] = difference(written, edited);
    const place = { line, column: from + start + 1, endLine: line, endColumn: from + end + 1 };
    const after = edited.slice(start + put.length, start + put.length + CONTEXT_LENGTH);
    const expected = [edited.slice(Math.max(0, start - CONTEXT_LENGTH), start) + put + after];
    const reason = `"${written.slice(start, end)}" should be "${put}" in Chinese, Japanese or Korean text`;
    found.push(problem(contentFile(path), place, 'text/copyedit', reason, { expected }));
  };
  walk<Nodes>(markdownReader(dialect).document(masked(text, bodyOffset)), (node) => {
    if (node.type !== 'text' || !node.position) return;
    const { start, end } = node.position;
    for (let line = start.line; line <= end.line; line++)
      checkPart(line, line === start.line ? start.column - 1 : 0, line === end.line ? end.column - 1 : Number.POSITIVE_INFINITY);
  });
  return found;
}

/** Returns the range in which two texts differ, and its replacement. */
function difference(before: string, after: string): [start: number, end: number, put: string] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = before.length;
  let other = after.length;
  while (end > start && other > start && before[end - 1] === after[other - 1]) {
    end--;
    other--;
  }
  return [start, end, after.slice(start, other)];
}
