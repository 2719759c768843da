// `check --fix`: shows what would be fixed, asks, and writes it.

import { readFileSync } from 'node:fs';
import { createColors } from 'picocolors';
import type { FixedFile } from '../check/fix.js';
import { plural } from '../diagnostics.js';
import { replaceFile } from '../inside.js';
import { inputFile } from '../read/files.js';
import type { Diagnostic } from '../types.js';
import { wantsColor } from './terminal.js';

/**
 * Fixes what is safe.
 * @param isAgreed whether no one has to be asked
 * @returns whether files were written
 */
export async function fix(root: string, problems: readonly Diagnostic[], isAgreed: boolean): Promise<boolean> {
  const { fixedFiles } = await import('../start/engine.js');
  const fixed = fixedFiles(problems, (file) => readFileSync(inputFile(root, file)));
  if (fixed.length === 0) {
    console.error('nothing to fix');
    return false;
  }
  process.stdout.write(diffOf(fixed));
  if (!isAgreed && !(await isWanted(fixed.length))) return false;
  for (const { file, text } of fixed) replaceFile(inputFile(root, file), text);
  console.error(`${plural(fixed.length, 'file')} fixed`);
  return true;
}

function diffOf(fixed: readonly FixedFile[]): string {
  const paint = createColors(wantsColor(process.stdout));
  return fixed
    .flatMap(({ file, lines, encoding }) => [
      ...(encoding ? [paint.bold(`${file}: ${encoding} → UTF-8`)] : []),
      ...lines.flatMap(({ number, before, after }) => [
        paint.bold(`${file}:${number}`),
        paint.red(`- ${before}`),
        paint.green(`+ ${after}`),
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
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`write ${plural(files, 'file')}? [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}
