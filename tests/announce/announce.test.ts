// `announce` notifies services of each text once. The services are servers of the test.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { environment, LONG, PROGRAM, run, SITE_YAML, writeSite } from '../support.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

interface Asked {
  readonly path: string;
  readonly type: string | undefined;
  readonly body: string;
}

/** Starts a server that records requests and sends given responses. */
async function service() {
  const asked: Asked[] = [];
  const answers: { [path: string]: readonly [status: number, body: string] } = {};
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const path = request.url ?? '';
    asked.push({ path, type: request.headers['content-type'], body });
    const [status, text] = answers[path.split('?')[0] ?? ''] ?? [
      200,
      path.startsWith('/urls') ? '{"success": 1, "remain": 9}' : '',
    ];
    response.writeHead(status).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, answers };
}

const KEY = 'abcdef0123456789';
const env = { INDEXNOW_KEY: KEY, BAIDU_TOKEN: 'secret' };
const POST = 'content/posts/2020-01-02-甲.md';

function site(url: string) {
  const root = writeSite({
    'content/site.yaml': `${SITE_YAML}allowPrivate: true\nhub: ${url}/hub\nannounce: {indexnow: ${url}/indexnow, baidu: ${url}/urls}\n`,
    [POST]: '% 甲\n\n一\n',
    'content/posts/2020-01-03-b.md': '% 乙\n\n二\n',
    [`content/${KEY}.txt`]: `${KEY}\n`,
  });
  const list = join(root, 'changed.txt');
  return {
    root,
    build: () => expect(run(['build', '--root', root, '--changed', list]).status).toBe(0),
    announce: (more: { readonly [name: string]: string } = env, ...args: string[]) =>
      background(['announce', list, '--root', root, ...args], more),
  };
}

/** Runs the program asynchronously, because the servers are in this process. */
function background(args: readonly string[], more: { readonly [name: string]: string }) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: environment(more) });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    text.stdout += data;
  });
  child.stderr.on('data', (data) => {
    text.stderr += data;
  });
  return new Promise<typeof text & { status: number | null }>((resolve) =>
    child.on('close', (status) => resolve({ ...text, status })),
  );
}

test('sends each service its kind of request, once for each text; --dry-run sends nothing', async () => {
  const { url, asked } = await service();
  const { root, build, announce } = site(url);
  build();
  const dry = await announce({}, '--dry-run');
  expect([dry.status, asked]).toEqual([0, []]);
  expect(dry.stderr).toBe(
    'would announce to IndexNow: 2 pages\nwould announce to Baidu: 2 pages\nwould announce to the WebSub hub: 3 feeds\n',
  );
  expect(dry.stdout).toContain('https://example.org/posts/2020-01-02-%E7%94%B2.html\n');

  expect(await announce()).toMatchObject({ status: 0, stderr: 'IndexNow: 2 pages\nBaidu: 2 pages\nthe WebSub hub: 3 feeds\n' });
  const pages = ['https://example.org/posts/2020-01-02-%E7%94%B2.html', 'https://example.org/posts/2020-01-03-b.html'];
  const [toIndexNow, toBaidu, toHub] = asked;
  expect(toIndexNow).toMatchObject({ path: '/indexnow', type: 'application/json; charset=utf-8' });
  expect(JSON.parse(toIndexNow?.body ?? '')).toEqual({
    host: 'example.org',
    key: KEY,
    keyLocation: `https://example.org/${KEY}.txt`,
    urlList: pages,
  });
  expect(toBaidu).toEqual({
    path: '/urls?site=https%3A%2F%2Fexample.org&token=secret',
    type: 'text/plain',
    body: pages.join('\n'),
  });
  expect([...new URLSearchParams(toHub?.body)]).toEqual([
    ['hub.mode', 'publish'],
    ...['feeds.xml', 'atom.xml', 'feed.json'].map((name) => ['hub.url', `https://example.org/${name}`]),
  ]);

  asked.length = 0;
  expect((await announce()).stderr).toContain('IndexNow: 0 pages, 2 already known\n');
  expect(asked).toEqual([]);
  writeFileSync(join(root, POST), '% 甲\n\n一，改了\n');
  build();
  await announce();
  expect(asked.map(({ path }) => path.split('?')[0])).toEqual(['/indexnow', '/urls', '/hub']);
  expect(asked[1]?.body).toBe(pages[0]);
}, 30_000);

test.runIf(LONG)(
  'retries a service that refused, but not the others',
  async () => {
    const { url, asked, answers } = await service();
    const { build, announce } = site(url);
    build();
    answers['/indexnow'] = [403, 'no such key'];
    answers['/urls'] = [200, '{"error": 400, "message": "over quota"}'];
    const first = await announce();
    expect(first.status).toBe(1);
    expect(first.stderr).toContain('titleblock: IndexNow failed: HTTP 403: no such key\n');
    expect(first.stderr).toContain('titleblock: Baidu failed: over quota\n');
    // Control characters from a service are escaped.
    answers['/indexnow'] = [403, 'no\u001b[2J such \u202ekey\nIndexNow: 2 pages'];
    expect((await announce()).stderr).toContain('HTTP 403: no\\u{1b}[2J such \\u{202e}key\\u{a}IndexNow: 2 pages\n');
    answers['/indexnow'] = [202, ''];
    answers['/urls'] = [200, '{"success": 1, "not_same_site": ["https://example.org/x"]}'];
    asked.length = 0;
    expect((await announce()).stderr).toContain('Baidu failed: it rejected https://example.org/x');
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual(['/indexnow', '/urls']);
  },
  30_000,
);

test.runIf(LONG)(
  'reports what is missing: a key, the published key file, the site’s address, a service',
  async () => {
    const { url, asked } = await service();
    const { root, build, announce } = site(url);
    build();
    expect((await announce({})).stderr).toContain('IndexNow failed: the environment variable INDEXNOW_KEY is not set');
    expect((await announce({ ...env, INDEXNOW_KEY: 'otherkey1' })).stderr).toContain('save it as content/otherkey1.txt');
    expect((await announce({ ...env, INDEXNOW_KEY: '../x' })).stderr).toContain('8 to 128 letters');
    expect(asked.map(({ path }) => path)).not.toContain('/indexnow');
    writeFileSync(join(root, 'changed.txt'), 'https://example.org/\nhttps://elsewhere.org/x\n');
    expect(await announce()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('changed.txt:2: "https://elsewhere.org/x"'),
    });
    writeFileSync(join(root, 'content/site.yaml'), SITE_YAML);
    expect(await announce()).toMatchObject({ status: 2, stderr: expect.stringContaining('configures no service') });
    expect(run(['announce', '--root', root])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--changed changed.txt'),
    });
    expect(run(['announce', '/no/such', '--root', root]).status).toBe(2);
    expect(run(['build', '--drafts', '--changed', 'x', '--root', root]).status).toBe(2);
    expect(readFileSync(join(root, 'changed.txt'), 'utf8')).toContain('elsewhere');
  },
  30_000,
);

test('does not notify a service at a private address unless the settings allow it', async () => {
  const { url, asked } = await service();
  const { root, build, announce } = site(url);
  build();
  const settings = join(root, 'content/site.yaml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace('allowPrivate: true\n', ''));
  const told = await announce();
  expect([told.status, told.stderr]).toEqual([
    1,
    expect.stringContaining('IndexNow failed: 127.0.0.1 is an address of this machine'),
  ]);
  expect(asked).toEqual([]);
}, 20_000);
