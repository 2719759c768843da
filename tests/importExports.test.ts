// What only exports need: pictures that are still on the old site, and drafts that repeat a public text.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENGLISH } from '../scripts/base/speech.js';
import { type Finished, finish } from '../scripts/import/finish.js';
import { importBlog } from '../scripts/import/import.js';
import { OldFolder } from '../scripts/import/oldFolder.js';
import type { Download } from '../scripts/import/ownPictures.js';
import { PROJECT, temporaryFolder } from './support.js';

interface Item {
  readonly id: number;
  readonly title: string;
  readonly content: string;
  readonly status: string;
}

/** Returns an export of WordPress. */
function wxr(items: readonly Item[]): string {
  const elements = items.map(
    ({
      id,
      title,
      content,
      status,
    }) => `<item><title>${title}</title><link>https://lane.example/${id}/</link><content:encoded><![CDATA[${content}]]></content:encoded>
<wp:post_id>${id}</wp:post_id><wp:post_date>2021-03-0${id} 10:00:00</wp:post_date><wp:post_date_gmt>2021-03-0${id} 10:00:00</wp:post_date_gmt>
<wp:post_name>${id}</wp:post_name><wp:status>${status}</wp:status><wp:post_type>post</wp:post_type></item>`,
  );
  return `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Lane</title>
<wp:base_blog_url>https://lane.example</wp:base_blog_url>${elements.join('\n')}</channel></rss>`;
}

async function imported(items: readonly Item[], download?: Download): Promise<Finished & { readonly site: string }> {
  const root = temporaryFolder();
  mkdirSync(join(root, 'old'));
  const from = join(root, 'old/lane.xml');
  const site = join(root, 'site');
  writeFileSync(from, wxr(items));
  const options = {
    from,
    to: site,
    tool: undefined,
    localises: download !== undefined,
    starter: {},
    translate: (text: string) => text,
  };
  const { tool, blog, texts, notes, ...moved } = await importBlog({ ...options, ...(download && { download }) });
  const all = { root: site, tool, blog, folder: OldFolder.at(from), from: '../old/lane.xml', texts, notes, moved };
  return { ...(await finish(all, ENGLISH, () => {})), site };
}

test('pictures of the old site are downloaded if asked, and keep their addresses', async () => {
  const content = '<img src="https://lane.example/wp-content/a%20b.png" alt="A"> and <img src="/wp-content/gone.png" alt="B">';
  const bytes = readFileSync(join(PROJECT, 'tests/import/hexo/blog/source/images/door.png'));
  const asked: string[] = [];
  const { site, report } = await imported([{ id: 1, title: 'One', content, status: 'publish' }], async (url) => {
    asked.push(url);
    if (url.includes('gone')) throw new Error('no such file');
    return bytes;
  });
  expect(asked.sort()).toEqual(['https://lane.example/wp-content/a%20b.png', 'https://lane.example/wp-content/gone.png']);
  expect(existsSync(join(site, 'content/wp-content/a b.png'))).toBe(true);
  expect(report.notes.map(({ about }) => about).join()).toContain('a picture of the old site could not be downloaded');
  expect(report.left.find(({ about }) => about === 'a missing picture')?.count).toBe(1);
});

test('without being asked, pictures stay on the old site', async () => {
  const content = '<img src="/wp-content/a.png" alt="A"> is there.';
  const { site } = await imported([{ id: 1, title: 'One', content, status: 'publish' }]);
  expect(readFileSync(join(site, 'content/posts/2021-03-01-1.md'), 'utf8')).toContain(
    '![A](https://lane.example/wp-content/a.png)',
  );
});

test('a draft that repeats a public text is set apart, so that the site can be built', async () => {
  const sentence = '1986) was a very good year for spades and for rakes alike';
  const { site, report, isBuilt } = await imported([
    { id: 1, title: 'One', content: `<p>${sentence}</p>`, status: 'publish' },
    { id: 2, title: 'Two', content: `# Heading\n\n${sentence}`, status: 'draft' },
  ]);
  expect(isBuilt).toBe(true);
  expect(readFileSync(join(site, 'repeated-drafts/2.md'), 'utf8')).toContain(sentence);
  expect(report.notes.map(({ about }) => about).join()).toContain('a draft that repeats a public text');
});
