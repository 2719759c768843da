// Every command in README, docs/ and CONTRIBUTING.md is run here, or is known to be run elsewhere.

import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment, filesBelow, LONG, PROGRAM, PROJECT, run, temporaryFolder, writeSite } from './support.js';

const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { scripts: { [name: string]: string } };

const PAGES = [
  'README.md',
  'README.zh.md',
  'ARCHITECTURE.md',
  '.github/CONTRIBUTING.md',
  ...filesBelow(join(PROJECT, 'docs'))
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
];

/** Commands that are not run here, and where they are run. */
const ELSEWHERE: readonly (readonly [command: RegExp, where: string])[] = [
  [/^npm (?:install|test)$/, 'CI runs them on a fresh clone'],
  [/^npm install (?:@11ty|hexo)/, 'other generators, which the benchmark measures: tests/bench, where they are installed'],
  [
    /^npm run (?:release|pack|mutate|docs|docs:build|lint|format|conformance|test:browser|test:package|demo:\w+|lighthouse|bench|tools)\b/,
    'CI or tests of their own run them',
  ],
  [/^npm run (?:explore|fuzz|faults|sizes|test:long)$/, 'tests/fuzz, tests/faults and tests/scale, with fewer or smaller cases'],
  [/ --queue redis:/, 'tests/queue, with a server of its own'],
  [/ --copyedit$/, 'tests/check, if AutoCorrect is installed'],
  [/^npm run announce -- changed\.txt$/, 'tests/announce: it would tell servers'],
  [/^npm run friends$/, 'tests/new/friendPosts.test.ts, with feeds of its own'],
  [/^(?:sh docs\/publishing|rclone|npx --yes edgeone)/, 'tests/publishing'],
  [/^npm run init -- \.\.\/my-blog$/, 'tests/package: it packs the program'],
  [/^npm run import -- /, 'tests/import, with a blog of each tool'],
  [/^cd \.\.\/my-blog$/, 'the site that init made is built in tests/package'],
];

interface Block {
  readonly page: string;
  readonly commands: readonly string[];
}

/** Returns the command blocks of a page: each line without its comment, split at `&&`. */
function blocksOf(page: string): Block[] {
  // tests/rules.test.ts runs the commands of rules.
  const text = readFileSync(join(PROJECT, page), 'utf8').replace(/<!-- table rules -->[\s\S]*?<!-- end -->/, '');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => ({
    page,
    commands: block
      .split('\n')
      .flatMap((line) => line.replace(/\s+#.*$/, '').split(' && '))
      .filter((command) => command.trim() !== ''),
  }));
}

/** Writes a site on which all of them work. */
function writeExample(): string {
  const root = writeSite({
    'content/posts/2023-11-12-aliyun.md': '% 阿里云\n\n看[这里](2023-11-13-b.md)。\n',
    'content/posts/2023-11-13-b.md': '% B\n\ntext\n',
  });
  expect(run(['build', '--root', root]).status).toBe(0);
  for (const file of ['feeds.xml', 'sitemap.xml']) copyFileSync(join(root, 'dist', file), join(root, file));
  return root;
}

/** Copies the example for a block of commands, with a second site beside it. */
function copyExample(): string {
  example ??= writeExample();
  const site = join(temporaryFolder(), 'site');
  for (const copy of [site, join(site, '../my-blog')]) cpSync(example, copy, { recursive: true });
  return site;
}
let example: string | undefined;

/** Returns the arguments of titleblock in a command; undefined for other programs. */
function argumentsIn(command: string): readonly string[] | undefined {
  const words = [
    ...command
      .replace(/ > \S+$/, '')
      .replace('npm run -s ', 'npm run ')
      .matchAll(/"([^"]*)"|\S+/g),
  ].map(([word, quoted]) => quoted ?? word);
  if (words[0] === 'npx' && words[1] === 'titleblock') return [...words.slice(2), '--yes'];
  if (words[0] !== 'npm' || words[1] !== 'run') return undefined;
  const [name = '', ...rest] = words.slice(2);
  return scripts[name]?.startsWith('node scripts/start/start.cjs ') ? [name, ...rest.filter((word) => word !== '--')] : undefined;
}

/** Starts a server, waits for its address, and ends it. */
async function serves(args: readonly string[], cwd: string): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args, '--port', '0'], { cwd, env: environment() });
  try {
    return await new Promise<boolean>((done) => {
      child.stdout?.on('data', (data) => /http:\/\/127\.0\.0\.1:\d+\//.test(String(data)) && done(true));
      child.stderr?.on('data', (data) => /http:\/\/127\.0\.0\.1:\d+\//.test(String(data)) && done(true));
      child.on('exit', () => done(false));
    });
  } finally {
    child.kill();
  }
}

/** Returns the blocks with commands that no earlier block has. Pages in two languages have the same, and long tests run all. */
function firstUses(blocks: readonly Block[]): readonly Block[] {
  const seen = new Set<string>();
  return blocks.filter(({ commands }) => {
    const isNew = commands.some((command) => !seen.has(command));
    for (const command of commands) seen.add(command);
    return LONG || isNew;
  });
}

const BLOCKS = firstUses(PAGES.flatMap(blocksOf));
const used = new Set<RegExp>();

describe('the commands of', () => {
  test.each(BLOCKS.map((block) => [`${block.page}: ${block.commands[0]}`, block] as const))('%s', async (_name, { commands }) => {
    const site = copyExample();
    if (commands.some((command) => command.includes('announce')))
      writeFileSync(join(site, 'content/site.yaml'), 'hub: https://hub.example/\n', { flag: 'a' });
    for (const command of commands) {
      const elsewhere = ELSEWHERE.find(([pattern]) => pattern.test(command));
      if (elsewhere) {
        used.add(elsewhere[0]);
        continue;
      }
      const args = argumentsIn(command);
      if (!args) throw new Error(`${command}: no test runs this`);
      if (args[0] === 'dev' || args[0] === 'preview') expect([command, await serves(args, site)]).toEqual([command, true]);
      else {
        const { status, stderr } = run(args, { cwd: site });
        expect([command, status, status === 0 ? '' : stderr]).toEqual([command, 0, '']);
      }
    }
  });

  test('finds all pages, and needs every exception', () => {
    expect(BLOCKS.length).toBeGreaterThan(15);
    for (const [pattern, where] of ELSEWHERE) expect([where, used.has(pattern)]).toEqual([where, true]);
  });
});

test('names only existing scripts and benchmarks', () => {
  const text = PAGES.map((page) => readFileSync(join(PROJECT, page), 'utf8')).join('\n');
  for (const [, name = ''] of text.matchAll(/npm run (?:-s )?([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  for (const [, name = ''] of text.matchAll(/npm run bench -- (\w+)/g))
    expect([name, existsSync(join(PROJECT, `bench/${name}.ts`))]).toEqual([name, true]);
});
