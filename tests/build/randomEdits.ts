// Random edits of a site: what writers do, and what happens to files.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { filesBelow, picture, SITE_YAML } from '../support.js';

const pictures: Buffer[] = [];

/** Makes the pictures that edits put into a site. */
export async function preparePictures(): Promise<readonly Buffer[]> {
  for (const width of [40, 41]) pictures.push(await picture(width, 30));
  // Large enough for several variants, whose widths depend on where it is shown.
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  pictures.push(
    await sharp({ create: { width: 300, height: 60, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer(),
  );
  return pictures;
}

/** An edit. The numbers choose its place. */
type Edit = (root: string, pick: <T>(list: readonly T[]) => T, number: number) => void;

const WORDS = ['云', '架构', 'Notes', '散步', 'a *b* c', '旧事', '预案'];
const TAGS = ['技术', '生活', 'x'];
const HEADINGS = ['开头', '结尾', 'Part'];

const sources = (root: string) => filesBelow(join(root, 'content')).filter((path) => path.endsWith('.md'));
/**
 * Returns the outputs; none if the output folder is lost and no build since then has published anything. The manifest is
 * excluded: without it, a build that has lost its record too cannot know which files are its own.
 */
const outputs = (root: string) =>
  existsSync(join(root, 'dist')) ? filesBelow(join(root, 'dist')).filter((path) => !path.startsWith('.')) : [];
const write = (root: string, path: string, data: string | Uint8Array) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), data);
};
const change = (root: string, path: string, edit: (text: string) => string) => {
  const file = join(root, 'content', path);
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
};

/** Sets a field in YAML front matter. */
const setField = (root: string, path: string, field: string, value: string) =>
  change(root, path, (text) =>
    text.replace(new RegExp(`^${field}: .*\\n`, 'm'), '').replace(/^---\n/, `---\n${field}: ${value}\n`),
  );

/** A post with all kinds of references to others. */
function postText(root: string, pick: <T>(list: readonly T[]) => T, number: number): string {
  const others = sources(root);
  const other = others.length > 0 ? pick(others) : 'about.md';
  return [
    `---\ntitle: ${pick(WORDS)} ${number % 5}\ndate: 2020-0${1 + (number % 9)}-11\ntags: [${pick(TAGS)}]\n---`,
    `## ${pick(HEADINGS)}`,
    `[那篇](/${other}) [章](/${other}#${pick(HEADINGS)}) [表](/posts.html) [片](/pages/p2.html)`,
    `![图](images/${pick(['a', 'b', 'c'])}.png)${pick(['', '{width=40}', '{.wide}', '{dark="images/c.png"}'])} <img src="../images/a.png">`,
    pick(['', '[原图](../images/c.png)', '![旁](own.png)']),
    `正文 ${number}。`,
  ].join('\n\n');
}

