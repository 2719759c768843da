// Foreign markup: where it is found, how it is shown, and which files it counts as used. The reports of whole posts are in
// tests/sites/foreign.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOfHtml } from '../../scripts/base/text/htmlText.js';
import { check } from '../../scripts/check/check.js';
import { markdownReader } from '../../scripts/markdown/reader.js';
import { findMarks } from '../../scripts/render/foreign/find.js';
import { buildSite, picture, writeSite } from '../support.js';

const DIALECTS = ['gfm', 'commonmark', 'markdown+cjk'];

/** One mark of each kind that every dialect leaves as text. */
const MARKS = [
  '{% post_link a 标题 %}',
  '{% include x.html %}',
  '{{< figure src="a.png" >}}',
  '{{% notice tip %}}',
  '{{ site.title }}',
  '{{ $frontmatter.x }}',
  '[[笔记]]',
  '[[笔记#节|看]]',
  '![[图.png|300]]',
  '{:.class}',
  '{: target="_blank"}',
  '==高亮==',
  ':smile:',
  '%%注释%%',
  '[gallery ids="1,2"]',
  '[caption id="a"]图[/caption]',
  '[[file:a.png][图]]',
];
const LINES = [
  '[TOC]',
  '[[toc]]',
  '@[TOC](目录)',
  '{:toc}',
  ':::tip 标题',
  '::: details 展开',
  '!!! note "标题"',
  '??? warning',
  '=== "第一"',
  '> [!tip]- 标题',
  '> [!NOTE]',
  '--8<-- "a.md"',
  '<<< @/a.js',
  '.. note:: 注意',
  '#+TITLE: 标题',
  "import A from './a.js'",
];

function marksIn(text: string, dialect: string): string[] {
  return findMarks(text, markdownReader(dialect).document(text), dialect)
    .filter(({ isPart }) => !isPart)
    .map(({ start, end }) => text.slice(start, end));
}

describe.each(DIALECTS)('%s', (dialect) => {
  test.each(MARKS)('finds %s once in a sentence, a list and a quote', (mark) => {
    for (const text of [`一句 ${mark} 话。\n`, `- 一\n- 二 ${mark}\n`, `> 引用 ${mark}\n> 第二行\n`, `${mark}\n`]) {
      const found = marksIn(text, dialect);
      expect(found).toHaveLength(1);
      expect(mark.startsWith(found[0] as string)).toBe(true);
    }
  });

  test.each(LINES)('finds %s at the beginning of a paragraph', (line) => {
    const text = `前文\n\n${line}\n\n后文\n`;
    expect(marksIn(text, dialect)).toEqual([line.replace(/^> /, '')]);
  });

  test.each([...MARKS, ...LINES])('ignores %s in code, comments and formulas', (mark) => {
    const inCode = mark.includes('`') ? [] : [`a \`${mark}\` b\n`];
    const quoted = [
      `~~~\n${mark}\n~~~\n`,
      `    ${mark}\n`,
      `<pre>\n${mark}\n</pre>\n`,
      `<!-- ${mark} -->\n`,
      `a <code>${mark}</code>\n`,
    ];
    for (const text of [...inCode, ...quoted]) expect(marksIn(text, dialect)).toEqual([]);
  });
});

test.each([
  'gfm+alerts+emoji+mark+subscript+superscript+tex_math_dollars+tex_math_single_backslash+wikilinks_title_after_pipe',
  'markdown+alerts+emoji+mark+tex_math_single_backslash+wikilinks_title_after_pipe',
])('%s: ignores markup that the dialect reads itself', (dialect) => {
  const text = [
    '[[a|甲]] [[b]] ![[c.png]] :smile: ==d== H~2~O x^2^ $e_1$ \\(f_1\\) **[[g]]**',
    '$$\nh\n$$',
    '> [!NOTE]\n> 字',
    '> [!TIP]\n>\n> 字',
    '- [[a]] $b$',
  ].join('\n\n');
  expect(marksIn(text, dialect)).toEqual([]);
});

const EDITORS = 'gfm+alerts+emoji+hard_line_breaks+mark+subscript+superscript+tex_math_dollars';

