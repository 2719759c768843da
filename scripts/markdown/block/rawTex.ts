// Block-level raw_tex and latex_macros: environments, commands like `\section{…}`, definitions. They leave nothing.

import type { BlockConstruct, Document } from '../document.js';
import { codeSpans } from '../inline/code.js';
import { mathEnd } from '../inline/math.js';
import { commandAt, droppedTex, isDefinition, texBlockAt } from '../tex.js';
import { isBlank, type Line, offsetInRun, type Run, rowAt, slice, toRun } from '../text.js';

export const rawTex: BlockConstruct = {
  extensions: ['raw_tex'],
  starts: '\\',
  read: (lines, at, document) => {
    const line = lines[at] as Line;
    if (!/^ {0,3}\\\p{L}/u.test(line.text)) return undefined;
    const run = runFrom(lines, at);
    const start = line.text.indexOf('\\');
    let end = start;
    for (let next = pieceEnd(run.text, end, document); next !== undefined; next = pieceEnd(run.text, end, document)) {
      end = next;
      while (run.text[end] === ' ' || run.text[end] === '\n') end++;
    }
    if (end === start) return undefined;
    const value = run.text.slice(start, end).trimEnd();
    const position = document.position(offsetInRun(run, start), offsetInRun(run, start + value.length));
    if (!isDefinition(value)) document.warn({ ...droppedTex(value), position });
    const node = { type: 'pandocRaw', format: 'tex', block: true, value, position };
    if (end >= run.text.length) return { nodes: [node], next: at + run.lines.length };
    const row = rowAt(run.starts, end);
    const rest = slice(run, end, (run.starts[row] ?? 0) + (run.lines[row]?.text.length ?? 0)).lines[0];
    return rest && !isBlank(rest) && end > (run.starts[row] ?? 0)
      ? { nodes: [node], next: at + row + 1, rest }
      : { nodes: [node], next: at + row };
  },
};

/** Maximum number of lines of an environment. */
const MAX_ENVIRONMENT_LINES = 1000;

function runFrom(lines: readonly Line[], at: number): Run {
  const environment = /^ {0,3}\\begin\{/.test((lines[at] as Line).text);
  let end = at + 1;
  while (end < lines.length && end < at + MAX_ENVIRONMENT_LINES && (environment || !isBlank(lines[end]))) end++;
  return toRun(lines.slice(at, end));
}

function pieceEnd(text: string, at: number, document: Document): number | undefined {
  if (text[at] !== '\\') return undefined;
  const macro = document.has('latex_macros') ? document.macros.define(text, at) : undefined;
  if (macro) return macro.end;
  const block = texBlockAt(text, at);
  if (block) return block.end;
  // An inline command counts if nothing else is on its lines.
  const command = commandAt(text, at, document.has('cjk'));
  return command && /^ *(?:\n *(?:\n|\\|$)|\\|$)/.test(text.slice(command.end, command.end + 200)) ? command.end : undefined;
}

/** A backslash, or the opener of code or a formula. */
const SIGN = /\\|`+|\$\$?/g;

/** Returns the index of the first block-level TeX in a paragraph's text. */
export function firstTexBlock(text: string): number | undefined {
  const codeAt = codeSpans(text);
  SIGN.lastIndex = 0;
  for (let match = SIGN.exec(text); match; match = SIGN.exec(text)) {
    const [sign] = match;
    const at = match.index;
    if (sign === '\\') {
      if (texBlockAt(text, at)) return at;
      SIGN.lastIndex = at + 2;
    } else {
      // Skips code and formulas.
      const end = sign.startsWith('$') ? mathEnd(text, at) : codeAt(at)?.end;
      if (end !== undefined) SIGN.lastIndex = end;
    }
  }
  return undefined;
}
