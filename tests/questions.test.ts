// Prompts of commands, on a terminal.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { environment, fakePackage, PROGRAM, run, temporaryFolder, writeSite } from './support.js';

/** Runs a command in a terminal (util-linux). */
const SCRIPT = '/usr/bin/script';
const isLinux = process.platform === 'linux' && existsSync(SCRIPT);

/** Runs a command in a terminal, and presses keys at prompts, one after the other. */
async function talk(
  args: readonly string[],
  steps: readonly (readonly [prompt: string, keys: string])[],
): Promise<{ status: number | null; said: string }> {
  const command = [process.execPath, PROGRAM, ...args].map((each) => `'${each}'`).join(' ');
  const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], {
    env: environment({ LANG: 'C.UTF-8', LC_ALL: '' }),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const left = [...steps];
  let said = '';
  let answered = 0;
  const status = await new Promise<number | null>((resolve) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const [prompt, keys] = left[0] ?? [];
      if (prompt === undefined || keys === undefined || !said.slice(answered).includes(prompt)) return;
      answered = said.length;
      left.shift();
      child.stdin.write(keys);
    });
    child.on('close', resolve);
  });
  return { status, said };
}

const answered = (args: readonly string[], prompt: string, keys: string) => talk(args, [[prompt, keys]]);

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