const EDITS: { readonly [name: string]: Edit } = {
  'add a post': (root, pick, number) =>
    write(root, `content/posts/2021-03-0${1 + (number % 9)}-p${number % 20}.md`, postText(root, pick, number)),
  'add a page': (root, pick, number) =>
    write(root, `content/${pick(['about', 'index', '404', 'notes/index', 'now'])}.md`, `% ${pick(WORDS)}\n\n页 ${number}\n`),
  'delete a file': (root, pick) => {
    const found = sources(root);
    if (found.length > 1) rmSync(join(root, 'content', pick(found)));
  },
  'rename a file': (root, pick, number) => {
    const from = join(root, 'content', pick(sources(root)));
    renameSync(from, join(dirname(from), `2019-01-0${1 + (number % 9)}-r${number % 7}.md`));
  },
  retitle: (root, pick, number) =>
    change(root, pick(sources(root)), (text) => text.replace(/^(title:|%) .*$/m, `$1 ${pick(WORDS)} ${number % 9}`)),
  're-date': (root, pick, number) =>
    change(root, pick(sources(root)), (text) =>
      text.replace(/^date: .*$/m, `date: ${pick(['2020', '2020', '2020', '2999'])}-0${1 + (number % 9)}-12`),
    ),
  retag: (root, pick) =>
    change(root, pick(sources(root)), (text) => text.replace(/^tags: .*$/m, `tags: [${pick(TAGS)}, ${pick(TAGS)}]`)),
  'change a text': (root, pick, number) => change(root, pick(sources(root)), (text) => `${text}\n\n又一段 ${number}。\n`),
  'move a heading': (root, pick) => change(root, pick(sources(root)), (text) => text.replace(/^## .*$/m, `## ${pick(HEADINGS)}`)),
  'make a draft': (root, pick) => change(root, pick(sources(root)), (text) => text.replace(/^title:/m, 'draft: true\ntitle:')),
  'add an alias': (root, pick, number) =>
    change(root, pick(sources(root)), (text) => text.replace(/^title:/m, `aliases: [/old/${number % 4}.html]\ntitle:`)),
  'put it into a series': (root, pick) =>
    change(root, pick(sources(root)), (text) => text.replace(/^(?:series: .*\n)?title:/m, `series: ${pick(WORDS)}\ntitle:`)),
  'name a translation': (root, pick) =>
    change(root, pick(sources(root)), (text) =>
      text.replace(/^(?:translations: .*\n)?title:/m, `translations: {en: /${pick(sources(root))}}\ntitle:`),
    ),
  'translate it': (root, pick, number) => {
    const path = pick(sources(root));
    const translated = pick([path.replace(/(?:\.en|\.ja)?\.md$/, pick(['.en.md', '.ja.md'])), `en/${path}`, `jp/${path}`]);
    write(root, `content/${translated}`, postText(root, pick, number));
  },
  'say its language': (root, pick) =>
    change(root, pick(sources(root)), (text) => text.replace(/^(?:lang: .*\n)?title:/m, `lang: ${pick(['en', 'ja'])}\ntitle:`)),
  'say who may read it': (root, pick) =>
    setField(root, pick(sources(root)), pick(['unlisted', 'noindex']), pick(['true', 'false'])),
  'schedule it': (root, pick) =>
    setField(
      root,
      pick(sources(root)),
      pick(['publishDate', 'expiryDate']),
      pick(['2010-01-01', '2999-01-01', '2010-01-01T10:00Z']),
    ),
  'choose its address': (root, pick, number) =>
    setField(root, pick(sources(root)), 'permalink', pick([`/k/${number % 9}/`, '/:year/:name/', '/:categories/:name.html'])),
  'sort it': (root, pick) =>
    setField(root, pick(sources(root)), pick(['categories', 'columns']), pick(['[[后端, Java], 生活]', '生活', '[java]'])),
  'pin it': (root, pick, number) => setField(root, pick(sources(root)), 'pinned', pick(['true', String(number % 3)])),
  'date it by the hour': (root, pick, number) =>
    setField(root, pick(sources(root)), 'date', `2020-02-02 1${number % 9}:30${pick(['', 'Z', '+08:00'])}`),
  'give it a name and a field for templates': (root, pick) =>
    setField(root, pick(sources(root)), pick(['aliases', 'mood']), pick(['[Nick]', '.inf', '[/old/1.html, Nick]'])),
  'link by name': (root, pick) =>
    change(
      root,
      pick(sources(root)),
      (text) => `${text}\n\n[[${pick(['Nick', 'p1', 'About', ...WORDS])}|w]] {{< x >}} <!-- more -->\n`,
    ),
  'add code of its own': (root, pick, number) =>
    change(
      root,
      pick(sources(root)),
      (text) =>
        `${text}\n\n${pick([`<script>${number % 3}</script>`, `<p style="color: ${pick(['red', 'blue'])}">p</p>`, '```dot\ndigraph { a -> b }\n```', 'a note[^n]\n\n[^n]: Note.'])}\n`,
    ),
  'add metadata further down': (root, pick) =>
    change(
      root,
      pick(sources(root)),
      (text) =>
        `${text}\n\n---\n${pick(['tags: [技术，生活]', 'draft: true', 'title: 后来的', 'mood: x', 'updated: 2022-01-01'])}\n---\n`,
    ),
  'leave HTML open': (root, pick) =>
    change(
      root,
      pick(sources(root)),
      (text) => `${text}\n\n${pick(['<table><tr>', 'a <b>c', '</div>', 'List<String>', 'a \u0007 b'])}\n`,
    ),
  'change the icon': (root, pick) => write(root, 'images/icon.png', pick([...pictures, 'no picture'])),
  'remove the icon': (root) => rmSync(join(root, 'images/icon.png'), { force: true }),
  'swap a picture': (root, pick) => write(root, `images/${pick(['a', 'b', 'c'])}.png`, pick(pictures)),
  'delete a picture': (root, pick) => rmSync(join(root, `images/${pick(['a', 'b', 'c'])}.png`), { force: true }),
  'break a picture': (root, pick) => write(root, `images/${pick(['a', 'b'])}.png`, 'no picture'),
  'edit a template': (root, pick, number) =>
    write(
      root,
      'templates/post.html',
      `<h1>$title$</h1>$body$ ${number % 3} $if(newer)$$newer.title$$endif$ ${pick(['$description-meta$', '$readingtime$', '$meta.mood$'])}`,
    ),
  'drop a template': (root) => rmSync(join(root, 'templates/post.html'), { force: true }),
  'edit a partial': (root, _pick, number) =>
    write(root, 'templates/partials/footer.html', `<footer>${number % 3} $site.title$</footer>`),
  'edit a style sheet': (root, pick, number) =>
    write(root, 'templates/style.css', `body { margin: ${number % 3}px; background: url(../images/${pick(['a', 'c'])}.png) }`),
  'show a picture in a template': (root, pick) =>
    write(root, 'templates/partials/bottom.html', `<img src="/images/${pick(['a', 'b', 'c'])}.png" alt="$pagetitle$"></main>`),
  'put a picture beside the posts': (root, pick) => write(root, 'content/posts/own.png', pick(pictures)),
  'edit site.yaml': (root, pick, number) =>
    write(
      root,
      'content/site.yaml',
      `${SITE_YAML}links: warn\npictures: warn\n${pick(['search: false', `pageSize: ${1 + (number % 4)}`, `latest: ${number % 3}`, 'language: en', 'author: 王', 'cards: false', 'license: CC0', 'images: {formats: [webp], widths: [20, 60]}', 'markdown: gfm', 'markdown: gfm+wikilinks_title_after_pipe', 'safe: true', 'permalink: /:year/:name/', 'taxonomies: {columns: C, categories: {nested: true}}', 'redirects: {/r/: /posts.html, /s/: "https://e.org/"}', 'future: wait', 'future: error', 'markdown: markdown-cjk', 'timezone: Asia/Shanghai', 'allow: [https://e.org]', 'dialects: {posts: commonmark}', 'logo: images/c.png', 'favicon: images/a.png', 'navigation: [{title: A, url: about.md}]', 'plugins: [./plugins/p.ts]', 'plugins: [./plugins/p.ts]', 'languages: {en: {title: E}, ja: {path: jp}}', 'languages: {ja: {author: J}}'])}\n`,
    ),
  'edit a plugin': (root, pick, number) =>
    write(
      root,
      'plugins/p.ts',
      `export default () => ({
        remark: [() => (tree, file) => {
          const url = file.data.titleblock.find('${pick(['about', 'p1', 'x'])}') ?? 'none';
          tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: url + ${number % 3} }] });
        }],
        files: ({ posts }) => [{ url: '/list.txt', content: posts.map(({ url }) => url).join(' ') }],
        pages: ({ posts }) => [{ url: '/plugged.html', title: 'P', template: 'page', values: { body: String(posts.length) } }],
      });`,
    ),
  'say something of a folder': (root, pick, number) =>
    write(
      root,
      `content/${pick(['', 'posts/', 'notes/'])}_meta.yaml`,
      pick([`license: L${number % 3}\n`, `toc: true\nnumber-sections: true\n`, `author: A${number % 3}\ncomments: false\n`]),
    ),
  'say nothing of a folder': (root, pick) => rmSync(join(root, `content/${pick(['', 'posts/'])}_meta.yaml`), { force: true }),
  'change data': (root, pick, number) => write(root, `data/${pick(['one', 'two'])}.yaml`, `- name: D${number % 4}\n`),
  'change friends': (root, pick, number) =>
    write(
      root,
      'data/friends.yaml',
      pick([
        `- {name: F${number % 3}, url: https://f.example/, avatar: ${pick(['images/a.png', 'images/b.png', 'none.png'])}}\n`,
        `- {name: F, url: ${pick(['/about.html', 'posts/2018-01-01-first.md#开头', 'x'])}, about: '*a* ${number % 3}'}\n`,
        `- {name: F}\n- {nmae: G${number % 2}}\n`,
      ]),
    ),
  'write notes': (root, pick, number) =>
    write(
      root,
      `content/${pick(['notes', 'notes/2019', 'notes/2020-03-04'])}.md`,
      pick([
        `% N ${number % 2}\n\nintroduction\n\n## 2020-0${1 + (number % 3)}-04\n\n![](images/a.png) [x](#part)\n\n### Part\n`,
        `## 2019-05-06 10:0${number % 4} T\n\na note[^n]\n\n[^n]: Note.\n\n## 2018-05-06\n\n[那篇](/about.md)\n`,
        `---\ndraft: true\n---\n\n## 2031-01-0${1 + (number % 3)}\n\nlater\n`,
        `word ${number % 3}\n`,
      ]),
    ),
  'ask for notes': (root, pick) =>
    change(root, 'site.yaml', (text) =>
      text.replace(/^(?:notes|home): .*\n/gm, '').concat(pick(['notes: notes\n', 'notes: notes\nhome: [notes, latest]\n', ''])),
    ),
  'forget friends': (root) => rmSync(join(root, 'data/friends.yaml'), { force: true }),
  'show friends': (root, pick) => write(root, `content/${pick(['friends', 'about'])}.md`, '% Friends\n\n::: friends\n:::\n'),
  'show data': (root, pick, number) =>
    write(
      root,
      'templates/tags.html',
      `$for(data.${pick(['one', 'two'])})$$it.name$$endfor$ ${number % 2} $for(tags)$$it.title$$endfor$`,
    ),
  'add metadata of Pandoc': (root, pick) =>
    change(root, pick(sources(root)), (text) =>
      text.replace(
        /^title:/m,
        `${pick(['subtitle: "*S*"', 'abstract: "[a](/about.md)"', 'toc-depth: 1', 'shift-heading-level-by: 1'])}\ntitle:`,
      ),
    ),
  'add a file': (root, pick, number) => write(root, `content/files/${pick(['x', 'y'])}.txt`, `file ${number % 3}`),
  'touch a file': (root, pick) => utimesSync(join(root, 'content', pick(sources(root))), new Date(), new Date(1e12)),
  'spoil the output': (root, pick) => {
    const found = outputs(root);
    if (found.length > 0) writeFileSync(join(root, 'dist', pick(found)), 'spoilt');
  },
  'lose an output': (root, pick) => {
    const found = outputs(root);
    if (found.length > 0) rmSync(join(root, 'dist', pick(found)));
  },
  'lose the record': (root) => rmSync(join(root, '.cache/last-build'), { force: true }),
  'lose the store': (root) => rmSync(join(root, '.cache/store'), { recursive: true, force: true }),
  'lose the output': (root) => rmSync(join(root, 'dist'), { recursive: true, force: true }),
  nothing: () => {},
};

/** Generates names of edits with numbers. */
export interface ChosenEdit {
  readonly name: string;
  readonly numbers: readonly number[];
}

/** @param isWanted selects edits by name */
export function anyEdit(isWanted: (name: string) => boolean = () => true): fc.Arbitrary<ChosenEdit> {
  return fc.record({
    name: fc.constantFrom(...Object.keys(EDITS).filter(isWanted)),
    numbers: fc.array(fc.nat(10_000), { minLength: 12, maxLength: 12 }),
  });
}

/** Applies an edit to a site. */
export function doEdit(root: string, { name, numbers }: ChosenEdit): void {
  let at = 0;
  const pick = <T>(list: readonly T[]): T => list[(numbers[at++ % numbers.length] as number) % list.length] as T;
  (EDITS[name] as Edit)(root, pick, numbers[11] as number);
}

export const FIRST_SITE: { readonly [path: string]: string } = {
  'content/site.yaml': `${SITE_YAML}links: warn\npictures: warn\npageSize: 2\nsearch: true\ncards: true\nimages: {formats: [webp]}\n`,
  'content/about.md': '% About\n\n## 开头\n',
  'content/posts/2018-01-01-first.md':
    '---\ntitle: 最早\ndate: 2018-01-01\ntags: [技术]\n---\n\n## 开头\n\n[后](2018-01-02-second.md#结尾)\n',
  'content/posts/2018-01-02-second.md': '---\ntitle: 后来\ndate: 2018-01-02\ntags: [技术]\n---\n\n## 结尾\n\n![](images/a.png)\n',
};

/** A site with three languages, whose settings some edits change. */
export const LANGUAGES_SITE: { readonly [path: string]: string } = {
  ...FIRST_SITE,
  'content/site.yaml': `${FIRST_SITE['content/site.yaml']}markdown: markdown+wikilinks_title_after_pipe\nlanguages: {en: {title: E}, ja: {path: jp}}\n`,
  'content/about.en.md': '% About\n\n[[first]] [[second]]\n',
  'content/posts/2018-01-01-first.en.md':
    '---\ntitle: First\ndate: 2018-01-01\ntags: [技术]\n---\n\n## 开头\n\n[[second]] [后](2018-01-02-second.md)\n',
  'content/jp/posts/2018-01-02-second.md': '---\ntitle: 二\ndate: 2018-01-02\ntags: [x]\n---\n\n## 结尾\n\n![](images/a.png)\n',
};

/** Edits of texts that several languages show. */
export const LANGUAGES_EDITS: ReadonlySet<string> = new Set([
  'translate it',
  'say its language',
  'name a translation',
  'add a post',
  'add a page',
  'delete a file',
  'rename a file',
  'retitle',
  're-date',
  'retag',
  'change a text',
  'make a draft',
  'put it into a series',
  'say who may read it',
  'choose its address',
  'link by name',
  'edit site.yaml',
  'lose the record',
  'nothing',
]);

/**
 * A site in which twenty posts show where some names lead: an edit of one file changes the output of others whose files stay the
 * same.
 */
export const LOOKING_SITE: { readonly [path: string]: string } = {
  ...FIRST_SITE,
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`content/posts/2017-01-${n + 10}-seeker${n}.md`, `% Seeker ${n}\n\nText ${n}.\n`]),
  ),
  'content/site.yaml': `${FIRST_SITE['content/site.yaml']}plugins: [./plugins/find.ts]\n`,
  'plugins/find.ts': `export default () => ({
    remark: [() => (tree, { data: { titleblock: { source, find } } }) => {
      const [n] = /(?<=seeker)\\d+/.exec(source.path) ?? [];
      if (n === undefined) return;
      const value = ['p' + n, 'p1' + n, 'r' + n, 'seeker' + (19 - n)].map((name) => name + ' ' + (find(name) ?? 'nowhere')).join(', ');
      tree.children.push({ type: 'paragraph', children: [{ type: 'text', value }] });
    }],
  });`,
};

/** Edits of content that change where names lead, without changing the settings. */
export const LOOKING_EDITS: ReadonlySet<string> = new Set([
  'add a post',
  'add a page',
  'delete a file',
  'rename a file',
  'make a draft',
  'change a text',
  'retitle',
  're-date',
  'add an alias',
  'nothing',
]);