test.each([
  ['![图](./我的 图片/a.png)', ['![图](./我的 图片/a.png)']],
  ['[节](#第 一 节)和[文](D:\\My Files\\a.docx)', ['[节](#第 一 节)', '[文](D:\\My Files\\a.docx)']],
  ['![图](https://e.org/a.png =600x400)', ['![图](https://e.org/a.png =600x400)']],
  ['[1](见 第二节) [甲](<a b.md>) [乙](a.md "b c") `[丙](a b.md)`', []],
  ['是 $ a+b $ 与 $ \\alpha $，在 $ x $ 上', ['$ a+b $', '$ \\alpha $', '$ x $']],
  ['花了 $ 5，又花了 $ 10，共 $ 15。`$ a+b $`', []],
  ['**加粗 **之后', ['**加粗 **']],
  ['见 ** 前后 **，或 ** 前**', ['** 前后 **', '** 前**']],
  ['**加粗**，2 ** 3 ** 4，a** b**c', []],
  // The `**` in between close the words before them.
  ['**hello!**world **$5**元', ['**']],
  ['say **“yes”**or **no**, not **a** or **b (c)**', ['**']],
  ['**注意：**文字，**“重点”**是，**a!** b，`**a!**b`', []],
  [
    '![](https://cdn.nlark.com/yuque/__latex/4f.svg#card=math&code=E%3Dmc%5E2&id=a)',
    ['![](https://cdn.nlark.com/yuque/__latex/4f.svg#card=math&code=E%3Dmc%5E2&id=a)'],
  ],
  ['# 标题\n\n标签: 书, 清单\n状态: 完成\n\n字', ['标签: 书, 清单\n状态: 完成']],
  ['# 标题\n\n注意: 明天没有课。\n地点: 教室\n\n字', []],
  ['状态: 完成\n\n字', []],
])('finds the markup of editors in %j', (text, marks) => {
  expect(marksIn(`${text}\n`, EDITORS)).toEqual(marks);
});

test.each([
  ['<h2 id="a">甲</h2>\n| 一 | 二 |\n| --- | --- |\n| 三 | 四 |', '3:1'],
  ['<h2 id="a">甲</h2>\n```sql\nSELECT 1;\n```', '3:1'],
  ['<aside>\n💡 先看 **这里**。\n</aside>', '3:1'],
  ['> <details><summary>甲</summary>\n> - 一\n> </details>', '3:3'],
  ['<div align="center">![图](https://e.org/a.png)</div>', '2:21'],
  ['<center>甲</center>\n\n**乙**', undefined],
  ['<p>2 * 3 ** 4\n- </p>', undefined],
  ['<pre>\n# **a**\n</pre>', undefined],
  ['<p title="**a**">甲</p>', undefined],
  ['甲 <b>**乙**</b>', undefined],
  ['<!-- **甲** -->', undefined],
])('warns about markdown in an HTML block: %j', async (text, place) => {
  for (const dialect of ['gfm', 'commonmark']) {
    const site = `title: 试验\nurl: https://example.org\nmarkdown: ${dialect}\n`;
    const { problems } = await buildSite({ 'content/site.yaml': site, 'content/posts/2020-01-02-a.md': `% A\n${text}\n` });
    const [found] = problems.filter(({ ruleId }) => ruleId === 'markdown/html-block');
    expect(found && `${found.place?.line}:${found.place?.column}`).toBe(place);
  }
});

test.each(DIALECTS)('%s: ordinary texts have no marks', (dialect) => {
  const part = fc.constantFrom(
    ...[
      '中文',
      '，',
      '。',
      '“引”',
      '100%',
      '50%%',
      '$5',
      '3~5天',
      '好的~谢谢~',
      '^_^',
      '^o^',
      '^.^',
      'C#',
      '#1',
      '# ',
      'a==b',
      '[1]',
      '[[',
    ],
    ...[
      '{',
      '}',
      '{}',
      '{{}}',
      '{%',
      '!!!',
      '???',
      '12:30:45',
      'http://a.b/c#d',
      '《书》',
      '<b>',
      '</b>',
      '\\[[x]]',
      'a[[0]]',
      '：：',
      ' ',
      '\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('字');
      expect(marksIn(text, dialect)).toEqual([]);
    }),
  );
});

