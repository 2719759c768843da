// `check --fix`: shows what would be fixed, asks, and writes it.

import { createColors } from 'picocolors';
import { plural, printable } from '../base/diagnostics.js';
import type { FixedFile } from '../check/fix.js';
import { readInput, saveChangedInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { openQuestions, wantsColor } from './terminal.js';

/**
 * Fixes what is safe. A file that changed after its diff was shown is left alone, and named.
 * @param isAgreed whether no one has to be asked
 * @returns whether files were written
 */
export async function fix(root: string, problems: readonly Diagnostic[], isAgreed: boolean): Promise<boolean> {
  const { fixedFiles } = await import('../check/fix.js');
  const fixed = fixedFiles(problems, (file) => readInput(root, file));
  if (fixed.length === 0) {
    console.error('nothing to fix');
    return false;
  }
  process.stdout.write(diffOf(fixed));
  if (!isAgreed && !(await isWanted(fixed.length))) return false;
  let saved = 0;
  for (const { file, text, bytes } of fixed) {
    if (saveChangedInput(root, file, text, bytes)) saved++;
    else console.error(`${file} has changed since and is left alone; run check --fix again`);
  }
  console.error(`${plural(saved, 'file')} fixed`);
  return saved > 0;
}

function diffOf(fixed: readonly FixedFile[]): string {
  const paint = createColors(wantsColor(process.stdout));
  return fixed
    .flatMap(({ file, lines, encoding }) => [
      ...(encoding ? [paint.bold(`${file}: ${encoding} → UTF-8`)] : []),
      ...lines.flatMap(({ number, before, after }) => [
        paint.bold(`${file}:${number}`),
        paint.red(`- ${printable(before)}`),
        paint.green(`+ ${printable(after)}`),
      ]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

async function isWanted(files: number): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('nothing was written: pass --yes to apply the fixes');
    return false;
  }
  const terminal = await openQuestions();
  const answer = await terminal.ask(`write ${plural(files, 'file')}? [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