test.skipIf(!isLinux)(
  '`init` asks again until an answer can be used, and suggests the rest',
  async () => {
    const folder = join(temporaryFolder(), 'my-blog');
    const { status, said } = await talk(
      ['init', folder, '--package', fakePackage(), '--author', '王小明'],
      [
        ['Title [My blog]', '\r'],
        ['Language of the texts (中文, English…) [en]', 'klingon\r'],
        ['Language of the texts', '中文\r'],
        ['Address [https://example.org]', 'blog\r'],
        ['Address', 'blog.example.com/x\r'],
        ['Host (', 'netlfy\r'],
        ['Host (', 'netl\r'],
        ['Theme (', 'plain\r'],
        ['Comments (', 'waline\r'],
        ['Address of your Waline server', 'talk.example.com\r'],
      ],
    );
    expect([status, said]).toEqual([0, expect.stringContaining('Next:')]);
    for (const reason of ['"klingon" is not a language', '"blog" is not a web address', 'did you mean netlify?'])
      expect(said).toContain(reason);
    expect(said).toMatch(/plain +sans serif and dense/);
    expect(said).not.toContain('Author');
    expect(readFileSync(join(folder, 'content/site.yaml'), 'utf8')).toBe(
      'title: "My blog"\nurl: "https://blog.example.com/x"\nauthor: "王小明"\nlanguage: "zh-Hans"\ntheme:\n  name: plain\ncomments:\n  waline:\n    server: https://talk.example.com\n',
    );
    expect(readFileSync(join(folder, 'netlify.toml'), 'utf8')).toMatch(/^# 线上已有的网址/);
  },
  60_000,
);

test.skipIf(!isLinux)(
  '`init` keeps the answers: the command that it prints goes on with them',
  async () => {
    const folder = join(temporaryFolder(), 'my-blog');
    const archive = fakePackage();
    const { status, said } = await talk(
      ['init', folder, '--package', archive],
      [
        ['Title', "Mei's blog\r"],
        ['Author', '\r'],
        ['Language', '\u0003'],
      ],
    );
    expect([status, existsSync(folder)]).toEqual([130, false]);
    expect(said).toContain('This command goes on with your answers:');
    const [, words = ''] = /npm run init -- (.*?)\r?\n/.exec(said) ?? [];
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
    const again = run(['init', ...stdout.split('\n').slice(0, -1), '--yes']);
    expect(again.status).toBe(0);
    expect(readFileSync(join(folder, 'content/site.yaml'), 'utf8')).toContain(`title: "Mei's blog"\n`);
    expect(existsSync(join(folder, 'vendor', basename(archive)))).toBe(true);
  },
  60_000,
);

test.skipIf(!isLinux)(
  '`init` asks for a folder, and for another one if it has a site',
  async () => {
    const root = writeSite({});
    const { status, said } = await talk(
      ['init', '--package', fakePackage()],
      [
        ['Folder [my-blog]', `${root}\r`],
        ['Folder [my-blog]', '\u0004'],
      ],
    );
    expect([status, said]).toEqual([130, expect.stringContaining('content already exists; choose another folder')]);
  },
  60_000,
);

test.each([
  [['--language', 'klingon'], '--language: "klingon" is not a language; write'],
  [['--url', 'blog'], '--url: "blog" is not a web address; write'],
  [['--theme', 'pres-s'], '--theme: "pres-s" is none of the choices; did you mean press?'],
  [['--host', 'x'], '--host: "x" is none of the choices; choose one of github-pages'],
  [['--comments', 'giscus', '--comments-server', 'a.example'], '--comments-server needs --comments waline or twikoo'],
  [['--comments', 'waline', '--comments-server', 'talk'], '--comments-server: "talk" is not a web address'],
])('`init` without a terminal refuses %j', (args, reason) => {
  const folder = join(temporaryFolder(), 'blog');
  const { status, stderr } = run(['init', folder, '--package', fakePackage(), ...args]);
  expect([status, stderr]).toEqual([2, expect.stringContaining(reason)]);
  expect(existsSync(folder)).toBe(false);
});

test('`init` without a terminal takes options, and asks nothing', () => {
  const folder = join(temporaryFolder(), 'blog.example.com');
  const args = ['--language', 'Chinese', '--author', 'M', '--comments', 'giscus', '--host', 'server'];
  const { status, stdout, stderr } = run(['init', folder, '--package', fakePackage(), ...args]);
  expect([status, stderr]).toEqual([0, expect.stringContaining('Fill in the last lines of content/site.yaml')]);
  expect(stdout).toContain('nginx.conf');
  const settings = readFileSync(join(folder, 'content/site.yaml'), 'utf8');
  expect(settings).toContain('title: "blog.example.com"\nurl: "https://blog.example.com"\nauthor: "M"\nlanguage: "zh-Hans"\n');
  expect(settings).toContain('# 要用 giscus，');
});

const TAGGED = '---\ntitle: A\ndate: 2020-01-02\ntags: [Linux, 写作]\n---\n';

test.skipIf(!isLinux).each([
  ['\r', '[Linux, 云]'],
  ['n\r', '[Linx, 云]'],
])('`new` asks for tags with those of other posts, and for a misspelling: %j', async (keys, tags) => {
  const root = writeSite({ 'content/posts/a.md': TAGGED });
  const { status, said } = await talk(
    ['new', 'B', '--date', '2026-11-30', '--root', root, '--lang', 'en'],
    [
      ['Tags, separated by commas (Linux, 写作): ', 'Linx，云\r'],
      ['"Linx" is new; did you mean Linux? [Y/n]', keys],
    ],
  );
  // The site has no categories, so they are not asked for.
  expect([status, said]).toEqual([0, expect.not.stringContaining('Categories')]);
  expect(readFileSync(join(root, 'content/posts/2026-11-30-b.md'), 'utf8')).toBe(
    `---\ntitle: B\ndate: 2026-11-30\ntags: ${tags}\n---\n\n`,
  );
});

test.skipIf(!isLinux)('`new` asks nothing in a site without tags, and writes nothing after Ctrl-C', async () => {
  const plain = await talk(['new', 'B', '--root', writeSite({ 'content/posts/a.md': TEXT })], []);
  expect([plain.status, plain.said]).toEqual([0, expect.not.stringContaining('Tags')]);
  const root = writeSite({ 'content/posts/a.md': TAGGED });
  const stopped = await talk(['new', 'B', '--root', root, '--lang', 'en'], [['Tags', '\u0003']]);
  expect([stopped.status, stopped.said]).toEqual([130, expect.stringContaining('stopped; nothing was written')]);
  expect(readdirSync(join(root, 'content/posts'))).toEqual(['a.md']);
});
