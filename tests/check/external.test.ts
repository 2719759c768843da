// `check --external`: external links, against a local test server.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { sortProblems } from '../../scripts/base/diagnostics.js';
import { check } from '../../scripts/check/check.js';
import { askAll } from '../../scripts/check/external/ask.js';
import { checkExternal, type ExternalResult } from '../../scripts/check/external/external.js';
import { externalLinks, linksInSettings } from '../../scripts/check/external/links.js';
import { LINKS_FILE, readSeenLinks } from '../../scripts/config/seenLinks.js';
import type { Diagnostic, Place } from '../../scripts/types.js';
import { buildAt, environment, PROGRAM, run, SITE_YAML, writeSite } from '../support.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Starts a server. `statuses` are its answers, by method and path, or by path. */
async function server(statuses: { [requests: string]: number }, before = () => {}) {
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const found = createServer(async (request, response) => {
    const each = `${request.method} ${request.url}`;
    asked.push(each);
    before();
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
    const status = statuses[each] ?? statuses[request.url ?? ''] ?? 200;
    if (status === 0) request.socket.destroy();
    else if (status === 301) response.writeHead(301, { location: '/there' }).end();
    else if (request.url?.startsWith('/archive')) response.end(archived(request.url));
    else response.writeHead(status).end('x');
  });
  await new Promise<void>((resolve) => found.listen(0, '127.0.0.1', resolve));
  open.push(
    () => found.closeAllConnections(),
    () => found.close(),
  );
  return { url: `http://127.0.0.1:${(found.address() as AddressInfo).port}`, asked, most: () => most };
}

function archived(asked: string): string {
  const { searchParams } = new URL(asked, 'http://x');
  const url = `http://web.archive.org/web/${searchParams.get('timestamp')}/${searchParams.get('url')}`;
  return JSON.stringify({ archived_snapshots: { closest: { available: true, url } } });
}

test('asks by HEAD, then by GET if that fails, one request at a time per host', async () => {
  const { url, asked, most } = await server({
    '/gone': 404,
    'HEAD /only-get': 405,
    'HEAD /wrong-head': 500,
    '/shy': 403,
    '/busy': 429,
    '/moved': 301,
    'HEAD /dropped': 0,
    '/broken': 0,
  });
  const paths = ['there', 'gone', 'only-get', 'wrong-head', 'shy', 'busy', 'moved', 'dropped', 'broken'];
  const replies = await askAll(
    paths.map((path) => `${url}/${path}`),
    { pause: 0, allowPrivate: true },
  );
  expect(paths.map((path) => [path, replies.get(`${url}/${path}`)?.kind])).toEqual([
    ['there', 'there'],
    ['gone', 'failed'],
    ['only-get', 'there'],
    ['wrong-head', 'there'],
    ['shy', 'there'],
    ['busy', 'busy'],
    ['moved', 'there'],
    ['dropped', 'there'],
    ['broken', 'unreachable'],
  ]);
  expect(replies.get(`${url}/gone`)).toEqual({ kind: 'failed', why: '404' });
  expect(asked.filter((each) => each.endsWith('/there'))).toEqual(['HEAD /there', 'HEAD /there']);
  expect(most()).toBe(1);
});

test('finds links in markdown and raw HTML with their places, but none to the site itself', () => {
  const text =
    '% T\n\n[a](https://a.org/x#y) <https://b.org>，![p](http://c.org/p.png) [own](https://example.org/z) [rel](/q)\n\n<video src="//d.org/v.mp4"></video> [e][]\n\n[e]: https://e.org\n';
  const found = externalLinks({ bodyOffset: 5 }, text, 'markdown', (origin) => origin === 'https://example.org');
  expect(found.map(({ url, place: { line, column } }) => [url, line, column])).toEqual([
    ['https://a.org/x', 3, 1],
    ['https://b.org/', 3, 24],
    ['http://c.org/p.png', 3, 40],
    ['https://d.org/v.mp4', 5, 8],
    ['https://e.org/', 5, 37],
  ]);
});

test('finds links in the YAML that a fenced div shows, and in other code none', () => {
  const text = '% T\n\n::: friends\n```yaml\n- url: https://a.org/x\n```\n:::\n\n```yaml\nurl: https://b.org\n```\n';
  const found = externalLinks({ bodyOffset: 4 }, text, 'markdown', () => false);
  expect(found).toEqual([{ url: 'https://a.org/x', place: { line: 5, column: 8, endLine: 5, endColumn: 23 } }]);
});

