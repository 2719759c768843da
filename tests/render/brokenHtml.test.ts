// Broken raw HTML never breaks the page around it, and is reported.

import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { lineParts } from '../../scripts/base/text/wordBreaks.js';
import { closedHtml } from '../../scripts/render/brokenHtml.js';
import { buildSite, SITE_YAML } from '../support.js';

type Element = DefaultTreeAdapterMap['element'];
type Node = DefaultTreeAdapterMap['node'];

/** Returns the names of the elements around each element with the given name. */
function pathsTo(html: string, wanted: (element: Element) => boolean): string[] {
  const found: string[] = [];
  const visit = (node: Node, path: readonly string[]) => {
    if ('tagName' in node && wanted(node)) found.push(path.join(' '));
    if ('childNodes' in node)
      for (const child of node.childNodes) visit(child, 'tagName' in node ? [...path, node.tagName] : path);
  };
  visit(parse(html), []);
  return found;
}

const isEnd = ({ tagName, attrs }: Element) => tagName === 'footer' && attrs.some(({ value }) => value === 'site');

async function page(text: string, dialect = 'markdown') {
  const built = await buildSite({
    'content/site.yaml': `${SITE_YAML}markdown: ${dialect}\n`,
    'content/posts/2020-01-01-a.md': `% A\n\n${text}\n`,
  });
  const places = built.problems.map(({ ruleId, place }) => `${ruleId} ${place?.line}:${place?.column}`);
  return { html: built.page('posts/2020-01-01-a.html'), feed: built.page('feeds.xml'), places };
}

describe('broken HTML leaves the page intact', () => {
  test.each([
    ['<p>text', ['html/unclosed 3:1']],
    ['<div>\n\ntext', ['markdown/unclosed-div 3:1']],
    ['<table><tr><td>x\n\n**text**', ['html/unclosed 3:1']],
    ['</div>\n\n</article>\n\n</main>', ['html/stray 3:1', 'html/stray 5:1', 'html/stray 7:1']],
    ['a <b>bold\n\nand on', ['html/unclosed 3:3']],
    ['> quote <i>x\n\n- item </i>', ['html/unclosed 3:9', 'html/stray 5:8']],
    ['<section/>\n\ntext', ['html/unclosed 3:1']],
    ['List<String> of <dedication>', ['html/unknown 3:5', 'html/unknown 3:17']],
    ['<img src="https://e.org/a.png" src="b.png" alt="a">', ['html/attribute 3:1', 'picture/remote 3:1']],
    ['<a href="https://e.org">one <a href="https://e.org">two</a>', ['html/unclosed 3:1']],
    ['<button>one\n\n<select><option>two', ['html/unclosed 3:1', 'html/unclosed 5:1']],
    ['<svg><path d="M0 0"/><g>\n\ntext', ['html/unclosed 3:1']],
    ['text <plaintext>\n\ntext', ['html/unclosed 3:6']],
    ['text <body onload="x()"> text', ['html/unclosed 3:6']],
  ])('%j', async (text, places) => {
    const found = await page(text);
    expect(pathsTo(found.html, isEnd)).toEqual(['html body']);
    expect(pathsTo(found.html, ({ tagName }) => tagName === 'article')).toEqual(['html body main']);
    expect(found.places.sort()).toEqual(places.toSorted());
  });

  test.each([
    '<video src="https://e.org/a.mp4" />',
    '<p><audio src="https://e.org/a.mp3"/>and <audio src="https://e.org/b.mp3"/></p>',
    '<iframe src="https://e.org/" />',
    '<iframe src="https://e.org/">',
    'inline <canvas/> and <textarea/>',
    '- item <select/>',
  ])('the text after %s is shown', async (tag) => {
    for (const dialect of ['markdown', 'gfm']) {
      const { html, places } = await page(`${tag}\n\nAfter **it**`, dialect);
      expect(pathsTo(html, ({ tagName }) => tagName === 'strong')).toEqual(['html body main article div p']);
      expect(places.filter((place) => place.startsWith('html/unclosed'))).toHaveLength(
        tag.split(/<(?:audio|canvas|textarea)/).length - 1 || 1,
      );
    }
  });

  test.each([
    ['<!-- a comment that does not end\n\ntext', 'commonmark'],
    ['<script>let a = 1\n\ntext', 'commonmark'],
    ['<style>p {\n\ntext', 'gfm'],
    ['<textarea>\n\ntext', 'commonmark'],
    ['<title>\n\ntext', 'commonmark'],
  ])('%j in %s', async (text, dialect) => {
    expect(pathsTo((await page(text, dialect)).html, isEnd)).toEqual(['html body']);
  });

  test('tags that pair up stay byte for byte as written', async () => {
    const raw =
      "<table  class='q'><tr><td>x</table>\n\n<ul><li>one<li>two</ul>\n\n<details open><summary>S</summary>\n\ntext\n\n</details>";
    const { html, places } = await page(raw);
    expect(places).toEqual([]);
    expect(html).toContain("<table  class='q'>");
    expect(html.replaceAll('\n', '')).toContain('<ul><li>one<li>two</ul><details open><summary>S</summary>');
  });

  test('any tags in any order leave the page intact', async () => {
    const tags = ['b', 'a', 'p', 'div', 'table', 'tr', 'td', 'ul', 'li', 'svg', 'math', 'form', 'select', 'pre', 'h2', 'article'];
    const tag = fc.tuple(fc.constantFrom('<', '</'), fc.constantFrom(...tags)).map(([open, name]) => `${open}${name}>`);
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.constant('text')), { maxLength: 12 }), (parts) => {
        const html = `<main><article>${closedHtml(parts.join(''))}</article></main><footer class="site"></footer>`;
        expect(pathsTo(html, isEnd)).toEqual(['html body']);
      }),
    );
  });
});

