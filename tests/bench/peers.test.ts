// The generators in `npm run bench -- generators` must do the same work, or their times could not be compared. titleblock is always
// tested, others if they are installed.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EDITS } from '../../bench/edits.js';
import { findPeers, type Peer, writePeerSite } from '../../bench/peers.js';
import { run } from '../../bench/process.js';
import { generated, type Post, postPath } from '../../bench/site.js';
import { filesBelow, LONG, PROGRAM, temporaryFolder } from '../support.js';

const POSTS = generated(23);
const MIDDLE = POSTS[11] as Post;
const OURS: Peer = {
  name: 'titleblock',
  flavour: 'titleblock',
  commands: [[process.execPath, PROGRAM, 'build']],
  writes: ['dist', '.cache'],
};

/** The pages and feeds of a build, by kind. */
interface Output {
  /** The page of each post. */
  readonly page: (post: Post) => string;
  readonly posts: readonly string[];
  readonly lists: readonly string[];
  readonly feeds: readonly string[];
  readonly sitemap: string;
}

const count = (text: string, part: RegExp) => text.match(part)?.length ?? 0;

async function outputOf({ commands, writes }: Peer, root: string): Promise<Output> {
  for (const command of commands) await run(command, root);
  const folder = join(root, writes[0] as string);
  // Ignore `<wbr>` in titles.
  const textOf = (path: string) => readFileSync(join(folder, path), 'utf8').replaceAll('<wbr>', '');
  const files = filesBelow(folder).map((path) => [path, textOf(path)] as const);
  const posts = files.filter(([path, text]) => /posts\/\d{4}-/.test(path) && text.includes('<article'));
  return {
    page: ({ name }) => posts.find(([path]) => path.includes(`posts/${name}.html`))?.[1] ?? '',
    posts: posts.map(([, text]) => text),
    lists: files.filter(([path, text]) => path.endsWith('.html') && text.includes('<li><time')).map(([, text]) => text),
    feeds: files.filter(([path, text]) => path.endsWith('.xml') && /<channel>|<feed /.test(text)).map(([, text]) => text),
    sitemap: files.find(([path]) => path === 'sitemap.xml')?.[1] ?? '',
  };
}

/** Writes a site for a generator and builds it. */
async function built(peer: Peer): Promise<{ readonly root: string; readonly output: Output }> {
  const root = temporaryFolder();
  writePeerSite(peer, root, POSTS);
  return { root, output: await outputOf(peer, root) };
}

describe.each([OURS, ...findPeers().equal])('$name', (peer) => {
  test('makes a page for each post, lists of eleven, a feed of twenty and a sitemap', async () => {
    const { page, posts, lists, feeds, sitemap } = (await built(peer)).output;
    expect(posts.length).toBe(POSTS.length);
    const lengths = lists.map((text) => count(text, /<li><time/g)).sort((a, b) => a - b);
    // titleblock also has an archive of all posts, and one of each year.
    expect(lengths).toEqual([1, 11, 11, ...(peer === OURS ? [23, 23] : [])]);
    // A list shows the beginning of a post.
    expect(lists.some((text) => text.includes(MIDDLE.title) && text.includes(MIDDLE.body.slice(0, 10)))).toBe(true);
    expect(Math.max(...feeds.map((text) => count(text, /<item>|<entry>/g)))).toBe(20);
    for (const { name } of POSTS) expect(sitemap).toContain(`posts/${name}.html`);

    const text = page(MIDDLE);
    expect(text).toContain(`<h1>${MIDDLE.title}</h1>`);
    expect(text).toMatch(new RegExp(`<time datetime="${MIDDLE.date}[^"]*">${MIDDLE.date}`));
    expect(count(text, /<h2/g)).toBe(2);
    expect(count(text, /<blockquote>/g)).toBe(1);
    expect(text).toMatch(/<pre[\s\S]*npm install/);
    expect(text).toContain('<link rel="stylesheet" href="/style.css">');
    for (const neighbour of [POSTS[10], POSTS[12]] as Post[]) {
      const links = [...text.matchAll(/<nav>.*?<\/nav>/g)].map(([nav]) => nav.replaceAll('&#x2F;', '/')).join();
      expect(links).toContain(`/posts/${neighbour.name}.html`);
      expect(links).toContain(neighbour.title);
    }
  });

  test.runIf(LONG)('shows each edit in its next build', async () => {
    const { root, output } = await built(peer);
    const site = { root, flavour: peer.flavour, post: MIDDLE };
    EDITS['a text edited'](site, 7);
    expect(output.page(MIDDLE)).not.toContain('又一段 7');
    expect((await outputOf(peer, root)).page(MIDDLE)).toContain('又一段 7');
    EDITS['a title edited'](site, 7);
    const titled = await outputOf(peer, root);
    expect(titled.page(MIDDLE)).toContain('<h1>新的标题 7</h1>');
    expect(titled.page(MIDDLE)).toContain('又一段 7');
    expect(titled.lists.some((text) => text.includes('新的标题 7'))).toBe(true);
    EDITS['a template edited'](site, 7);
    const { posts } = await outputOf(peer, root);
    expect(posts.filter((text) => text.includes('<article class="round-7"')).length).toBe(POSTS.length);
    EDITS['a new post'](site, 7);
    expect((await outputOf(peer, root)).posts.length).toBe(POSTS.length + 1);
  });

  test('writes only files that are removed before a build from scratch', async () => {
    const { root } = await built(peer);
    const fresh = temporaryFolder();
    writePeerSite(peer, fresh, POSTS);
    const before = new Set(topOf(fresh));
    expect(topOf(root).filter((name) => !before.has(name) && !peer.writes.includes(name))).toEqual([]);
    expect(existsSync(join(root, postPath(MIDDLE.name, peer.flavour)))).toBe(true);
  });
});

/** Lists the files and folders at the top of a site. */
function topOf(root: string): string[] {
  return [...new Set(filesBelow(root).map((path) => path.split('/')[0] as string))];
}

test('names generators that are not installed', () => {
  const { equal, searching, absent } = findPeers({ PATH: temporaryFolder() });
  expect([equal, searching]).toEqual([[], []]);
  for (const name of ['hugo', 'zola', 'eleventy', 'astro', 'hexo', 'pagefind'])
    expect(absent.filter((line) => line.startsWith(`${name} is not`)).length).toBe(1);
});
