// The advice of `url/lost`: which post replaced an address, and the lines that keep the address, for each kind of header.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildAt, SITE_YAML, writeSite } from '../support.js';

/** Builds a site that has lost an address, and returns the advice. */
async function lost(url: string, files: { [path: string]: string }, file = '') {
  const root = writeSite({ ...files, 'content/urls.yaml': `${JSON.stringify(url)}: {"file": ${JSON.stringify(file)}}\n` });
  const { problems } = await buildAt(root);
  const [found] = problems.filter(({ ruleId }) => ruleId === 'url/lost');
  return { root, expected: found?.expected ?? [], note: found?.note ?? '' };
}

const NEW = 'content/posts/2021-05-06-b.md';
const OTHER = { 'content/posts/2019-01-01-other.md': '% Something else\n' };

test.each([
  ['its file', '/posts/2020-01-02-a.html', '---\ntitle: T\nslug: zzz\n---\n', 'posts/2021-05-06-b.md'],
  ['its permalink in another spelling: /x/', '/2020/x/', '---\ntitle: T\npermalink: /2020/x.html\n---\n', ''],
  ['its permalink in another spelling: /x.html', '/2020/x.html', '---\ntitle: T\npermalink: /2020/x/\n---\n', ''],
  ['its permalink in another spelling: /x/index.html', '/2020/x/index.html', '---\ntitle: T\npermalink: /2020/x.html\n---\n', ''],
  ['an alias in another spelling', '/old/x.html', '---\ntitle: T\naliases: [/old/x/]\n---\n', ''],
  ['the path of its file', '/posts/2021-05-06-b/', '---\ntitle: T\npermalink: /n/\n---\n', ''],
  ['its slug', '/2018/12/31/my-slug/', '---\ntitle: T\nslug: my-slug\n---\n', ''],
  ['its title', '/2018/12/31/Hello-World/', '% Hello, World!\n', ''],
  ['its title in Chinese', '/2018/你好世界/', '% 你好，世界\n', ''],
  ['a similar address', '/posts/2021-05-06-a.html', '% T\n', ''],
  ['its day', '/2021/05/06/quite-different/', '% T\n', ''],
])('finds the post by %s', async (_by, url, text, file) => {
  const { expected } = await lost(url, { [NEW]: text, ...OTHER }, file);
  expect(expected).toHaveLength(1);
  expect(expected[0]).not.toContain('other');
});

test('names no post if nothing is similar', async () => {
  const { expected, note } = await lost('/2018/nothing-like-it/', OTHER);
  expect(expected).toEqual([]);
  expect(note).toBe(
    'add `aliases: [/2018/nothing-like-it/]` to the post that replaces it, or add `redirects: {/2018/nothing-like-it/: /new.html}` to content/site.yaml (or one more entry, if it has `redirects`); or give it up: `npm run urls -- --drop /2018/nothing-like-it/`',
  );
});

/** Headers, the advice, and the file after following it. */
const HEADERS: readonly (readonly [before: string, said: string, after: string])[] = [
  ['% B\n%\n% 2021-05-06\n\nText\n', `add three lines after the \`%\` lines of ${NEW}: \`---\`, \`aliases: [/x/]\`, \`---\``, '% B\n%\n% 2021-05-06\n---\naliases: [/x/]\n---\n\nText\n'],
  ['---\ntitle: B\n---\n', `add the line \`aliases: [/x/]\` to the front matter of ${NEW}`, '---\ntitle: B\naliases: [/x/]\n---\n'],
  ['% B\n---\ntags: [t]\n---\n', `add the line \`aliases: [/x/]\` to the front matter of ${NEW}`, '% B\n---\ntags: [t]\naliases: [/x/]\n---\n'],
  ['+++\ntitle = "B"\n+++\n', `add the line \`aliases = ["/x/"]\` to the front matter of ${NEW}`, '+++\ntitle = "B"\naliases = ["/x/"]\n+++\n'],
  ['---\ntitle: B\naliases: [/y/]\n---\n', `add the item \`/x/\` to \`aliases\` at ${NEW}:3`, '---\ntitle: B\naliases: [/y/, /x/]\n---\n'],
  ['---\ntitle: B\naliases:\n- /y/\n---\n', `add the item \`/x/\` to \`aliases\` at ${NEW}:3`, '---\ntitle: B\naliases:\n- /y/\n- /x/\n---\n'],
  ['---\ntitle: B\naliases:\n---\n', `write \`aliases: [/x/]\` at ${NEW}:3`, '---\ntitle: B\naliases: [/x/]\n---\n'],
  ['Text without a header\n', `add three lines at the beginning of ${NEW}: \`---\`, \`aliases: [/x/]\`, \`---\``, '---\naliases: [/x/]\n---\nText without a header\n'],
]; // biome-ignore format: a case a line

test.each(HEADERS)('prints lines that work for the header %j', async (before, said, after) => {
  const { root, note } = await lost('/x/', { [NEW]: before }, 'posts/2021-05-06-b.md');
  expect(note).toBe(`${said}; or give it up: \`npm run urls -- --drop /x/\``);
  writeFileSync(join(root, NEW), after);
  expect((await buildAt(root)).rules.filter((rule) => rule !== 'title/missing')).toEqual([]);
  expect(readFileSync(join(root, 'dist/x/index.html'), 'utf8')).toContain('url=/posts/2021-05-06-b.html');
});

test.each([
  ['/a, b/', '"/a, b/"'],
  ['/问?答/', '/问%3F答/'],
  ['/100%/', '/100%25/'],
])('quotes an address with special characters of YAML or URLs: %s', async (url, written) => {
  const { root, note } = await lost(url, { [NEW]: '---\ntitle: B\n---\n' }, 'posts/2021-05-06-b.md');
  expect(note).toContain(`\`aliases: [${written}]\``);
  writeFileSync(join(root, NEW), `---\ntitle: B\naliases: [${written}]\n---\n`);
  expect((await buildAt(root)).problems).toEqual([]);
});

test.each([
  ['/tags/java/', '/tags/java.html'],
  ['/tag/Java/index.html', '/tags/java.html'],
  ['/tags/', '/tags.html'],
  ['/index.xml', '/feeds.xml'],
  ['/feed/', '/feeds.xml'],
  ['/rss.xml', '/feeds.xml'],
  ['/feed/atom/', '/atom.xml'],
])('prints a line for site.yaml that redirects %s', async (url, to) => {
  const { root, expected, note } = await lost(url, { [NEW]: '---\ntitle: B\ntags: [Java]\n---\n' });
  expect(expected).toEqual([to]);
  const line = /`(redirects: \{.*?\})` to content\/site\.yaml/.exec(note)?.[1];
  writeFileSync(join(root, 'content/site.yaml'), `${SITE_YAML}search: false\ncards: false\n${line}\n`);
  expect((await buildAt(root)).problems).toEqual([]);
});

test('recognizes the home page, /x/index.html and files as present', async () => {
  const files = { 'content/x/index.md': '% X\n', 'content/files/a.txt': 'a', [NEW]: '% B\n' };
  for (const url of ['/index.html', '/', '/x/index.html', '/x/', '/files/a.txt', '/feeds.xml', '/sitemap.xml'])
    expect([url, await lost(url, files)]).toMatchObject([url, { note: '' }]);
});
