// Prompts of commands, on a terminal.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environment, PROGRAM, temporaryFolder, writeSite } from './support.js';

/** Runs a command in a terminal (util-linux). */
const SCRIPT = '/usr/bin/script';
const isLinux = process.platform === 'linux' && existsSync(SCRIPT);

/** Runs a command in a terminal, and presses keys at prompts. */
async function answered(
  args: readonly string[],
  question: string,
  keys: string,
): Promise<{ status: number | null; said: string }> {
  const command = [process.execPath, PROGRAM, ...args].map((each) => `'${each}'`).join(' ');
  const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  let isAnswered = false;
  const status = await new Promise<number | null>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (isAnswered || !said.includes(question)) return;
      isAnswered = true;
      child.stdin.write(keys);
    });
    child.on('close', resolve);
  });
  return { status, said };
}

const TEXT = '% A\n%\n% 2020-01-01\n\n［字］（x.md）\n';

test.skipIf(!isLinux).each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('ends a command at a prompt with a message, and writes nothing: %s', async (_name, key) => {
  const root = writeSite({ 'content/posts/a.md': TEXT });
  const fix = await answered(['check', '--fix', '--root', root], '[y/N]', key);
  expect(fix.said).toContain('stopped; nothing was written');
  expect([fix.status, fix.said.includes('bug in titleblock')]).toEqual([130, false]);
  expect(readFileSync(join(root, 'content/posts/a.md'), 'utf8')).toBe(TEXT);

  const folder = join(temporaryFolder(), 'blog');
  const init = await answered(['init', folder], 'Title', key);
  expect([init.status, init.said.includes('bug in titleblock')]).toEqual([130, false]);
  expect(existsSync(folder)).toBe(false);
});

test.skipIf(!isLinux)('writes what was shown after "y"', async () => {
  const root = writeSite({ 'content/posts/a.md': TEXT });
  expect((await answered(['check', '--fix', '--root', root], '[y/N]', 'y\r')).said).toContain('1 file fixed');
  expect(readFileSync(join(root, 'content/posts/a.md'), 'utf8')).toContain('/posts/a.html');
});
