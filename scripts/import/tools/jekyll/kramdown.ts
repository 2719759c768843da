// What kramdown reads and `gfm` does not: extensions in braces, formulas in lines, abbreviations, marks for the end of a block, tables
// without a head.

import { attributes } from '../../text/markup.js';
import { maskedCode } from '../../text/tags.js';

/** Returns a text without the marks that only kramdown reads. Code stays as it is. */
export function withoutKramdown(text: string, dialect: string): string {
  const plain = replaced(text, dialect, /\{::comment\b[^{}]*\}[\s\S]*?\{:\/(?:comment)?\}\n?/g, () => '');
  const open = replaced(plain, dialect, /\{::(?:nomarkdown|options)\b[^{}]*\}|\{:\/(?:nomarkdown)?\}/g, () => '');
  const ended = replaced(open, dialect, /^ {0,3}\^[ \t]*$/gm, () => '');
  return withAbbreviations(withFormulas(ended, dialect), dialect);
}

type Replace = (all: string, groups: readonly string[]) => string;

/** Replaces what is not in code. */
function replaced(text: string, dialect: string, pattern: RegExp, by: Replace): string {
  if (!pattern.test(text)) return text;
  pattern.lastIndex = 0;
  const masked = maskedCode(text, dialect);
  return text.replace(pattern, (all: string, ...rest: (string | number)[]) => {
    const index = rest.findIndex((each) => typeof each === 'number');
    const at = rest[index] as number;
    const first = all.search(/\S/);
    return masked[at + first] === all[first] ? by(all, rest.slice(0, index) as string[]) : all;
  });
}

/** Writes formulas within a line with one dollar sign. @see kramdown, "Math Blocks", "Math" */
function withFormulas(text: string, dialect: string): string {
  if (!text.includes('$$')) return text;
  const masked = maskedCode(text, dialect.replace(/\+tex_math\w*/g, ''));
  const lines = text.split('\n');
  let at = 0;
  return lines
    .map((line) => {
      const start = at;
      at += line.length + 1;
      if (!line.includes('$$') || /^\s*\$\$(?:(?!\$\$).)*\$\$\s*$/.test(line) || (line.match(/\$\$/g)?.length ?? 0) % 2 === 1)
        return line;
      return line.replace(/(?<!\\)\$\$((?:(?!\$\$).)+?)\$\$/g, (all, formula: string, index: number) =>
        masked[start + index] === '$' ? `$${formula.trim()}$` : all,
      );
    })
    .join('\n');
}

const ABBREVIATION = /^ {0,3}\*\[([^\]\n]+)\]:[ \t]*(.*)\n?/gm;

/** Writes abbreviations as HTML. @see kramdown, "Abbreviations" */
function withAbbreviations(text: string, dialect: string): string {
  const found = new Map<string, string>();
  const plain = replaced(text, dialect, ABBREVIATION, (_all, [name = '', meaning = '']) => {
    found.set(name, meaning);
    return '';
  });
  if (found.size === 0) return text;
  const names = [...found.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}/(<="'])(${names.join('|')})(?![\\p{L}\\p{N}/)>="'])`, 'gu');
  return replaced(plain, dialect, pattern, (all) => `<abbr${attributes({ title: found.get(all) })}>${all}</abbr>`);
}

const ROW = /^ {0,3}\|.*\|[ \t]*$/;
const RULER = /^ {0,3}\|?[ \t]*[:=-]+[-:= \t|+]*\|?[ \t]*$/;

/** Gives tables of kramdown the form that `gfm` reads: with a head, and with `|` in the line below it. */
export function withTables(written: string, dialect: string): string {
  if (!/^[^\n]*\|/m.test(written)) return written;
  const text = withPipes(written, dialect);
  if (!/^ {0,3}\|/m.test(text)) return text;
  const masked = maskedCode(text, dialect).split('\n');
  const lines = text.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const isRow = (index: number) => ROW.test(lines[index] ?? '') && masked[index]?.includes('|') === true;
    if (!isRow(at) || (at > 0 && (lines[at - 1] as string).trim() !== '')) {
      out.push(lines[at] as string);
      continue;
    }
    const start = at;
    while (isRow(at + 1)) at++;
    out.push(...table(lines.slice(start, at + 1)));
  }
  return out.join('\n');
}

/** Escapes `|` in the code of tables: in kramdown, code goes before cells. */
function withPipes(text: string, dialect: string): string {
  if (!/`[^`\n]*\|[^`\n]*`/.test(text)) return text;
  const blocks = text.split(/(\n[ \t]*\n)/);
  const masked = maskedCode(text, dialect);
  let at = 0;
  return blocks
    .map((block) => {
      const start = at;
      at += block.length;
      const ruler = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/m.exec(block);
      const [from, length] = ruler ? [ruler.index, ruler[0].length] : [0, block.length];
      const isTable =
        ruler !== null ||
        block
          .trim()
          .split('\n')
          .every((line) => line.startsWith('|'));
      if (!isTable || masked.slice(start + from, start + from + length).trim() === '') return block;
      return block.replace(/`[^`\n]+`/g, (code) => code.replace(/(?<!\\)\|/g, '\\|'));
    })
    .join('');
}

function table(rows: readonly string[]): string[] {
  const isRuler = (row: string | undefined): boolean => row !== undefined && RULER.test(row) && /[-=]/.test(row);
  // A line above the first row is no head.
  const body = isRuler(rows[0]) ? rows.slice(1) : rows;
  const [first = ''] = body;
  const columns = cellsOf(first);
  const ruler = `|${' --- |'.repeat(columns)}`;
  if (isRuler(body[1]) && !body[1]?.includes('=')) {
    const [head = '', line = '', ...rest] = body;
    const isSame = cellsOf(line.replaceAll('+', '|')) === columns;
    return [head, isSame ? line.replaceAll('+', '|') : ruler, ...rest.filter((row) => !isRuler(row))];
  }
  if (columns < 2 && rows.length < 2) return [...rows];
  return [`|${'  |'.repeat(columns)}`, ruler, ...body.filter((row) => !isRuler(row))];
}

const cellsOf = (row: string): number => (row.trim().match(/(?<!\\)\|/g)?.length ?? 1) - 1;