test('asks for the addresses in data/ that texts show', async () => {
  const { url, asked } = await server({});
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}allowPrivate: true\n`,
    'content/friends.md': '% F\n\n::: friends\n:::\n',
    'data/friends.yaml': `- {name: A, url: ${url}/a, about: "[b](${url}/b)"}\n`,
    'data/others.yaml': `- ${url}/c\n`,
  });
  await check({
    root,
    drafts: false,
    external: async ({ outline, data, textOf }) =>
      (await checkExternal({ outline, data, textOf, linksText: '', today: '2026-11-26', pause: 0 })).problems,
  });
  expect(asked).toEqual(['HEAD /a', 'HEAD /b']);
});

test('reports an address after failures on three days, with the archived copy; failures of the network don’t count', async () => {
  const statuses: { [asked: string]: number } = {};
  const { url, asked } = await server(statuses);
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}allowPrivate: true\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n[x](${url}/x) [y](${url}/y#z)\n`,
    'content/posts/2020-01-03-b.md': `% B\n\n又是 [x](${url}/x)\n`,
  });
  let linksText = '';
  const on = async (today: string, timeout?: number): Promise<ExternalResult> => {
    let result: ExternalResult | undefined;
    await check({
      root,
      drafts: false,
      external: async ({ outline, textOf }) => {
        result = await checkExternal({
          outline,
          textOf,
          linksText,
          today,
          archive: `${url}/archive`,
          pause: 0,
          ...(timeout && { timeout }),
        });
        return result.problems;
      },
    });
    linksText = result?.text ?? linksText;
    return result as ExternalResult;
  };
  const links = () => Object.fromEntries(readSeenLinks(linksText).links);

  expect((await on('2026-01-01')).summary).toBe('external links: 2, checked 2: 2 ok, 0 failed, 0 busy');
  expect(links()).toEqual({ [`${url}/x`]: { seen: '2026-01-01' }, [`${url}/y`]: { seen: '2026-01-01' } });
  asked.length = 0;
  await on('2026-01-05');
  expect(asked).toEqual([]);

  statuses['/x'] = 404;
  expect((await on('2026-01-08')).problems).toEqual([]);
  expect((await on('2026-01-08')).problems).toEqual([]);
  expect(links()[`${url}/x`]).toEqual({ seen: '2026-01-01', failed: ['2026-01-08'], why: '404' });
  await on('2026-01-09');
  const third = await on('2026-01-20');
  const reason = `${url}/x failed on 3 days, last seen on 2026-01-01; last result: 404`;
  expect(sortProblems(third.problems)).toMatchObject([
    {
      file: 'content/posts/2020-01-02-a.md',
      place: { line: 3, column: 1 },
      ruleId: 'link/gone',
      fatal: false,
      reason,
      expected: [`https://web.archive.org/web/20200102/${url}/x`],
    },
    { file: 'content/posts/2020-01-03-b.md', place: { line: 3, column: 4 }, reason },
  ]);
  const before = linksText;
  statuses['/x'] = 0;
  statuses['/y'] = 0;
  expect(await on('2026-02-01')).toMatchObject({ text: undefined, summary: 'no server could be reached: nothing was recorded' });
  expect(linksText).toBe(before);
  statuses['/x'] = 200;
  statuses['/y'] = 200;
  expect((await on('2026-02-02')).problems).toEqual([]);
  expect(links()[`${url}/x`]).toEqual({ seen: '2026-02-02' });
}, 30_000);

test('the list is not a page, a build doesn’t need it, and an invalid line only stops this check', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-a.md': '% A\n\n<http://127.0.0.1:1/x>\n',
    'content/site.yaml': `${SITE_YAML}answered: {link/gone: .}\n`,
    [LINKS_FILE]:
      '# words\n"http://127.0.0.1:1/x": {"seen": "2026-01-01", "failed": ["2026-01-08", "2026-01-09", "2026-01-10"]}\n',
  });
  const built = await buildAt(root);
  expect([built.problems, built.files.includes('links.yaml')]).toEqual([[], false]);
  // Only a check of external links can tell if an answer is idle.
  expect(run(['check', '--root', root])).toMatchObject({ status: 0, stderr: '0 errors, 0 warnings\n' });
  writeFileSync(join(root, LINKS_FILE), '<<<<<<< ours\n');
  const stopped = run(['check', '--external', '--root', root]);
  expect(stopped.status).toBe(1);
  expect(stopped.stderr).toContain('content/links.yaml:1:1  error  this line is not an address  url/list');
  expect(readFileSync(join(root, LINKS_FILE), 'utf8')).toBe('<<<<<<< ours\n');
}, 20_000);