test.each(DIALECTS)('%s: shows a text with marks as written, except comments', async (dialect) => {
  const shown = MARKS.filter((mark) => !mark.startsWith('%%'));
  const part = fc.constantFrom(...shown, ...shown.map((mark) => `*${mark}*`), '字', '[链接](https://example.com)');
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
      const text = parts.join(' ');
      const site = await buildSite({
        'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${dialect}\n`,
        'content/posts/2020-01-01-a.md': `---\ntitle: a\n---\n\n${text}\n`,
      });
      const page = site.page('posts/2020-01-01-a.html').replaceAll(' data-nosnippet=""', '');
      const words = text.replaceAll('*', '').replace(/\[链接\]\([^)]*\)/g, '链接');
      expect(textOfHtml(page).text).toContain(words);
    }),
    { numRuns: 8 },
  );
});

const SITE = (dialect: string) => `title: 站\nurl: https://example.org\nmarkdown: ${dialect}\nsearch: true\n`;

test.each(
  DIALECTS,
)('%s: shows marks on the page, but not in descriptions, feed summaries or search; comments nowhere', async (dialect) => {
  const text = [
    '{% note %}开头的话{% endnote %} [[笔记|看这里]] ==高亮== :smile: {{ site.title }}',
    '%%秘密一%% {# 秘密二 #} {{/* 秘密三 */}} {% comment %}秘密四{% endcomment %}',
    '%%\n秘密五\n\n秘密六\n%%',
    ':::tip 标题\n容器里的话\n:::',
    '{% highlight ruby %}\nputs 1\n{% endhighlight %}',
    '[caption id="a"]说明[/caption]',
  ].join('\n\n');
  const site = await buildSite({
    'content/site.yaml': SITE(dialect),
    'content/posts/2020-01-01-a.md': `---\ntitle: a\n---\n\n${text}\n`,
  });
  const page = site.page('posts/2020-01-01-a.html');
  const description = /<meta name="description" content="([^"]*)"/.exec(page)?.[1];
  expect(description?.replace(/\s+/g, ' ').trim()).toBe('开头的话 看这里 高亮 容器里的话 说明'.replace(/ (?=容|说)/g, ''));
  for (const sign of ['{% note %}', '[[笔记|', ':::tip 标题', '[caption id="a"]', '{% highlight ruby %}\nputs 1']) {
    expect(page).toContain(`<span data-nosnippet="">${sign}`);
  }
  const summaries = [site.page('feeds.xml'), site.page('atom.xml')].flatMap(
    (feed) => feed.match(/<(summary|description)>[^<]*/g) ?? [],
  );
  const searched = site.files.filter((file) => /^search\/terms/.test(file)).map((file) => site.page(file));
  for (const text of [...summaries, ...searched]) expect(text).not.toMatch(/\{%|\[\[|:::|==|highlight|puts|caption|site\.title/);
  for (const file of site.files) expect(site.page(file)).not.toContain('秘密');
});

test.each(DIALECTS)('%s: shows the marks of a title only in its heading, and its comments nowhere', async (dialect) => {
  const title = (text: string) => `---\ntitle: '${text}'\n---\n\nText.\n`;
  const file = 'posts/2020-01-01-a';
  const settings = { 'content/site.yaml': `${SITE(dialect)}cards: true\n` };
  const site = await buildSite({
    ...settings,
    [`content/${file}.md`]: title('旅行 {{< badge "新" >}} {% icon x %} [[笔记|记]] ==高亮== %%秘密%% {# 秘密 #}'),
  });
  const page = site.page(`${file}.html`);
  expect(/<h1[^>]*>(.*?)<\/h1>/s.exec(page)?.[1]?.replace(/<[^>]*>/g, '')).toMatch(
    /^旅行 \{\{&lt; badge .新. >}} \{% icon x %} \[\[笔记\|记]] ==高亮== *$/,
  );
  expect(/<title>([^<]*)/.exec(page)?.[1]).toMatch(/^旅行 记 高亮 /);
  expect(/property="og:title" content="([^"]*)"/.exec(page)?.[1]).toBe('旅行 记 高亮');
  expect(JSON.parse(site.page('feed.json')).items[0].title).toBe('旅行 记 高亮');
  for (const each of site.files) expect(site.page(each)).not.toContain('秘密');
  expect(site.problems.map(({ place }) => place?.line)).toEqual(site.problems.map(() => 2));
  const plain = await buildSite({ ...settings, [`content/${file}.md`]: title('旅行 记 高亮') });
  const card = (built: typeof site) => built.files.find((each) => each.startsWith('cards/'));
  expect(card(site)).toBe(card(plain));
});

