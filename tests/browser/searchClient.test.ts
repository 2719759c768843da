// The client of cjk-search in a page of a stranger: the example of its README, bundled.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import { makeIndex } from '../../scripts/lib/search.js';
import { PROJECT } from '../support.js';
import { CHROMIUM, launch } from './launch.js';

test.skipIf(!CHROMIUM)('finds what the index has, and shows it in its page', async () => {
  const readme = readFileSync(join(PROJECT, 'scripts/lib/cjk-search.md'), 'utf8');
  const [, example = ''] = /^```js\n(\/\/ browser\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  const { outputFiles } = buildSync({
    stdin: { contents: example, resolveDir: PROJECT },
    bundle: true,
    write: false,
    format: 'esm',
    alias: { 'cjk-search/client': join(PROJECT, 'scripts/lib/searchClient.ts') },
  });
  const html = '<h2>经过</h2><p>阿里云的控制台打不开了。</p>';
  const index = makeIndex([{ title: '宕机', path: 'posts/a.html', date: '2023-11-12', tags: [], html }]);
  const files = new Map([
    ['/', '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/script.js"></script>'],
    ['/script.js', outputFiles[0]?.text ?? ''],
    ['/posts/a.html', `<!doctype html><nav>阿里云</nav><article>${html}</article>`],
    ...index.map(({ path, content }): [string, string] => [`/search/${path}`, content]),
  ]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://a').pathname;
    const type = /\.(?:js|json|txt)$/.test(path) ? 'text/javascript' : 'text/html';
    response.writeHead(files.has(path) ? 200 : 404, { 'content-type': `${type}; charset=utf-8` }).end(files.get(path));
  }).listen(0);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const message = page.waitForEvent('console');
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const values = await Promise.all((await message).args().map((each) => each.jsonValue()));
    const [, said = ''] = /console\.log\(title, path, excerpt\); \/\/ (.*)/.exec(example) ?? [];
    const [title, path, excerpt] = values as [string, string, [string, boolean][]];
    const pieces = excerpt.map(([text, isMarked]) => `['${text}', ${isMarked}]`);
    expect(`${title} ${path} [${pieces.join(', ')}]`).toBe(said);
  } finally {
    await browser.close();
    server.close();
  }
});