test('navigation, footer and accounts of all languages are asked too', () => {
  const yaml = `${SITE_YAML}navigation:
  - {text: A, url: https://a.example/nav}
  - {text: B, url: /about.html}
footer: See [this](https://b.example/foot) and [us](https://example.org/x.html).
description: Not https://c.example/
social: {github: luyu, x: '@tea', mastodon: 'https://m.example/@tea', email: a@b.example}
languages: {en: {navigation: [{text: A, url: 'https://a.example/en'}], social: {github: luyu-en}}}
`;
  const accounts = ['luyu', 'luyu-en'].map((name) => ({ site: 'github', url: `https://github.com/${name}` }));
  const found = linksInSettings(yaml, (origin) => origin === 'https://example.org', [
    ...accounts,
    { site: 'x', url: 'https://x.com/tea' },
    { site: 'mastodon', url: 'https://m.example/@tea' },
    { site: 'email', url: 'mailto:a@b.example' },
  ]);
  const textAt = ({ line, column, endColumn }: Place) => yaml.split('\n')[line - 1]?.slice(column - 1, (endColumn ?? 0) - 1);
  expect(found.map(({ url, place }) => [url, textAt(place)])).toEqual([
    ['https://a.example/nav', 'https://a.example/nav'],
    ['https://b.example/foot', 'https://b.example/foot'],
    ['https://m.example/@tea', 'https://m.example/@tea'],
    ['https://github.com/luyu', 'luyu'],
    ['https://x.com/tea', "'@tea'"],
    ['https://a.example/en', 'https://a.example/en'],
    ['https://github.com/luyu-en', 'luyu-en'],
  ]);
});

test('a dead address in the navigation is reported in site.yaml', async () => {
  const { url } = await server({ '/nav': 404 });
  const settings = `${SITE_YAML}allowPrivate: true\nnavigation: [{text: A, url: "${url}/nav"}]\n`;
  const root = writeSite({ 'content/site.yaml': settings, 'content/about.md': '% A\n' });
  let problems: readonly Diagnostic[] = [];
  const linksText = `"${url}/nav": {"failed": ["2026-01-01", "2026-01-02"]}\n`;
  await check({
    root,
    drafts: false,
    external: async ({ outline, textOf }) => {
      const found = await checkExternal({ outline, textOf, settings, linksText, today: '2026-01-03', archive: url, pause: 0 });
      problems = found.problems;
      return problems;
    },
  });
  expect(problems).toMatchObject([
    { file: 'content/site.yaml', ruleId: 'link/gone', place: { line: settings.split('\n').length - 1 } },
  ]);
});

test('private addresses are neither asked nor stored, and passwords are not stored', async () => {
  const { url, asked } = await server({});
  const [secret, plain] = [`${url.replace('//', '//ann:s3cret@')}/x`, `${url}/y`];
  const text = `% A\n\n[x](${secret}) [y](${plain})\n`;
  const found = externalLinks({ bodyOffset: 5 }, text, 'markdown', () => false);
  expect(found.map((link) => link.url)).toEqual([`${url}/x`, `${url}/y`]);
  const replies = await askAll([plain], { pause: 0, allowPrivate: false });
  expect([replies.get(plain), asked]).toEqual([{ kind: 'private' }, []]);
  const root = writeSite({ 'content/posts/2020-01-02-a.md': text, [LINKS_FILE]: '' });
  const checked = run(['check', '--external', '--root', root]);
  expect([checked.status, checked.stderr]).toEqual([
    0,
    expect.stringContaining('checked 0: 0 ok, 0 failed, 0 busy, 2 private and not asked'),
  ]);
  expect(readFileSync(join(root, LINKS_FILE), 'utf8') + checked.stdout + checked.stderr).not.toContain('s3cret');
  expect(asked).toEqual([]);
}, 20_000);

test('keeps a list that is saved while servers are asked, and reports that', async () => {
  const merged = '"https://elsewhere.example/": {"seen": "2026-01-01"}\n';
  let root = '';
  const { url } = await server({}, () => writeFileSync(join(root, LINKS_FILE), merged));
  root = writeSite({
    'content/site.yaml': `${SITE_YAML}allowPrivate: true\n`,
    'content/posts/2020-01-02-a.md': `% A\n\n[x](${url}/x)\n`,
  });
  // The server is in this process, so the command must not block it.
  const child = spawn(process.execPath, [PROGRAM, 'check', '--external', '--root', root], { env: environment() });
  let output = '';
  child.stderr.on('data', (data) => (output += String(data)));
  await once(child, 'close');
  expect(output).toContain('content/links.yaml changed in the meantime and was left alone: nothing was recorded');
  expect(readFileSync(join(root, LINKS_FILE), 'utf8')).toBe(merged);
}, 20_000);