test('keeps a title that is only a mark', async () => {
  const site = await buildSite({
    'content/site.yaml': SITE('markdown'),
    'content/posts/2020-01-01-a.md': '% {{ page.title }}\n\nText.\n',
  });
  expect(JSON.parse(site.page('feed.json')).items[0].title).toBe('{{ page.title }}');
});

test('leaves the marks of a description and an abstract out of summaries, and their comments everywhere', async () => {
  const fields = [
    "description: '说 {{< badge >}}和 [[笔记|记]] %%秘密%%'",
    'abstract: |\n  摘要 {% note %}里{% endnote %} %%秘密%%',
    "subtitle: '副 {# 秘密 #}题'",
  ];
  const site = await buildSite({
    'content/site.yaml': SITE('markdown'),
    'content/posts/2020-01-01-a.md': `---\ntitle: a\n${fields.join('\n')}\n---\n\nText.\n`,
  });
  expect(/<meta name="description" content="([^"]*)"/.exec(site.page('posts/2020-01-01-a.html'))?.[1]).toBe('说 和 记');
  expect(JSON.parse(site.page('feed.json')).items[0].summary).toBe('说 和 记');
  expect(site.page('posts/2020-01-01-a.html')).toContain('<span data-nosnippet="">{% note %}</span>里');
  for (const each of site.files) expect(site.page(each)).not.toContain('秘密');
  expect(site.problems.map(({ place, reason }) => [place?.line, reason.replace(/ (?:is|was) .*/, '')])).toEqual([
    [3, 'the shortcode {{< badge >}}'],
    [3, 'a wikilink'],
    [3, 'an Obsidian comment'],
    [5, 'the tag {% note %}'],
    [5, 'an Obsidian comment'],
    [6, 'a comment of another tool'],
  ]);
});

test.each(['gfm', 'markdown'])('%s: resolves addresses with template variables', async (dialect) => {
  const site = await buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${dialect}\n`,
    'content/posts/2020-01-01-a.md': '---\ntitle: a\n---\n\n字\n',
    'content/posts/2020-01-02-b.md':
      '---\ntitle: b\n---\n\n![图]({{ site.url }}{{ site.baseurl }}/images/b.png) [一]({% post_url 2020-01-01-a %}) [二]({{< ref "a.md" >}}) [三]({{ site.nothing }}/x)\n',
    'images/b.png': await picture(),
  });
  const page = site.page('posts/2020-01-02-b.html');
  expect(page).toMatch(/<img src="\/images\/b-/);
  expect(page).toContain('<a href="/posts/2020-01-01-a.html">一</a> <a href="/posts/2020-01-01-a.html">二</a>');
  expect(new Set(site.rules)).toEqual(new Set(['markdown/foreign']));
});

test('counts files named by marks as used, and reports missing ones', async () => {
  const names = ['hexo', 'hugo', 'jekyll', 'obsidian', 'asset', 'unused'];
  const root = writeSite({
    'content/site.yaml': 'title: T\nurl: https://example.org\nmarkdown: gfm\n',
    'content/posts/2020-01-01-a.md':
      '---\ntitle: a\n---\n\n{% asset_img hexo.png %} {% asset_img asset.png "a b" %} {{< figure src="/images/hugo.png" >}} ![[obsidian.png]]\n\n{% include i.html image_path="images/jekyll.png" %}\n\n{% asset_img gone.png %} [[nowhere]]\n',
    ...Object.fromEntries(
      await Promise.all(
        names.map(async (name) => {
          const folder =
            { hexo: 'content/posts', asset: 'content/posts/2020-01-01-a', obsidian: 'content/attachments' }[name] ?? 'images';
          return [`${folder}/${name}.png`, await picture()] as const;
        }),
      ),
    ),
  });
  const problems = await check({ root, drafts: false });
  const others = problems.filter(({ ruleId }) => ruleId !== 'markdown/foreign');
  expect(others.map(({ ruleId, fatal, reason, place }) => [ruleId, fatal, reason, place?.line])).toEqual([
    ['picture/missing', false, 'missing picture "gone.png"', 9],
    ['link/dead', false, 'no page or file at "nowhere"', 9],
    ['picture/unused', false, 'no page uses this picture', undefined],
  ]);
});

test.each([
  ['gfm', '\\begin{cases}\na, & \\text{如果 $n$ 偶} \\\\\nb, & \\text{$n$ odd}\n\\end{cases}'],
  ['gfm+tex_math_dollars', '\\begin{cases}\na, & b_1 \\\\\nc & d\n\\end{cases}'],
  ['gfm', '甲 $$\\begin{aligned} a &= 1 \\\\ b &= 2 \\end{aligned}$$ 乙'],
])('%s: shows and reports a mark with others inside once: %j', async (dialect, text) => {
  const site = await buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${dialect}\n`,
    'content/posts/2020-01-01-a.md': `---\ntitle: a\n---\n\n甲 $ 乙\n${text}\n丙\n`,
  });
  const [page = ''] = /<div class="text">.*?<\/div>/s.exec(site.page('posts/2020-01-01-a.html')) ?? [];
  expect(page.match(/\\end\{/g)).toHaveLength(1);
  expect(page.match(/丙/g)).toHaveLength(1);
  expect(site.rules).toEqual(['markdown/foreign']);
  expect(site.report).not.toContain('tex_math_dollars+tex_math_dollars');
});