describe('an end tag in a paragraph closes an element open around it', () => {
  const video = '<video controls>\n<source src="https://e.org/a.mp4">';
  test.each<[string, string, string]>([
    ['markdown', '<video controls>\n<source src="https://e.org/a.mp4">\nOld browser.\n</video>', 'video'],
    ['markdown', '<video controls>\n<source src="https://e.org/a.mp4">\n\n[link](https://e.org)\n</video>', 'video'],
    ['gfm', `${video}\n\n[link](https://e.org)\n</video>`, 'video'],
    ['gfm', `${video}\n\n</video>`, 'video'],
    ['markdown', '<a href="https://e.org"><div>block</div></a>', 'a'],
    ['markdown', 'Text <a href="https://e.org"><div>block</div></a> and more', 'a'],
    ['markdown', '<object data="https://e.org/a.pdf">\n\nA *text*\n</object>', 'object'],
  ])('%s: %j', async (dialect, text, name) => {
    const { html, places } = await page(`${text}\n\nAfter it.`, dialect);
    expect(places.filter((each) => each.startsWith('html/unclosed') || each.startsWith('html/stray'))).toEqual([]);
    const after = pathsTo(html, ({ tagName, childNodes }) => {
      const [first] = childNodes;
      return tagName === 'p' && first !== undefined && 'value' in first && first.value === 'After it.';
    });
    expect(after).toEqual(['html body main article div']);
    const article = /<article>.*<\/article>/s.exec(html)?.[0] ?? '';
    expect(article.split(`<${name} `)).toHaveLength(article.split(`</${name}>`).length);
    expect(html).not.toMatch(/<p>\s*<\/p>|<a href="https:\/\/e\.org"><\/a>/);
  });

  test.each([
    ['<video controls>\n\nA <b>text\n</video>', ['html/unclosed 5:3']],
    ['one </i>\n\n</b> two', ['html/stray 3:5', 'html/stray 5:1']],
    ['<section>\n\nA <section> in </section>', ['html/unclosed 3:1']],
  ])('reports tags without a partner: %j', async (text, places) => {
    expect((await page(text)).places.filter((each) => each.startsWith('html/')).sort()).toEqual(places.toSorted());
  });
});

