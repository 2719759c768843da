// `safe: true`: nothing active is left in a post, and everything passive stays.

import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { type Built, buildSite, rounds, SITE_YAML } from '../support.js';

type Element = DefaultTreeAdapterMap['element'];

const SAFE = `${SITE_YAML}safe: true\nlinks: warn\npictures: warn\n`;
const POST = 'content/posts/2020-01-02-a.md';

function build(text: string, header = 'title: A', settings = SAFE, more: { [path: string]: string } = {}): Promise<Built> {
  return buildSite({
    'content/site.yaml': settings,
    [POST]: `---\n${header}\n---\n\n${text}\n`,
    ...more,
  });
}

function elements(node: DefaultTreeAdapterMap['node']): Element[] {
  return [...('tagName' in node ? [node] : []), ...('childNodes' in node ? node.childNodes.flatMap(elements) : [])];
}

/** Returns the active parts of the post's page, without those from templates. */
function activeElements({ page }: Built): string[] {
  const own = /^(?:\/assets\/|https:\/\/example\.org\/)/;
  return elements(parse(page('posts/2020-01-02-a.html'))).flatMap(({ tagName, attrs, parentNode }) => {
    const value = (name: string) => attrs.find((each) => each.name === name)?.value;
    const isOurs =
      tagName === 'script' &&
      (/^(?:application\/ld\+json|speculationrules)$/.test(value('type') ?? '') || own.test(value('src') ?? ''));
    const found = attrs
      .filter(
        ({ name, value }) =>
          /^on/.test(name) ||
          name === 'srcdoc' ||
          (/^(?:href|src|action|formaction|data|xlink:href|poster|to|values)$/.test(name) &&
            /^[\u0000-\u0020]*(?:javascript|vbscript|data:text)/i.test(value.replace(/[\t\n\r]/g, ''))),
      )
      .map(({ name, value }) => `${tagName} ${name}=${value}`);
    const isActive = /^(?:script|iframe|object|embed|form|base|frame|frameset|applet|portal|foreignobject|set|animate)$/.test(
      tagName,
    );
    const isInHead = parentNode && 'tagName' in parentNode && parentNode.tagName === 'head';
    const isForm = tagName === 'form' && value('role') === 'search';
    if (isActive && !isOurs && !isForm) found.push(tagName);
    if (/^(?:meta|link|style)$/.test(tagName) && !isInHead) found.push(tagName);
    return found;
  });
}

test('removes active content, with a warning at each place', async () => {
  const text = [
    '<script>alert(1)</script>',
    '<p onclick="alert(1)">kept</p>',
    '<iframe src="https://evil.example"></iframe>',
    '[a link](javascript:alert(1)) and <a href="jAva\tscript:alert(2)">another</a>',
    '[mail](mailto:a@example.org) [text]{onmouseover="alert(3)"}',
    '<form action="https://evil.example"><input name="x"></form>',
    '<img src="x.png" onerror="alert(4)" alt="x">',
    '<svg onload="alert(5)"><script>alert(6)</script></svg>',
    '<div style="position:fixed;inset:0">over everything</div>',
    '[a page](x.html)',
  ].join('\n\n');
  const built = await build(text, 'title: A', SAFE, { 'content/posts/x.html': '<script></script>' });
  expect(
    built.problems
      .filter(({ ruleId }) => ruleId === 'html/unsafe')
      .map(({ reason, place }) => [place?.line, reason.split(' is ')[0]]),
  ).toEqual([
    [5, '<script>'],
    [7, 'onclick="…"'],
    [9, '<iframe>'],
    [11, 'an address that begins with javascript:'],
    [11, 'an address that begins with javascript:'],
    [13, 'onmouseover="…"'],
    [15, '<form>'],
    [17, 'onerror="…"'],
    [19, '<svg>'],
    [19, '<script>'],
    [21, 'style="…"'],
    [undefined, 'a browser or server might run this file, which'],
  ]);
  expect(activeElements(built)).toEqual([]);
  expect(built.files).not.toContain('posts/x.html');
  const page = built.page('posts/2020-01-02-a.html');
  expect(page).toMatch(/<p>\s*kept\s*<\/p>/);
  expect(page).toContain('href="mailto:a@example.org"');
  // Without the setting, all of it stays.
  expect(activeElements(await build(text, 'title: A', SAFE.replace('safe: true\n', ''))).length).toBeGreaterThan(8);
});

test('removes active content from the header too', async () => {
  const header = [
    'title: "A <script>alert(1)</script> [x](javascript:a)"',
    'author: "<img src=x onerror=alert(2)>"',
    'subtitle: "<iframe></iframe>"',
    'abstract: "<script>alert(3)</script>"',
    'header-includes: "<script>alert(4)</script>"',
    'include-before: "<style>*{display:none}</style>"',
  ].join('\n');
  const built = await build('text', header);
  expect(activeElements(built)).toEqual([]);
  expect(built.problems.filter(({ ruleId }) => ruleId === 'html/unsafe').length).toBeGreaterThanOrEqual(5);
  expect(built.page('feeds.xml')).not.toMatch(/alert/);
});