test('does not report marks that a plugin reads', async () => {
  const site = await buildSite({
    'content/site.yaml': 'title: T\nurl: https://example.org\nmarkdown: gfm\nplugins: [./plugins/tags.ts]\n',
    'plugins/tags.ts': `export default () => ({ remark: [() => (tree: any) => {
      const visit = (node: any) => {
        if (node.type === 'text') node.value = node.value.replace(/\\{% a "(.*?)" %\\}/g, '（$1）');
        node.children?.forEach(visit);
      };
      visit(tree);
    }] });\n`,
    'content/posts/2020-01-01-a.md': '---\ntitle: a\n---\n\n{% a "*一*" %} 和 {% b %}\n',
  });
  expect(site.page('posts/2020-01-01-a.html')).toContain('（*一*） 和 <span data-nosnippet="">{% b %}</span>');
  expect(site.report).toContain('content/posts/2020-01-01-a.md:5:17  warning  the tag {% b %} is not read here');
  expect(site.rules).toEqual(['markdown/foreign']);
});

test('reports markdown="1" and Vue’s scripts, which have no effect', async () => {
  const reported = async (text: string, markdown = 'gfm') => {
    const header = `---\ntitle: T\ndate: 2020-01-02\nmarkdown: ${markdown}\n---\n\n`;
    const built = await buildSite({ 'content/posts/a.md': `${header}${text}\n` });
    const marks = built.problems.filter(({ ruleId }) => ruleId === 'markdown/foreign');
    return marks.map(
      ({ place, reason }) => `${place?.line}:${place?.column} ${reason.replace(/ (?:does nothing|is not).*/, '')}`,
    );
  };
  expect(await reported('<div class="a" markdown="1">\n**粗**\n</div>')).toEqual(['7:16 the attribute markdown="1"']);
  expect(await reported('<div markdown=1>**粗**</div>')).toEqual(['7:6 the attribute markdown="1"']);
  expect(await reported('<div markdown="1">\n\n**粗**\n\n</div>')).toEqual([]);
  expect(await reported('<div markdown="1">\n**粗**\n</div>', 'markdown')).toEqual([]);
  expect(await reported('`<div markdown="1">`')).toEqual([]);
  expect(await reported('<script setup lang="ts">\nconst a = 1\n</script>')).toEqual(['7:1 a Vue script']);
  expect(await reported('<script src="/a.js"></script>')).toEqual([]);
});

test('a tag after a comment is not at the start of its line', async () => {
  for (const dialect of ['gfm', 'markdown']) {
    const written = '%%注释%% #标签';
    const tree = markdownReader(dialect).document(written, () => {});
    expect(findMarks(written, tree, dialect).map(({ name }) => name)).toEqual(['an Obsidian comment', 'a tag in the text']);
  }
});

test('reports a missing cover after any text', async () => {
  const header = '---\ntitle: T\ndate: 2020-01-02\nmarkdown: gfm\ncover: gone.png\n---\n\n';
  const { problems } = await buildSite({ 'content/posts/a.md': `${header}![a]({{ site.url }}/b.png)\n` });
  const missing = problems.filter(({ ruleId }) => ruleId === 'picture/missing');
  expect(missing.map(({ reason, fatal }) => [reason, fatal])).toEqual([
    ['missing picture "gone.png"', true],
    ['missing picture "/b.png"', false],
  ]);
});
