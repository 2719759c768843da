// Whole builds of small sites.

import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildAt, buildSite, filesBelow, LONG, picture, SITE_YAML, writeSite } from '../support.js';

describe('names', () => {
  const NAMES = [
    'two words',
    'a+b',
    'what?',
    'c#',
    '100%',
    '中文标题',
    '🎉 party',
    'cafe\u0301',
    "it's",
    'a&b',
    'semi;colon',
    '[x]',
    '%41',
    '~tilde',
    'a=b,c',
  ];

  test.each(NAMES)('work for a post and a picture: %s', async (name) => {
    const encoded = encodeURIComponent(name);
    const built = await buildSite({
      [`content/posts/2020-01-02-${name}.md`]: `% One\n\n![p](<images/${name}.png>)\n![p](images/${encoded}.png)\n<img src="images/${encoded}.png" alt="p">\n`,
      [`images/${name}.png`]: await picture(),
      'content/posts/2020-01-03-other.md': [
        '% Other',
        '',
        `[md](2020-01-02-${encoded}.md)`,
        `[html](2020-01-02-${encoded}.html)`,
        `[root](/posts/2020-01-02-${encoded}.html)`,
        `[own](https://example.org/posts/2020-01-02-${encoded}.html)`,
        `[plain](<2020-01-02-${name}.md>)`,
      ].join('\n'),
    });
    // A name with `%`, `?` or `#` written unescaped is a different address: it is found, with a warning.
    expect(built.rules.filter((rule) => !/^(?:link|picture)\/spelling$/.test(rule))).toEqual([]);
    if (!/[%?#]/.test(name)) expect(built.rules).toEqual([]);
    const url = `2020-01-02-${name.normalize('NFC')}.html`;
    expect(built.files).toContain(`posts/${url}`);
    const links = [...built.page('posts/2020-01-03-other.html').matchAll(/<a href="([^"]*)">(md|html|root|own|plain)</g)];
    expect(links).toHaveLength(5);
    for (const [, href] of links) expect(decodeURIComponent((href ?? '').replaceAll('&amp;', '&'))).toBe(`/posts/${url}`);
    const page = built.page(`posts/${url}`);
    expect(page.match(/<img src="\/images\/[^"]*-[0-9a-f]{8}-60\.png"/g)).toHaveLength(3);
    expect(page).toContain('width="60" height="40"');
  });

  test('are the same in NFC and NFD', async () => {
    const built = await buildSite({
      'content/posts/2020-01-02-cafe\u0301.md': '% NFD\n',
      'content/posts/2020-01-03-b.md': '% B\n\n[a](2020-01-02-caf\u00e9.md)\n',
    });
    expect(built.page('posts/2020-01-03-b.html')).toContain('href="/posts/2020-01-02-caf%C3%A9.html"');
  });
});

describe('sizes', () => {
  test('zero posts: all lists and feeds exist', async () => {
    const built = await buildSite({ 'content/about.md': '% About\n\nText.\n' });
    expect(built.report).toBe('');
    for (const file of [
      'index.html',
      'posts.html',
      'feeds.xml',
      'atom.xml',
      'feed.json',
      'sitemap.xml',
      'robots.txt',
      '404.html',
      'about.html',
    ]) {
      expect(built.files).toContain(file);
    }
    expect(built.page('posts.html')).toContain('还没有文章');
  });

  test('one post: no neighbours', async () => {
    const built = await buildSite({ 'content/posts/2020-01-02-a.md': '% A\n\nText.\n' });
    expect(built.page('posts/2020-01-02-a.html')).not.toContain('neighbours');
    expect(built.files).not.toContain('pages/p2.html');
  });

  test.runIf(LONG)('a thousand posts: 91 list pages of eleven posts, newest first', async () => {
    const files: { [path: string]: string } = {};
    for (let n = 0; n < 1000; n++) {
      const date = `${2000 + Math.floor(n / 50)}-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`;
      files[`content/posts/${date}-post-${n}.md`] = `% Post ${n}\n\nText of ${n}.\n`;
    }
    const built = await buildSite(files);
    expect(built.summary.posts).toBe(1000);
    expect(built.files.filter((file) => file.startsWith('pages/'))).toHaveLength(90);
    const last = built.page('pages/p91.html');
    expect(last.match(/class="title"/g)).toHaveLength(10);
    expect(last).toContain('第 91 页，共 91 页');
    expect(last).toContain('href="/pages/p90.html"');
    expect(built.page('pages/p2.html')).toContain('href="/posts.html"');
    const dates = [...built.page('posts.html').matchAll(/datetime="([\d-]+)"/g)].map(([, date]) => date ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
  });
});

describe('links', () => {
  const target = { 'content/posts/2020-01-02-a.md': '% A\n\n## 标题 One\n\n<a name="old"></a>\n' };
  const link = (href: string) => buildSite({ ...target, 'content/posts/2020-01-03-b.md': `% B\n\n[x](${href})\n` });

  test.each([
    ['2020-01-02-a.md', '/posts/2020-01-02-a.html'],
    ['./2020-01-02-a.html', '/posts/2020-01-02-a.html'],
    ['../posts/2020-01-02-a.md?x=1#标题-one', '/posts/2020-01-02-a.html?x=1#%E6%A0%87%E9%A2%98-one'],
    ['/posts/2020-01-02-a.html#old', '/posts/2020-01-02-a.html#old'],
    ['http://example.org/posts/2020-01-02-a.html', '/posts/2020-01-02-a.html'],
    ['//example.org/posts/2020-01-02-a.html', '/posts/2020-01-02-a.html'],
    ['https://EXAMPLE.org/posts/2020-01-02-a.md', '/posts/2020-01-02-a.html'],
    ['https://example.org', '/'],
    ['../index.html', '/'],
    ['/feeds.xml', '/feeds.xml'],
    ['https://example.com/posts/nowhere.html', 'https://example.com/posts/nowhere.html'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('%s becomes %s', async (href, expected) => {
    const built = await link(href);
    expect(built.report).toBe('');
    expect(built.page('posts/2020-01-03-b.html')).toContain(`<a href="${expected}">x</a>`);
  });

  test.each([
    ['/Posts/2020-01-02-A.html', 'another case'],
    ['2020-01-02-%61.md', 'needless percent-encoding'],
    ['2020-01-02-%2561.md', 'double percent-encoding'],
  ])('%s (%s) is rewritten with a warning', async (href) => {
    const built = await link(href);
    expect(built.rules).toEqual(['link/spelling']);
    expect(built.page('posts/2020-01-03-b.html')).toContain('<a href="/posts/2020-01-02-a.html">x</a>');
  });

  test('are resolved in raw HTML too, without changing the rest of the tag', async () => {
    const built = await buildSite({
      ...target,
      'content/posts/2020-01-03-b.md':
        '% B\n\nText <a class="q"  href=\'2020-01-02-a.md\' data-x=1>t</a> <!-- <a href="gone.md"> -->\n',
    });
    expect(built.report).toBe('');
    expect(built.page('posts/2020-01-03-b.html')).toContain(
      '<a class="q"  href=\'/posts/2020-01-02-a.html\' data-x=1>t</a> <!-- <a href="gone.md"> -->',
    );
  });

  test('to an alias lead straight to its post', async () => {
    const built = await buildSite({
      'content/posts/2020-01-02-a.md': '---\ntitle: A\naliases: [/old/42.html, short]\n---\n',
      'content/posts/2020-01-03-b.md': '% B\n\n[x](/old/42.html) [y](/short)\n',
    });
    expect(built.report).toBe('');
    expect(built.page('old/42.html')).toContain('url=/posts/2020-01-02-a.html');
    expect(built.files).toContain('short/index.html');
    expect(built.page('posts/2020-01-03-b.html').match(/href="\/posts\/2020-01-02-a.html">[xy]</g)).toHaveLength(2);
  });

  test('get the base path, whether or not it is written', async () => {
    const built = await buildSite({
      'content/site.yaml': 'title: T\nurl: https://example.org/blog/\n',
      ...target,
      'images/p.png': await picture(),
      'content/posts/2020-01-03-b.md':
        '% B\n\n[a](2020-01-02-a.md) [b](/posts/2020-01-02-a.html) [c](/blog/posts/2020-01-02-a.html) [d](https://example.org/blog/posts/2020-01-02-a.html) [e](https://example.org/other)\n\n![p](images/p.png)\n',
    });
    expect(built.report).toBe('');
    const page = built.page('posts/2020-01-03-b.html');
    for (const name of 'abcd') expect(page).toContain(`<a href="/blog/posts/2020-01-02-a.html">${name}</a>`);
    expect(page).toContain('<a href="https://example.org/other">e</a>');
    expect(page).toContain('src="/blog/images/p-');
    const addresses = [...page.matchAll(/(?:href|src|srcset)="(\/[^"]*)"/g)].map(([, address]) => address ?? '');
    expect(addresses.filter((address) => !address.startsWith('/blog/'))).toEqual([]);
    expect(built.page('feeds.xml')).toContain('https://example.org/blog/posts/2020-01-03-b.html');
    expect(built.page('robots.txt')).toContain('https://example.org/blog/sitemap.xml');
  });
});

describe('pictures', () => {
  test('are found next to the post, in content/, from the site’s root, and by NFD names', async () => {
    const built = await buildSite({
      'content/posts/images/beside.png': await picture(),
      'images/root.png': await picture(),
      'images/cafe\u0301.png': await picture(),
      'content/top.png': await picture(),
      'content/posts/2020-01-02-a.md':
        '% A\n\n![a](images/beside.png) ![a](images/root.png) ![a](../images/root.png) ![a](/images/root.png) ![a](/top.png) ![a](images/caf%C3%A9.png) ![a](https://example.org/top.png) ![a](https://elsewhere.org/x.png)\n',
    });
    expect(built.rules).toEqual(['picture/remote']);
    const page = built.page('posts/2020-01-02-a.html');
    // All have the same bytes, so there is one file.
    expect(new Set(page.match(/\/images\/[^"]*-[0-9a-f]{8}-60\.png/g)).size).toBe(1);
    expect(page).toContain('<img src="https://elsewhere.org/x.png" alt="a" loading="lazy" decoding="async">');
    expect(page.match(/fetchpriority="high"/g)).toHaveLength(1);
    expect(page.match(/loading="lazy"/g)).toHaveLength(7);
  });

  test('become AVIF, WebP and a fallback with sizes, and keep a given width', async () => {
    const built = await buildSite({
      'content/site.yaml': `${SITE_YAML}images: {}\n`,
      'images/big.jpg': readFileSync('images/远山.jpg'),
      'content/posts/2020-01-02-a.md': '% A\n\n<img src="images/big.jpg" width="300" class="k" alt="&lt;x&gt;">\n',
    });
    const page = built.page('posts/2020-01-02-a.html');
    expect(page).toMatch(
      /<picture><source type="image\/avif" srcset="\/images\/big-[0-9a-f]{8}-456\.avif 456w, [^"]*" sizes="\(min-width: 340px\) 300px, calc\(100vw - 40px\)">/,
    );
    expect(page).toMatch(/<source type="image\/webp"/);
    expect(page).toMatch(
      /<img src="\/images\/big-[0-9a-f]{8}-900\.jpg" alt="&lt;x&gt;" width="300" height="169" fetchpriority="high" decoding="async" class="k lq-[0-9a-f]{8}">/,
    );
    for (const [, file] of page.matchAll(/(\/images\/[^" ]+)/g)) expect(built.files).toContain(file?.slice(1));
  });

  test('are upright and have no metadata', async () => {
    const { default: sharp } = await import('sharp');
    const turned = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#123456' } })
      .withExif({ IFD0: { Copyright: 'SECRET-NAME' }, IFD3: { GPSLatitude: '31/1 0/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const built = await buildSite({ 'images/t.jpg': turned, 'content/posts/2020-01-02-a.md': '% A\n\n![](images/t.jpg)\n' });
    expect(built.page('posts/2020-01-02-a.html')).toContain('width="40" height="80"');
    const published = built.files.filter((file) => file.startsWith('images/'));
    expect(published.length).toBeGreaterThan(0);
    for (const file of published) expect(readFileSync(join(built.root, 'dist', file)).includes('SECRET-NAME')).toBe(false);
  });

  test('can be films', async () => {
    const built = await buildSite({
      'content/posts/x.mp4': 'film',
      'content/posts/2020-01-02-a.md': '% A\n\n![A film](x.mp4)\n',
    });
    expect(built.report).toBe('');
    expect(built.page('posts/2020-01-02-a.html')).toContain(
      '<video src="/posts/x.mp4" controls><a href="/posts/x.mp4">A film</a></video>',
    );
  });

  test('are published as originals from images/ only if a link leads to them', async () => {
    const built = await buildSite({
      'images/a.png': await picture(),
      'images/b.png': await picture(61, 40),
      'content/posts/2020-01-02-a.md': '% A\n\n![](images/a.png) [full](images/b.png)\n',
    });
    expect(built.files).toContain('images/b.png');
    expect(built.files).not.toContain('images/a.png');
    expect(built.page('posts/2020-01-02-a.html')).toContain('<a href="/images/b.png">full</a>');
  });
});

describe('publishing', () => {
  const site = {
    'content/posts/2020-01-02-a.md': '% A\n',
    'content/posts/2020-01-03-b.md': '% B\n',
    'content/CNAME': 'example.org\n',
  };

  test('leaves dist/ unchanged after a failed build', async () => {
    const root = writeSite(site);
    await buildAt(root);
    const before = filesBelow(join(root, 'dist')).map((file) => [file, readFileSync(join(root, 'dist', file), 'utf8')]);
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% A\n\n[x](gone.md)\n');
    const failed = await buildAt(root);
    expect(failed.published).toBe(false);
    expect(filesBelow(join(root, 'dist')).map((file) => [file, readFileSync(join(root, 'dist', file), 'utf8')])).toEqual(before);
  });

  test('writes only changes, removes old files, and keeps foreign files', async () => {
    const root = writeSite(site);
    await buildAt(root);
    const kept = join(root, 'dist/posts/2020-01-03-b.html');
    const old = new Date('2001-01-01');
    utimesSync(kept, old, old);
    writeFileSync(join(root, 'dist/notes.txt'), 'mine');
    const again = await buildAt(root);
    expect(again.summary.written).toBe(0);
    expect(again.rules).toEqual(['publish/foreign']);
    expect(statSync(kept).mtime).toEqual(old);
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '---\ndraft: true\n---\n');
    const third = await buildAt(root);
    expect(third.files).not.toContain('posts/2020-01-02-a.html');
    expect(third.files).toContain('notes.txt');
    expect(third.summary.removed).toBe(1);
  });

  test('gives the same bytes in a clean build, a second one, and one elsewhere', async () => {
    const files = { ...site, 'images/p.png': await picture(), 'content/index.md': '![p](images/p.png)\n' };
    const bytes = (root: string) =>
      filesBelow(join(root, 'dist')).map((file) => [file, readFileSync(join(root, 'dist', file)).toString('base64')]);
    const first = await buildSite(files);
    const before = bytes(first.root);
    await buildAt(first.root);
    expect(bytes(first.root)).toEqual(before);
    const elsewhere = await buildSite(files);
    expect(bytes(elsewhere.root)).toEqual(before);
  });

  test('fails a strict build on warnings', async () => {
    const built = await buildSite({ 'content/posts/2020-01-02-a.md': 'No title.\n' }, true);
    expect(built.rules).toEqual(['title/missing']);
    expect(built.published).toBe(false);
  });
});

describe('sources', () => {
  test('copy all other files of content/, except litter', async () => {
    const built = await buildSite({
      'content/CNAME': 'x',
      'content/.well-known/a.json': '{}',
      'content/.DS_Store': 'x',
      'content/a.md~': 'x',
    });
    expect(built.files).toEqual(expect.arrayContaining(['CNAME', '.well-known/a.json']));
    expect(built.files).not.toContain('.DS_Store');
    expect(built.files).not.toContain('a.md~');
    expect(built.files).not.toContain('site.yaml');
  });

  test('use a slug instead of the name but keep the date, and give index.md its folder’s address', async () => {
    const built = await buildSite({
      'content/posts/2020-01-02-long-name.md': '---\ntitle: A\nslug: short\n---\n',
      'content/notes/index.md': '% Notes\n',
      'content/notes/a.md': '% Note\n\n[up](./) [x](../posts/2020-01-02-long-name.md)\n',
    });
    expect(built.report).toBe('');
    expect(built.files).toEqual(expect.arrayContaining(['posts/2020-01-02-short.html', 'notes/index.html', 'notes/a.html']));
    expect(built.page('notes/a.html')).toContain('<a href="/notes/">up</a> <a href="/posts/2020-01-02-short.html">x</a>');
  });

  test('treat a dated index.md as the introduction, with its title as the heading', async () => {
    const built = await buildSite({
      'content/index.md': '% Hello\n%\n% 2020-01-02\n\nIntroduction.\n',
      'content/404.md': '% Gone\n\nLost.\n',
    });
    expect(built.report).toBe('');
    expect(built.summary.posts).toBe(0);
    expect(built.page('index.html')).toMatch(/<h1>Hello<\/h1>[\s\S]*Introduction\./);
    expect(built.page('404.html')).toMatch(/<h1>Gone<\/h1>[\s\S]*Lost\./);
  });

  test('report a folder that cannot be read', async () => {
    const built = await buildSite({ images: 'a file' });
    expect(built.rules).toEqual(['source/unreadable']);
  });

  test('give unknown front matter fields to layouts in meta', async () => {
    const built = await buildSite({
      'templates/poem.html': '<i>$meta.mood$ $for(meta.lines)$[$it$]$endfor$ $title$</i>$body$',
      'content/posts/2020-01-02-a.md': '---\ntitle: A & B\nlayout: poem\nmood: "<glad>"\nlines: [1, two]\n---\nText.\n',
    });
    expect(built.report).toBe('');
    expect(built.page('posts/2020-01-02-a.html')).toBe('<i>&lt;glad&gt; [1][two] A &amp; B</i><p>Text.</p>');
  });

  test('work with one of Pandoc’s own templates', async () => {
    const built = await buildSite({
      'templates/post.html':
        '<html lang="$lang$"$if(dir)$ dir="$dir$"$endif$><head>\n$for(author-meta)$\n<meta name="author" content="$author-meta$" />\n$endfor$\n<title>$if(title-prefix)$$title-prefix$ – $endif$$pagetitle$</title>\n<style>\n$styles.html()$\n</style>\n$for(css)$\n<link rel="stylesheet" href="$css$" />\n$endfor$\n$for(header-includes)$\n$header-includes$\n$endfor$\n$if(math)$\n$math$\n$endif$\n</head><body>\n$if(abstract)$$abstract-title$$endif$\n$if(toc)$\n<nav id="$idprefix$TOC">$table-of-contents$</nav>\n$endif$\n$for(author)$<p>$author$</p>$endfor$\n$body$\n</body></html>\n',
      'content/posts/2020-01-02-a.md': '% A\n% B; C\n\nText.\n',
    });
    expect(built.report).toBe('');
    const page = built.page('posts/2020-01-02-a.html');
    expect(page).toContain('<meta name="author" content="B; C" />');
    expect(page).toContain('<p>B</p><p>C</p>');
    expect(page).toContain('<link rel="stylesheet" href="/assets/style-');
  });

  test('never run code in front matter', async () => {
    const built = await buildSite({
      'content/posts/2020-01-02-a.md': '---js\n{ title: (globalThis.ran = true, "x") }\n---\nText.\n',
    });
    expect(built.rules).toEqual(['front-matter/language']);
    expect((globalThis as { ran?: boolean }).ran).toBeUndefined();
  });

  test('use the settings for navigation, page size and language', async () => {
    const built = await buildSite({
      'content/site.yaml': `${SITE_YAML}language: en\npageSize: 1\nnavigation: []\n`,
      'content/about.md': '% About\n',
      'content/posts/2020-01-02-a.md': '% A\n',
      'content/posts/2020-01-03-b.md': '% B\n',
    });
    expect(built.report).toBe('');
    expect(built.page('pages/p2.html')).toContain('Page 2 of 2');
    expect(built.page('posts.html')).not.toContain('about.html');
  });
});

test('keeps the addresses of missing files, absolute in feeds, and does not publish undecodable pictures', async () => {
  const built = await buildSite({
    'content/site.yaml': `${SITE_YAML}links: warn\npictures: warn\n`,
    'images/broken.jpg': 'no picture',
    'content/posts/2020-01-02-a.md':
      '% A\n\n[x](gone.md?a=1#b) ![y](images/gone.png) ![z](images/broken.jpg)\n\n<img src="../gone.gif" alt="q">\n',
  });
  expect(built.rules).toEqual(['link/dead', 'picture/missing', 'picture/unreadable', 'picture/missing']);
  const page = built.page('posts/2020-01-02-a.html');
  expect(page).toContain('<a href="/posts/gone.md?a=1#b">x</a> <img src="/posts/images/gone.png" alt="y"');
  expect(page).toContain('<img src="/images/broken.jpg" alt="z">');
  expect(page).toContain('<img src="/gone.gif" alt="q">');
  expect(built.files).not.toContain('images/broken.jpg');
  const feed = JSON.parse(built.page('feed.json')).items[0].content_html;
  for (const [, address] of feed.matchAll(/(?:href|src)="([^"]*)"/g)) expect(address).toMatch(/^https:\/\/example\.org\//);
});

test('gives no heading an id that templates use', async () => {
  const built = await buildSite({
    'content/posts/2020-01-02-a.md': '% A\n\n## Text\n\n## Related\n\n## Latest\n\n## _text\n\nNote[^1].\n\n[^1]: n\n',
    'content/posts/2020-01-03-b.md': '% B\n',
  });
  const ids = [...built.page('posts/2020-01-02-a.html').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
