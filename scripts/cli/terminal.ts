// Terminal input and output of commands: questions, colours, source lines, sizes and times.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../base/program.js';
import { StoppedError } from './command.js';

/** Returns a function that reads files of a site, and default templates of the program. */
export function textIn(root: string): (file: string) => string | undefined {
  return (file) => {
    for (const folder of [root, PROJECT]) {
      const path = join(folder, file);
      if (existsSync(path) && statSync(path).isFile()) return readFileSync(path, 'utf8');
    }
    return undefined;
  };
}

/** Opens the terminal for questions. `ask` throws StoppedError if the writer presses Ctrl-C or Ctrl-D. */
export async function openQuestions(): Promise<{ ask: (question: string) => Promise<string>; close: () => void }> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return {
    ask: (question) =>
      terminal.question(question).catch((error: NodeJS.ErrnoException) => {
        terminal.close();
        throw error.code === 'ABORT_ERR' ? new StoppedError() : error;
      }),
    close: () => terminal.close(),
  };
}

/** Quotes a word for a command line, if it needs quotes. */
export function shellWord(word: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(word)) return word;
  return process.platform === 'win32' ? `"${word.replaceAll('"', '\\"')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

export function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  return (
    Boolean(process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') || (stream.isTTY === true && process.env.TERM !== 'dumb')
  );
}

export function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
