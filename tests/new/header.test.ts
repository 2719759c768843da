// Headers of new posts: in the form of the site's other posts, or by the site's own template.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newPost, postWriter, templateProblems } from '../../scripts/new/newPost.js';
import { splitTerms, termMeantBy } from '../../scripts/new/terms.js';
import { buildAt, run, SITE_YAML, writeSite } from '../support.js';

const POST = { title: '新篇: 一', slug: 'x', date: '2026-11-26', draft: false, page: false };
const FILE = 'content/posts/2026-11-26-x.md';
const TERMS = { tags: ['云', 'C: D'], categories: ['后端/Java', '生活'] };

function site(files: { readonly [path: string]: string }, yaml = '') {
  return writeSite({ 'content/site.yaml': `${SITE_YAML}author: 王小明\n${yaml}`, ...files });
}

/** Writes a post with tags and categories, and returns its text. The site must be without problems. */
async function written(root: string, more: object = TERMS): Promise<string> {
  newPost(root, { ...POST, ...more });
  const { problems } = await buildAt(root);
  expect(problems).toEqual([]);
  return readFileSync(join(root, FILE), 'utf8');
}

const OLD = 'content/posts/2020-01-02-a.md';

describe('a header has the form of the other posts', () => {
  test.each([
    [
      'no other post',
      {},
      '% 新篇: 一\n% 王小明\n% 2026-11-26\n\n---\ntags: [云, "C: D"]\ncategories: [[后端, Java], 生活]\n---\n\n',
    ],
    [
      'lists in lines',
      { [OLD]: '% A\n%\n%\n\n---\ntags:\n- a\n- b\n---\n' },
      '% 新篇: 一\n% 王小明\n% 2026-11-26\n\n---\ntags:\n- 云\n- "C: D"\ncategories:\n- [后端, Java]\n- 生活\n---\n\n',
    ],
    [
      'YAML, with an author',
      { [OLD]: '---\ntitle: A\nauthor: M\ntags:\n  - a\n---\n' },
      '---\ntitle: "新篇: 一"\nauthor: 王小明\ndate: 2026-11-26\ntags:\n  - 云\n  - "C: D"\ncategories:\n  - [后端, Java]\n  - 生活\n---\n\n',
    ],
    [
      'YAML, with a text',
      { [OLD]: '---\ntitle: A\ntags: a, b\n---\n' },
      '---\ntitle: "新篇: 一"\ndate: 2026-11-26\ntags: "云, C: D"\ncategories: [[后端, Java], 生活]\n---\n\n',
    ],
    [
      'TOML',
      { [OLD]: '+++\ntitle = "A"\ntags = ["a"]\n+++\n' },
      '+++\ntitle = "新篇: 一"\ndate = 2026-11-26\ntags = [ "云", "C: D" ]\ncategories = [ [ "后端", "Java" ], "生活" ]\n+++\n\n',
    ],
    [
      'the form of most posts, not of one',
      {
        [OLD]: '% A\n',
        'content/posts/2020-01-03-b.md': '---\ntitle: B\n---\n',
        'content/posts/2020-01-04-c.md': '---\ntitle: C\n---\n',
      },
      '---\ntitle: "新篇: 一"\ndate: 2026-11-26\ntags: [云, "C: D"]\ncategories: [[后端, Java], 生活]\n---\n\n',
    ],
  ])('%s', async (_name, files, text) => {
    expect(await written(site(files))).toBe(text);
  });

  test.each([
    [['后端/Java'], 'categories: [后端, Java]'],
    [['后端/Java', '生活'], 'categories: [[后端, Java], [生活]]'],
  ])('a plain list of categories is a path if the site says so: %j', async (categories, line) => {
    const root = site({}, 'taxonomies: {categories: {nested: true}}\n');
    expect(await written(root, { categories })).toContain(`---\n${line}\n---`);
  });

  test('a page has tags too, and a draft is one', async () => {
    const root = site({ [OLD]: '---\ntitle: A\n---\n' });
    newPost(root, { ...POST, page: true, draft: true, tags: ['云'] });
    expect(readFileSync(join(root, 'content/x.md'), 'utf8')).toBe('---\ntitle: "新篇: 一"\ntags: [云]\ndraft: true\n---\n\n');
  });
});