describe('reports text that looks like a tag and is not shown', () => {
  test.each([
    ['markdown', 'ends with </foo> here', ['html/unknown 3:11']],
    ['gfm', 'ends with </foo> here', ['html/unknown 3:11']],
    ['markdown', 'a vector<int></int> b', ['html/unknown 3:9']],
    ['markdown', 'PHP begins with <?php echo 1 ?> or `<?php`.', ['html/unknown 3:17']],
    ['gfm', '## PHP with <?php echo 1 ?>', ['html/unknown 3:13']],
    ['gfm', 'HTML begins with <!DOCTYPE html>, XML with <?xml version="1.0"?>.', ['html/unknown 3:18', 'html/unknown 3:44']],
    ['gfm', 'and <![CDATA[some text]]> too', ['html/unknown 3:5']],
    ['gfm', '<?php echo 1 ?>', ['html/unknown 3:1']],
    // Nobody expects to see these.
    ['markdown', 'a <!-- comment --> b\n\n<!-- another -->', []],
    ['gfm', '<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg><path d="M0 0"/></svg>', []],
    ['markdown', '<?xml version="1.0"?>\n<svg><path d="M0 0"/></svg>', []],
  ])('%s: %j', async (dialect, text, places) => {
    expect((await page(text, dialect)).places.sort()).toEqual(places);
  });

  test.each<[string, string[]]>([
    ['how </script> ends a script', ['html/title 1:7']],
    ['how </p> and <p> go', ['html/title 1:7', 'html/title 1:16']],
    ['a <div>block</div> and </div>', ['html/title 1:5', 'html/title 1:26']],
    ['a </i> and </foo>', ['html/stray 1:5', 'html/unknown 1:14']],
    ['PHP: <?php echo 1 ?>', ['html/unknown 1:8']],
    ['a <!-- comment --> b', []],
  ])('in the title %j', async (title, places) => {
    const built = await buildSite({ 'content/posts/2020-01-01-a.md': `% ${title}\n\nText.\n` });
    expect(built.problems.map(({ ruleId, place }) => `${ruleId} ${place?.line}:${place?.column}`)).toEqual(places);
  });
});

describe('control characters', () => {
  test('are reported by line, and removed from pages and feeds', async () => {
    const built = await buildSite({
      'content/posts/2020-01-01-a.md':
        '---\ntitle: "T\\u0001itle"\ntags: ["a\\u0007b"]\n---\n\nt\u0000e\u0008x\ft &#1; &#xFFFE; <b title="&#2;">\u001bb</b>\n\n\tcode\ufffe\n',
      'content/posts/2020-01-02-b.md': '% Cr\u0007LF\r\n\r\nText.\r\n',
    });
    expect(built.problems.map(({ ruleId, place }) => `${ruleId} ${place?.line}:${place?.column}`)).toEqual([
      'source/control 6:2',
      'source/control 8:6',
      'source/control 1:5',
    ]);
    for (const file of built.files.filter((name) => /\.(?:html|xml|json)$/.test(name)))
      expect(built.page(file)).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe]|&#(?:1|2|x1|xfffe);/i);
    expect(built.page('posts/2020-01-01-a.html')).toMatch(/<p>text +<b title="">b<\/b><\/p>/);
    expect(built.page('posts.html')).toContain('>CrLF</a>');
  });
});

describe('raw HTML in a title', () => {
  const build = (title: string) => buildSite({ 'content/posts/2020-01-01-a.md': `% ${title}\n\n## ${title}\n\nText.\n` });

  test('is only in the heading of its own page', async () => {
    const built = await build('A <script>alert(1)</script> <img src=https://e.org/x.png onerror=alert(2) alt=x> B');
    for (const file of ['posts.html', 'index.html', 'archive.html']) {
      expect(built.page(file)).not.toMatch(/<script>alert|onerror/);
    }
    expect(built.page('posts/2020-01-01-a.html').match(/<title>.*<\/title>/)?.[0]).not.toMatch(/<script|<img/);
    expect(
      built
        .page('feeds.xml')
        .match(/<title>.*<\/title>/g)
        ?.join(),
    ).not.toMatch(/script>|img/);
    // Block elements are left out there too, but their text stays.
    expect(built.page('posts/2020-01-01-a.html').match(/<h1>.*<\/h1>/)?.[0]).toMatch(/<h1>A alert\(1\) +B<\/h1>/);
    expect(built.rules).toEqual(expect.arrayContaining(['html/title', 'title/link']));
  });

  test('is kept in lists if it pairs up and only marks up words', async () => {
    expect((await build('H<sub>2</sub>O <ruby>漢<rt>かん</rt></ruby>')).page('posts.html')).toContain(
      'H<sub>2</sub>O <ruby>漢<rt>かん</rt></ruby>',
    );
    const broken = await build('never <b>closed');
    expect(broken.page('posts.html')).toContain('>never closed</a>');
    expect(broken.page('posts/2020-01-01-a.html')).toContain('<h1>never <b>closed</b></h1>');
  });
});

test('splits a long title like a short one, without losing text', () => {
  const parts = lineParts('很长的标题，2024年😀'.repeat(2000), 'zh');
  expect(parts.join('')).toBe('很长的标题，2024年😀'.repeat(2000));
  expect(parts.slice(0, 4)).toEqual(lineParts('很长的标题，2024年😀', 'zh').slice(0, 4));
});
