// The command line.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../scripts/build/build.js';
import { COMMANDS } from '../scripts/cli/cli.js';
import {
  bytesBelow,
  core,
  filesBelow,
  LONG,
  PROGRAM,
  PROJECT,
  QUIET,
  run,
  SITE_YAML,
  temporaryFolder,
  writeFiles,
  writeSite,
} from './support.js';

const GOOD = { 'content/posts/2020-01-02-a.md': '% A\n' };
const BAD = { 'content/posts/2020-01-02-a.md': '% A\n\n看看[这里](gone.md)\n' };

test('builds a good site with exit code 0 and a summary', () => {
  const root = writeSite(GOOD);
  const { status, stdout, stderr } = run(['build', '--root', root]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(
    /^1 post, 0 pages · 0 pictures in 0 variants\n\d+ files in dist\/: \d+ written, 0 unchanged, 0 removed\nbuilt in .* · 0 errors, 0 warnings\n$/,
  );
  expect(existsSync(join(root, 'dist/posts/2020-01-02-a.html'))).toBe(true);
});

test('fails if the program ends before its command is done', () => {
  const root = writeSite({
    ...GOOD,
    'content/site.yaml': `${SITE_YAML}plugins: [./plugins/never.js]\n`,
    'plugins/never.js': 'export default () => ({ remark: [() => () => new Promise(() => {})] });\n',
  });
  const { status, stderr } = run(['build', '--root', root]);
  expect([status, stderr]).toEqual([1, expect.stringContaining('ended before it was done')]);
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('reports problems with exit code 1 and leaves dist/ alone', () => {
  const root = writeSite(BAD);
  const { status, stderr } = run(['--root', root]);
  expect(status).toBe(1);
  expect(stderr).toContain(
    'content/posts/2020-01-02-a.md:3:3  error  no page or file at "gone.md"  link/dead\n  3 │ 看看[这里](gone.md)\n    │     ^^^^^^^^^^^^^^^\n',
  );
  expect(stderr).toContain('1 error, 0 warnings · dist/ is unchanged');
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

test('prints only problems and summary on standard output with --json', () => {
  const root = writeSite(BAD);
  const { status, stdout, stderr } = run(['--root', root, '--json']);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    problems: [{ file: 'content/posts/2020-01-02-a.md', place: { line: 3, column: 3 }, ruleId: 'link/dead', fatal: true }],
    published: false,
    summary: { posts: 1 },
  });
});

test('uses colour where it is wanted', () => {
  const root = writeSite(BAD);
  expect(run(['--root', root]).stderr).not.toContain('\u001b[');
  expect(run(['--root', root], { env: { NO_COLOR: '', FORCE_COLOR: '1' } }).stderr).toContain('\u001b[31m');
});

test('has help and an example for each command, and rejects options of other commands', () => {
  for (const command of ['build', 'dev', 'new', 'check', 'preview'])
    expect(run([command, '--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(new RegExp(`^npm run ${command} --.*\\n\\nExample\\n {2}npm run ${command}`, 'm')),
    });
  expect(run(['dev', '--strict'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('unknown option --strict for dev; it belongs to build'),
  });
});

test('prints help and version', () => {
  expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--root DIR') });
  expect(run(['--version']).stdout.trim()).toBe(JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version);
});

test.each([
  [['--rot', 'x'], /unknown option --rot; did you mean --root\?/],
  [['--nothing-like-it'], /unknown option --nothing-like-it\n/],
  [['build', '--root', temporaryFolder()], /is not a site: it has no folder content\/; `npm run init -- my-blog` creates one/],
  [['--root', '/no/such/folder'], /no such folder: \/no\/such\/folder/],
  [['bild'], /unknown command "bild"; did you mean build\?/],
  [['build', 'more'], /unexpected argument "more"/],
  [['--out', '.'], /contains the site itself/],
  [['--out', 'content/x'], /is inside content\//],
  [['--out', 'file'], /is a file/],
])('exits with 2 on wrong usage: %j', (args, message) => {
  const root = writeSite({ ...GOOD, file: '' });
  const { status, stderr } = run(args, { cwd: root });
  expect(stderr).toMatch(message);
  expect(status).toBe(2);
});

test.each(
  core(
    4,
    COMMANDS.map(({ name, needsSite }) => [name, needsSite] as const),
  ),
)('%s exits with 2 for a wrong option, a folder that is missing, and one without a site', (name, needsSite) => {
  const wrong = (args: readonly string[]) => run([name, ...args], { cwd: temporaryFolder() });
  for (const args of [['--no-such-option'], ['--root', '/no/such/folder'], ...(needsSite ? [['x'], []] : [])]) {
    const { status, stdout, stderr } = wrong(args);
    expect([args, status, stdout]).toEqual([args, 2, '']);
    expect(stderr).toMatch(new RegExp(`^titleblock: .*\\nnpm run ${name} -- --help lists its options\\n$`));
  }
});

test('resolves paths from the working folder, and allows --out anywhere', () => {
  const root = writeSite(GOOD);
  const { status } = run(['--root', '..', '--out', '../site'], { cwd: join(root, 'content') });
  expect(status).toBe(0);
  expect(existsSync(join(root, 'site/index.html'))).toBe(true);
});

test('reports an output folder that cannot be written', () => {
  const root = writeSite(GOOD);
  writeFileSync(join(root, 'not-a-folder'), '');
  mkdirSync(join(root, 'dist'));
  symlinkSync(join(root, 'not-a-folder'), join(root, 'dist/posts'));
  const { status, stderr } = run(['--root', root]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/dist\/posts {2}error {2}no build wrote this file, and the site has a folder of this name/);
});

test('refuses an --out at, above or inside an input folder, and the home folder, through links too', () => {
  const around = temporaryFolder();
  const root = join(around, 'site');
  const writing = join(around, 'writing/content');
  mkdirSync(root);
  writeFiles(writing, { 'site.yaml': SITE_YAML, 'posts/2020-01-01-a.md': '% A\n' });
  symlinkSync(writing, join(root, 'content'));
  symlinkSync(around, join(around, 'link'));
  const refused = (out: string) => {
    const { status, stderr } = run(['--root', root, '--out', out], { env: { HOME: join(around, 'home') } });
    expect({ out, status }).toEqual({ out, status: 2 });
    return stderr;
  };
  expect(refused(writing)).toContain('is inside content/');
  expect(refused(join(around, 'link/writing/content/new/folder'))).toContain('is inside content/');
  expect(refused(join(around, 'writing'))).toContain('contains content/');
  expect(refused(join(around, 'link'))).toContain('contains the site itself');
  expect(refused(join(around, 'home'))).toContain('is your home folder');
  expect(refused('/')).toContain('contains the site itself');
  expect(filesBelow(around)).toEqual(['writing/content/posts/2020-01-01-a.md', 'writing/content/site.yaml']);
});

test('keeps foreign files in --out, unless --adopt is given', () => {
  const root = writeSite(GOOD);
  run(['--root', root, '--out', join(root, 'a')]);
  writeFiles(join(root, 'pub'), { 'index.html': 'mine', 'robots.txt': 'mine', 'notes.txt': 'mine', 'images/old.png': 'mine' });
  const refused = run(['--root', root, '--out', join(root, 'pub')]);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/pub\/index\.html {2}error {2}no build wrote this file/);
  expect(refused.stderr).toMatch(/pub\/robots\.txt {2}error/);
  expect(refused.stderr).toContain('--adopt');
  expect(filesBelow(join(root, 'pub'))).toEqual(['images/old.png', 'index.html', 'notes.txt', 'robots.txt']);
  const adopted = run(['--root', root, '--out', join(root, 'pub'), '--adopt']);
  expect(adopted.status).toBe(0);
  expect(adopted.stderr).toContain('files that no build wrote are left alone: images/old.png, notes.txt');
  expect(readFileSync(join(root, 'pub/index.html'))).toEqual(readFileSync(join(root, 'a/index.html')));
  expect(run(['--root', root, '--out', join(root, 'pub')]).status).toBe(0);
  expect(readFileSync(join(root, 'pub/notes.txt'), 'utf8')).toBe('mine');
});

test.runIf(LONG)('builds the same from different working folders', () => {
  const root = writeSite(GOOD);
  run(['--root', root, '--out', join(root, 'a')]);
  run(['--root', '.', '--out', 'b'], { cwd: root });
  expect(readFileSync(join(root, 'b/feeds.xml'))).toEqual(readFileSync(join(root, 'a/feeds.xml')));
});

test.runIf(LONG)('makes the same with the bundle as with the sources', async () => {
  const [bundled, plain] = [temporaryFolder(), temporaryFolder()];
  const root = temporaryFolder();
  for (const folder of ['content', 'data', 'templates']) cpSync(join(PROJECT, folder), join(root, folder), { recursive: true });
  // Excerpts, titles and punctuation of all kinds, without pictures, which are slow.
  writeFileSync(
    join(root, 'content/site.yaml'),
    `${readFileSync(join(root, 'content/site.yaml'), 'utf8')}\npictures: warn\nsearch: false\ncards: false\n`,
  );
  writeFileSync(
    join(root, 'content/posts/2020-01-02-long.md'),
    // The excerpt drops its final comma, with a regular expression that contains Chinese letters.
    `% 标题：“引号”……\n\n${'云'.repeat(74)}，${'山'.repeat(20)}\n\n*强调*，（括号）http://example.org。\n`,
  );
  expect(run(['--root', root, '--out', bundled, '--no-cache', '--today', QUIET.today()]).status).toBe(0);
  await build({ ...QUIET, root, out: plain, noCache: true });
  expect(bytesBelow(bundled)).toEqual(bytesBelow(plain));
});

test('summarizes warnings reported before, and shows new ones, those of changed files, and errors', () => {
  const warned = (more: string) => `% A\n\n\`\`\`nolanguage\n${more}\n\`\`\`\n`;
  const root = writeSite({ 'content/posts/2020-01-02-a.md': warned('1'), 'content/posts/2020-01-03-b.md': warned('2') });
  const told = (args: readonly string[] = []) => {
    const { stderr } = run(['build', '--root', root, ...args]);
    return [...stderr.matchAll(/^content\/posts\/(\S+?)\.md:\d+:\d+ {2}warning/gm)].map(([, name]) => name);
  };
  expect(told()).toEqual(['2020-01-02-a', '2020-01-03-b']);
  expect(told()).toEqual([]);
  const { stderr } = run(['build', '--root', root]);
  expect(stderr).toMatch(/^ +2 {2}code\/language {2}a code block .*\n {2}reported before, .*--all/m);
  expect(stderr).toContain('0 errors, 2 warnings');
  writeFileSync(join(root, 'content/posts/2020-01-03-b.md'), warned('3'));
  expect(told()).toEqual(['2020-01-03-b']);
  expect(told(['--all'])).toEqual(['2020-01-02-a', '2020-01-03-b']);
  expect(told(['--strict'])).toEqual(['2020-01-02-a', '2020-01-03-b']);
  expect(JSON.parse(run(['build', '--root', root, '--json']).stdout).problems).toHaveLength(2);
  // Broken by a change elsewhere: new, although its file is unchanged.
  writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), `${warned('1')}\n[b](2020-01-03-b.md)\n`);
  told();
  writeFileSync(join(root, 'content/site.yaml'), `${readFileSync(join(root, 'content/site.yaml'), 'utf8')}links: warn\n`);
  told();
  rmSync(join(root, 'content/posts/2020-01-03-b.md'));
  expect(run(['build', '--root', root]).stderr).toContain('link/dead');
}, 60_000);

test('shows only a few warnings of each rule if there are very many', () => {
  const blocks = Array.from({ length: 50 }, (_, n) => `\`\`\`nolanguage${n}\nx\n\`\`\`\n`).join('\n');
  const root = writeSite({ 'content/posts/2020-01-02-a.md': `% A\n\n${blocks}` });
  const { stderr } = run(['build', '--root', root]);
  expect(stderr.match(/ {2}warning {2}/g)).toHaveLength(3);
  expect(stderr).toMatch(/^ +47 {2}code\/language/m);
  expect(run(['build', '--root', root, '--all']).stderr.match(/ {2}warning {2}/g)).toHaveLength(50);
}, 30_000);

test('serves the built site with preview', async () => {
  const root = writeSite(GOOD);
  expect(run(['preview', '--root', root])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('run npm run build first'),
  });
  run(['build', '--root', root]);
  const child = spawn(process.execPath, [PROGRAM, 'preview', '--root', root, '--port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((resolve) => {
    child.stderr.on('data', (data) => {
      const [found] = /http:\S+/.exec(String(data)) ?? [];
      if (found) resolve(found);
    });
  });
  expect(await (await fetch(`${url}posts/2020-01-02-a.html`)).text()).toContain('<h1>A</h1>');
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
}, 30_000);

test('prints the help of a command for `help` and for --help', () => {
  const help = run(['new', '--help']).stdout;
  expect(help).toContain('npm run new -- TITLE [options]');
  expect(run(['help', 'new']).stdout).toBe(help);
  expect(run(['help']).stdout).toBe(run(['--help']).stdout);
});
