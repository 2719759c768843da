// Starting the program: an edit of its sources takes effect at once, although unchanged files are not read.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT, temporaryFolder } from './support.js';

/** Writes a small program with the real start.cjs. */
function program() {
  const root = temporaryFolder();
  mkdirSync(join(root, 'scripts/start'), { recursive: true });
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['esbuild', '@esbuild', 'classic-level'])
    symlinkSync(join(PROJECT, 'node_modules', name), join(root, 'node_modules', name), 'dir');
  cpSync(join(PROJECT, 'scripts/start/start.cjs'), join(root, 'scripts/start/start.cjs'));
  writeFileSync(join(root, 'package.json'), '{}');
  for (const folder of ['cli', 'words']) mkdirSync(join(root, 'scripts', folder));
  writeFileSync(join(root, 'scripts/cli/tasks.ts'), 'export const serveTasks = () => {};\n');
  writeFileSync(join(root, 'scripts/start/front.ts'), "export { main } from '../cli/cli.js';\n");
  const command = join(root, 'scripts/cli/cli.ts');
  writeFileSync(
    command,
    `export const main = async (): Promise<number> => {
      const { WORD } = await import('../words/word.js');
      console.log(WORD, (globalThis as { titleblockProgram?: string }).titleblockProgram);
      return 0;
    };\n`,
  );
  const word = join(root, 'scripts/words/word.ts');
  const say = (text: string) => writeFileSync(word, `export const WORD = '${text}';\n`);
  say('first');
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/start/start.cjs'), ...args], { encoding: 'utf8' });
  const start = () => run().stdout.trim().split(' ');
  const looks = () => readFileSync(join(root, 'node_modules/.cache/titleblock/sources'), 'utf8').split('\n').slice(2).join('');
  return { root, word, say, run, start, looks };
}

test('notices an edit with the same length and mtime, and saves stats only when they can be trusted', async () => {
  const begun = Date.now();
  const { word, say, start, looks } = program();
  const [, version] = start();
  expect(start()).toEqual(['first', version]);
  // On a slow machine, they can be trusted by now.
  if (Date.now() - begun < 1900) expect(looks()).toBe('');
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect(start()).toEqual(['first', version]);
  const kept = looks();
  expect(kept).not.toBe('');
  expect(start()).toEqual(['first', version]);
  expect(looks()).toBe(kept);

  const { atime, mtime } = statSync(word);
  say('other');
  utimesSync(word, atime, mtime);
  const [said, next] = start();
  expect([said, next === version]).toEqual(['other', false]);
  say('first');
  expect(start()).toEqual(['first', version]);
});

test('caches compiled code in the first runs of each command', () => {
  const { root, word, run } = program();
  const functions = Array.from(
    { length: 400 },
    (_, at) => `(x: number) => { let sum = ${at}; for (const y of [x, 1]) sum += y * x; return sum; }`,
  );
  writeFileSync(
    word,
    `const all = [${functions.join(',\n')}];
    export const WORD = process.argv[2] === 'all' ? all.reduce((sum, each) => sum + each(1), 0) : 'none';\n`,
  );
  const kept = () => {
    const cache = join(root, 'node_modules/.cache/titleblock');
    const path = readdirSync(cache, { recursive: true, encoding: 'utf8' }).find((name) => /back-v/.test(name)) ?? '';
    return statSync(join(cache, path)).size;
  };
  run();
  const little = kept();
  expect(run('all').stdout).toMatch(/^\d/);
  const all = kept();
  expect(all).toBeGreaterThan(little * 1.5);
  run();
  expect(kept()).toBe(all);
});

test('ignores files that are not bundled', () => {
  const { root, start } = program();
  const [, version] = start();
  mkdirSync(join(root, 'scripts/tools'));
  writeFileSync(join(root, 'scripts/tools/pack.ts'), 'export {};\n');
  expect(start()).toEqual(['first', version]);
});

test('keeps the front small, without readers of texts, pictures or pages', () => {
  const { bundle } = createRequire(import.meta.url)('../scripts/start/start.cjs') as {
    bundle: (part: string) => { inputs: readonly string[] };
  };
  const folders = new Set(bundle('front').inputs.map((path) => path.split('/')[1]));
  for (const folder of ['assemble', 'card', 'picture', 'render', 'search', 'services', 'template'])
    expect(folders).not.toContain(folder);
  expect(folders).toContain('engine');
});

test('lets the front import modules of the back only with import()', () => {
  const { root, start, run } = program();
  start();
  writeFileSync(join(root, 'scripts/cli/other.ts'), "export { WORD } from '../words/word.js';\n");
  writeFileSync(
    join(root, 'scripts/cli/cli.ts'),
    `import { WORD } from './other.js';\n${readFileSync(join(root, 'scripts/cli/cli.ts'), 'utf8')}console.log(WORD);\n`,
  );
  expect(run().stderr).toContain(
    'scripts/cli/other.ts is loaded at each start: it may import ../words/word.js only with import()',
  );
});