describe('a tag', () => {
  test.each([
    ['linux', ['Linux', '写作'], 'Linux'],
    ['Lniux', ['Linux'], 'Linux'],
    ['Node JS', ['Node.js'], 'Node.js'],
    ['node-js', ['Node.js'], 'Node.js'],
    ['写做', ['读书', '写作'], '写作'],
    ['读书', ['写作'], undefined],
    ['前端', ['后端'], undefined],
    ['Go', ['Vue', 'C'], undefined],
    ['Linux', ['Linux', 'linux'], undefined],
  ])('%s of %j was meant as %s', (term, known, meant) => {
    expect(termMeantBy(term, known, 'zh-Hans')).toBe(meant);
  });

  test('lists are split at commas of both kinds', () => {
    expect(splitTerms(' 云，故障、 Node  JS, 云,')).toEqual(['云', '故障', 'Node JS']);
  });

  test('the command takes tags and points out a misspelling', () => {
    const root = site({ [OLD]: '---\ntitle: A\ntags: [Linux]\n---\n' });
    const { stderr, stdout } = run(['new', 'X', '--tags', 'Linx，云', '--date', '2026-11-26', '--root', root, '--lang', 'en']);
    expect([stdout, stderr]).toEqual([`${FILE}\n`, '"Linx" is new; did you mean Linux?\n']);
    expect(readFileSync(join(root, FILE), 'utf8')).toContain('tags: [Linx, 云]');
  });

  test('the most frequent ones are suggested first', () => {
    const tagged = (tags: string) => `---\ntitle: A\ntags: ${tags}\ncategories: [[x, y]]\n---\n`;
    const root = site({ [OLD]: tagged('[a, b]'), 'content/posts/2020-01-03-b.md': tagged('[b, c]') });
    expect(postWriter(root).terms).toEqual({ tags: ['b', 'a', 'c'], categories: ['x/y'] });
  });
});

describe('a template of the site', () => {
  const TEMPLATE = 'templates/new/post.md';
  const templated = (text: string, more = {}) => site({ [TEMPLATE]: text, ...more });

  test.each([
    [
      '% $title$\n% $author$\n% $date$\n\n---\n$fields$\nlicense: CC0\n---\n\n*$slug$*\n',
      '% 新篇: 一\n% 王小明\n% 2026-11-26\n\n---\ntags: [云, "C: D"]\ncategories: [[后端, Java], 生活]\nlicense: CC0\n---\n\n*x*\n',
    ],
    [
      '---\ntitle: $yaml.title$\ndate: $date$\n$if(tags)$\ntags: $yaml.tags$\n$endif$\ncategories: $yaml.categories$\n---\n\n$for(tags)$*$tags$*$sep$ $endfor$\n',
      '---\ntitle: "新篇: 一"\ndate: 2026-11-26\ntags: [云, "C: D"]\ncategories: [[后端, Java], 生活]\n---\n\n*云* *C: D*\n',
    ],
  ])('makes the post: %j', async (template, text) => {
    const root = templated(template);
    expect(await written(root)).toBe(text);
    expect((await buildAt(root)).files.some((file) => file.includes('new'))).toBe(false);
  });

  test.each([
    ['% $titel$\n', '1:4', 'unknown variable "titel" in templates/new/post.md', 'did you mean title?'],
    ['% $title$\n\n$yaml.titel$\n', '3:2', 'unknown variable "yaml.titel"', 'did you mean yaml.title?'],
    ['% $title$\n\n$if(tags)$\n', '3:1', '', ''],
    ['% $title$\n\n$footer()$\n', '3:2', 'missing partial "footer"', 'this template can have no partials'],
    ['% $title$\n\n5 $ a\n', '3:3', '', ''],
  ])('has errors with their places: %j', (template, place, reason, note) => {
    const root = templated(template);
    const { status, stderr } = run(['new', 'X', '--root', root, '--lang', 'en']);
    expect([status, stderr]).toEqual([1, expect.stringMatching(new RegExp(`^${TEMPLATE}:${place}  error  `))]);
    expect(stderr).toContain(reason);
    expect(stderr).toContain(note);
  });

  test.each([
    [
      '% 别的\n',
      'leaves out what the post should have: add `title: $yaml.title$`, `tags: $yaml.tags$`, `categories: $yaml.categories$`',
    ],
    ['% $title$\n% \n% 2020-01-01\n\n---\n$fields$\n---\n', 'add `date: $date$` to its header'],
    ['---\ntitle: $yaml.title$\ntags: [[]\n---\n', 'makes a post with an error in line 3: '],
  ])('must have all that was asked for: %j', (template, message) => {
    const root = templated(template);
    const write = () => newPost(root, { ...POST, ...TERMS });
    expect(write).toThrow(message);
    try {
      write();
    } catch (error) {
      expect(templateProblems(error)).toEqual([]);
    }
  });

  test('is one for posts, and another for pages', () => {
    const root = templated('% $title$\n\nx\n', { 'templates/new/page.md': '% $title$\n\nA page.\n' });
    newPost(root, { ...POST, page: true });
    expect(readFileSync(join(root, 'content/x.md'), 'utf8')).toBe('% 新篇: 一\n\nA page.\n');
  });
});
