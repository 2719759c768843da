// `check --fix`: shows a diff of the fixes, asks, and writes them.

import { createColors } from 'picocolors';
import { plural, printable } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import type { FixedFile } from '../check/fix.js';
import { readInput, saveChangedInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { openQuestions, wantsColor } from './terminal.js';

/**
 * Makes the safe fixes. A file that changed after its diff was shown is left alone and named.
 * @param isConfirmed true to write without asking the writer
 * @returns true if files were written
 */
export async function fix(root: string, problems: readonly Diagnostic[], speech: Speech, isConfirmed: boolean): Promise<boolean> {
  const { text: say } = speech;
  const { fixFiles } = await import('../check/fix.js');
  const fixed = fixFiles(problems, (file) => readInput(root, file));
  if (fixed.length === 0) {
    console.error(say('nothing to fix'));
    return false;
  }
  process.stdout.write(diffOf(fixed));
  if (!isConfirmed && !(await isWanted(fixed.length, speech))) return false;
  let saved = 0;
  for (const { file, text, bytes } of fixed) {
    if (saveChangedInput(root, file, text, bytes)) saved++;
    else console.error(say(`${file} changed in the meantime and was left alone; run check --fix again`));
  }
  console.error(say(`${plural(saved, 'file')} fixed`));
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

async function isWanted(files: number, { text: say }: Speech): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error(say('nothing was written: pass --yes to apply the fixes'));
    return false;
  }
  const terminal = await openQuestions();
  const answer = await terminal.ask(`${say(`write ${plural(files, 'file')}? [y/N]`)} `);
  terminal.close();
  return /^(?:y(?:es)?|是)$/i.test(answer.trim());
}