test('leaves everything that markdown produces unchanged', async () => {
  const text = `## A heading {#own .class key=value}

A paragraph with *all*, **kinds**, ~~of~~ H~2~O, x^2^, \`code\`, [small]{.smallcaps}, $x^2$ and a note.[^1]

| a | b |
|:--|--:|
| 1 | 2 |

: Caption

- [x] done
- [ ] to do

3) three
4) four

Term
:   Definition

> A quotation

\`\`\` {.js .numberLines}
const a = 1;
\`\`\`

$$\\sum_i x_i$$

::: {.note}
A div.
:::

| a line
| block

[^1]: The note.
`;
  const raw = `<details><summary>More</summary>\n\nHidden *text* with $y$.\n\n</details>\n\n<kbd>Ctrl</kbd> <ruby>漢<rt>かん</rt></ruby>\n`;
  const [safe, plain] = await Promise.all([build(text), build(text, 'title: A', SAFE.replace('safe: true\n', ''))]);
  expect(safe.page('posts/2020-01-02-a.html')).toBe(plain.page('posts/2020-01-02-a.html'));
  expect(safe.rules).toEqual(plain.rules);
  const withRaw = await build(raw);
  expect(withRaw.rules).toEqual([]);
  const page = withRaw.page('posts/2020-01-02-a.html');
  for (const part of ['<details>', '<em>text</em>', '<math>', '<kbd>Ctrl</kbd>', '<rt>かん</rt>']) expect(page).toContain(part);
});

test('removes links that run code from diagrams, with and without the setting', async () => {
  const text =
    '``` dot\ndigraph { a [URL="javascript:alert(1)"]; b [URL="https://example.org/"]; c [href="java&#10;script:alert(1)"] }\n```\n';
  for (const settings of [SAFE, SITE_YAML]) {
    const page = (await build(text, 'title: A', settings)).page('posts/2020-01-02-a.html');
    expect(page).not.toMatch(/script:alert/);
    expect(page).toContain('xlink:href="https://example.org/"');
  }
});

test('checks a long style in linear time', async () => {
  for (const style of [' '.repeat(200_000), `width:1px${' '.repeat(200_000)}x`, 'width:1px;'.repeat(20_000)]) {
    const start = performance.now();
    const built = await build(`<p style="${style}!">text</p>\n\n[text]{style="${style}!"}`);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(built.page('posts/2020-01-02-a.html')).not.toContain('style=');
  }
});

test('keeps the widths of columns and pictures', async () => {
  const built = await build(
    '<p style="text-align: center">a</p><p style=" width:50% ; height: 3px">b</p><p style="width:5px;;max-width:50.5%; ">c</p>',
  );
  expect(built.rules).toEqual([]);
  expect(built.page('posts/2020-01-02-a.html').match(/class="s-/g)).toHaveLength(3);
});

describe('any combination of hostile fragments', () => {
  const piece = fc.constantFrom(
    ...[
      '<script>',
      '</script>',
      '<style>',
      '<svg>',
      '<math>',
      '<iframe srcdoc="',
      '"',
      "'",
      '>',
      '<',
      '-->',
      '<!--',
      '<![CDATA[',
      ']]>',
    ],
    ...[
      '<a href="',
      'javascript:alert(1)',
      'java\nscript:',
      '&#106;avascript:x',
      ' onload=x',
      ' onerror=x ',
      '<img src=x ',
      '<table><td>',
    ],
    ...[
      '<noscript><p title="</noscript><img src=x onerror=x>">',
      '<template>',
      '<xmp>',
      '<textarea>',
      '<title>',
      '<base href=//evil>',
      '<form>',
    ],
    ...[
      '`',
      '``` {=html}\n',
      '\n```\n',
      '\n\n',
      '[x](',
      ')',
      '{onclick=x}',
      '[y]{style="',
      '$',
      '> ',
      '- ',
      'text',
      '<p>',
      '</p>',
      '<div>',
    ],
    ...[
      '<mtext></form><mglyph><style></math><img src onerror=x>',
      '<svg><desc><style>',
      '<meta http-equiv=refresh content=0>',
      '<x-y>',
    ],
  );
  test('leaves nothing active', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 14 }), async (parts) => {
        const text = parts.join('');
        const built = await build(text, `title: ${JSON.stringify(text.replaceAll('\n', ' '))}`);
        expect(activeElements(built)).toEqual([]);
      }),
      { numRuns: rounds(60, 600) },
    );
  });
});
