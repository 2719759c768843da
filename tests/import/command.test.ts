// The command `import`: what it refuses, its exit codes, and the report.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../support.js';

const root = temporaryFolder();

/** Writes the smallest blog of Hexo. @param text the text of its post */
function blogWith(name: string, text: string): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'source/_posts'), { recursive: true });
  writeFileSync(join(folder, '_config.yml'), 'title: T\nurl: https://t.example\n');
  writeFileSync(join(folder, 'source/_posts/a.md'), `---\ntitle: A\ndate: 2020-01-02\n---\n\n${text}\n`);
  return folder;
}

const imported = (...args: readonly string[]) =>
  run(['import', ...args, '--package', join(root, 'titleblock.tgz'), '--lang', 'en']);

beforeAll(() => writeFileSync(join(root, 'titleblock.tgz'), ''));

describe('import', () => {
  test.each([
    ['no folder', [], 'expected the folder of the old blog'],
    ['a folder that does not exist', ['nowhere'], 'there is no file or folder nowhere'],
    ['a site within the old blog', [blogWith('inner', 'x'), join(root, 'inner/new')], 'would lie in one another'],
    ['a folder with something else', [blogWith('other', 'x'), blogWith('taken', 'x')], 'has something else already'],
  ])('refuses %s', (_name, args, reason) => {
    const { status, stderr } = imported(...args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(reason)]);
  });

  test('names the tools if it does not know one, or recognises none', () => {
    const unknown = imported(blogWith('unknown', 'x'), join(root, 'u'), '--from', 'hexx');
    expect([unknown.status, unknown.stderr]).toEqual([1, expect.stringContaining('unknown tool "hexx"; --from takes hexo')]);
    mkdirSync(join(root, 'empty'));
    const none = imported(join(root, 'empty'), join(root, 'n'));
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('is not a blog of a known tool')]);
    expect([existsSync(join(root, 'u/content')), existsSync(join(root, 'n/content'))]).toEqual([false, false]);
  });

  test('makes a site beside the blog, and verifies it until a word is gone', () => {
    const old = blogWith('blog', 'Every word counts.');
    const first = imported(old);
    expect([first.status, first.stdout]).toEqual([0, expect.stringContaining('0 have less than before')]);
    const site = join(root, 'blog-titleblock');
    expect(readFileSync(join(site, 'content/posts/a.md'), 'utf8')).toContain('Every word counts.');
    expect(existsSync(join(site, 'dist/2020/01/02/a/index.html'))).toBe(true);
    writeFileSync(join(site, 'content/posts/a.md'), '---\ntitle: A\ndate: 2020-01-02\n---\n\nEvery counts.\n');
    const { status, stdout } = run(['import', '--verify', '--root', site, '--lang', 'en']);
    expect([status, stdout]).toEqual([1, expect.stringContaining('1 have less than before')]);
    const report = JSON.parse(readFileSync(join(site, 'import-report.json'), 'utf8'));
    expect(report.content.less[0].lost).toEqual({ count: 1, first: [{ word: 'word', around: 'every word counts' }] });
    expect(readFileSync(join(site, 'import-report.html'), 'utf8')).toContain('every <mark>word</mark> counts');
  });

  test('adds what the old blog has gained, and keeps what was edited', () => {
    const old = blogWith('going-on', 'First.');
    const site = join(root, 'going-on-titleblock');
    const post = (name: string) => join(old, 'source/_posts', name);
    const header = '---\ntitle: T\ndate: 2021-01-01\n---\n\n';
    writeFileSync(post('b.md'), `${header}Unchanged.\n`);
    expect(imported(old).status).toBe(0);
    writeFileSync(join(site, 'content/posts/a.md'), '---\ntitle: A\ndate: 2020-01-02\n---\n\nFirst. And a line of mine.\n');
    writeFileSync(post('a.md'), '---\ntitle: A\ndate: 2020-01-02\n---\n\nFirst. And a line there.\n');
    writeFileSync(post('b.md'), `${header}Changed.\n`);
    writeFileSync(post('c.md'), `${header.replace('title', 'tags: [fresh]\ntitle')}New.\n`);
    const settings = join(site, 'content/site.yaml');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}# mine\n`);
    const again = imported(old);
    expect(again.stderr).toContain('2 left as you have edited them');
    const text = (name: string) => readFileSync(join(site, 'content/posts', name), 'utf8');
    expect(text('a.md')).toContain('a line of mine');
    expect([text('b.md'), text('c.md')]).toEqual([expect.stringContaining('Changed.'), expect.stringContaining('New.')]);
    const report = JSON.parse(readFileSync(join(site, 'import-report.json'), 'utf8'));
    expect(report.kept).toEqual(['content/posts/a.md', 'content/site.yaml']);
    const lines = report.notes.find(({ about }: { about: string }) => about.startsWith('an address of a new list'));
    expect(lines.places).toContain('/tags/fresh/: /tags/fresh.html');
  });

  test('takes the address of a site whose settings do not name it', () => {
    const old = join(root, 'notes');
    mkdirSync(join(old, 'posts'), { recursive: true });
    writeFileSync(join(old, 'posts/a.md'), '% A\n%\n% 2020-01-02\n\nText.\n');
    expect(imported(old, join(root, 'notes-site'), '--url', 'notes.example.org/blog/').status).toBe(0);
    const settings = readFileSync(join(root, 'notes-site/content/site.yaml'), 'utf8');
    expect(settings).toContain('url: https://notes.example.org/blog\n');
    expect(run(['import', '--verify', '--root', join(root, 'notes-site'), '--lang', 'en']).status).toBe(0);
    const wrong = imported(old, join(root, 'notes-site2'), '--url', 'http://');
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('--url must be an address')]);
  });

  test('is the answer of init --from, which takes no other answers', () => {
    const old = blogWith('for-init', 'x');
    const tarball = ['--package', join(root, 'titleblock.tgz'), '--lang', 'en'];
    const made = run(['init', join(root, 'site'), '--from', old, ...tarball]);
    expect([made.status, existsSync(join(root, 'site/content/posts/a.md'))]).toEqual([0, true]);
    const refused = run(['init', join(root, 'site2'), '--from', old, '--title', 'T', ...tarball]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('--title does not go with --from')]);
  });
});
