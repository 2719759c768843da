// The theme of a site: what stays on show while a template has errors, and what makes pages change.

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT, picture, SITE_YAML, writeSite } from '../support.js';
import { edit, openEngine, pageAt, rulesOf, themeInputOf } from './open.js';

const POST = 'content/posts/2020-01-02-a.md';
const PAGE = 'templates/page.html';
const YAML = 'content/site.yaml';
const SITE = { [YAML]: SITE_YAML, [POST]: '% A\n\nText.\n', 'content/about.md': '% About\n\nText.\n' };

test('reports a template with an error, and shows the last good one until it is corrected', async () => {
  const engine = openEngine(writeSite({ ...SITE, [PAGE]: '<p>one $title$</p>\n' }), { mistakes: 'last good' });
  expect((await pageAt(engine, 'about.html')).text).toContain('one About');
  edit(engine, { [PAGE]: '<p>two $title$ $if(title)$</p>\n' });
  expect(await rulesOf(engine)).toEqual([`template/syntax ${PAGE}`]);
  expect((await pageAt(engine, 'about.html')).text).toContain('one About');
  // Changed texts are still shown.
  edit(engine, { 'content/about.md': '% About us\n\nText.\n' });
  expect((await pageAt(engine, 'about.html')).text).toContain('one About us');
  edit(engine, { [PAGE]: '<p>three $title$</p>\n' });
  expect(await rulesOf(engine)).toEqual([]);
  expect((await pageAt(engine, 'about.html')).text).toContain('three About us');
});

test('shows a template that is saved together with a post', async () => {
  const engine = openEngine(writeSite({ ...SITE, [PAGE]: '<p>one $title$</p>\n' }));
  expect((await pageAt(engine, 'about.html')).text).toContain('one About');
  edit(engine, { [PAGE]: '<p>two $title$</p>\n', [POST]: '% A\n\nAnother text.\n' });
  expect((await pageAt(engine, 'about.html')).text).toContain('two About');
});

test('reports data with an error, and shows the last good data', async () => {
  const site = { ...SITE, [PAGE]: '<p>$data.a.x$</p>\n', 'data/a.yaml': 'x: one\n' };
  const engine = openEngine(writeSite(site), { mistakes: 'last good' });
  expect((await pageAt(engine, 'about.html')).text).toContain('<p>one</p>');
  edit(engine, { 'data/a.yaml': 'x: [\n' });
  expect((await rulesOf(engine)).every((rule) => rule.endsWith('data/a.yaml'))).toBe(true);
  expect((await pageAt(engine, 'about.html')).text).toContain('<p>one</p>');
  edit(engine, { 'data/a.yaml': 'x: two\n' });
  expect((await pageAt(engine, 'about.html')).text).toContain('<p>two</p>');
});

test('uses templates with errors as they are if nothing is on show', async () => {
  const engine = openEngine(writeSite({ ...SITE, [PAGE]: '<p>$title$</p>\n' }), { mistakes: 'as they are' });
  await engine.settle();
  const good = engine.themes.templates(themeInputOf(engine));
  expect(engine.themes.shownTemplates(themeInputOf(engine))).toBe(good);
  edit(engine, { [PAGE]: '<p>$title$ $if(title)$</p>\n' });
  await engine.settle();
  const now = engine.themes.templates(themeInputOf(engine));
  expect(now.key).not.toBe(good.key);
  expect(engine.themes.shownTemplates(themeInputOf(engine))).toBe(now);
});

test('keeps the pictures of the last good template while another one has errors', async () => {
  const site = { ...SITE, [PAGE]: '<img src="images/a.png" alt="">\n', 'images/a.png': await picture() };
  const engine = openEngine(writeSite(site), { mistakes: 'last good' });
  expect((await pageAt(engine, 'about.html')).text).toMatch(/<picture>|src="\/images\/a/);
  edit(engine, { [PAGE]: '<img src="images/gone.png" alt="">$if(title)$\n' });
  expect((await rulesOf(engine)).sort()).toEqual([`picture/missing ${PAGE}`, `template/syntax ${PAGE}`]);
  expect(engine.themes.pictures(themeInputOf(engine))).toEqual([]);
  expect(engine.themes.shownPictures(themeInputOf(engine)).map(({ path }) => path)).toEqual(['images/a.png']);
  expect((await pageAt(engine, 'about.html')).text).toMatch(/<picture>|src="\/images\/a/);
});

const PLUGIN = (value: string) => `export default () => ({ variables: () => ({ own: '${value}' }) });\n`;
const SHOWING = {
  ...SITE,
  [YAML]: `${SITE_YAML}plugins: [./plugins/p.ts]\n`,
  [PAGE]: '<p>$data.a.x$ $own$</p><img src="images/a.png" alt="">\n',
  'data/a.yaml': 'x: one\n',
  'data/b.yaml': 'x: one\n',
  'plugins/p.ts': PLUGIN('one'),
};

test('changes the version of a page only if something that its template shows changes', async () => {
  const root = writeSite({ ...SHOWING, 'images/a.png': await picture() });
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'), 'dir');
  const engine = openEngine(root);
  const versions = async () => [(await pageAt(engine, 'about.html')).version, (await pageAt(engine, '404.html')).version];
  const changesBy = async (files: Parameters<typeof edit>[1]) => {
    const before = await versions();
    edit(engine, files);
    return (await versions()).map((version, at) => version !== before[at]);
  };
  expect(await changesBy({ [PAGE]: '<p>$data.a.x$ and $own$</p><img src="images/a.png" alt="">\n' })).toEqual([true, false]);
  expect(await changesBy({ 'data/a.yaml': 'x: two\n' })).toEqual([true, false]);
  expect(await changesBy({ 'data/b.yaml': 'x: two\n' })).toEqual([false, false]);
  expect(await changesBy({ 'plugins/p.ts': PLUGIN('two') })).toEqual([true, false]);
  expect((await changesBy({ 'images/a.png': await picture(80, 40) }))[0]).toBe(true);
  expect((await pageAt(engine, 'about.html')).text).toContain('<p>two and two</p>');
  // This template shows all data.
  expect(await changesBy({ [PAGE]: '$for(data/pairs)$$it.key$ $endfor$<img src="images/a.png" alt="">\n' })).toEqual([
    true,
    false,
  ]);
  expect(await changesBy({ 'data/b.yaml': 'x: three\n' })).toEqual([true, false]);
});

test('publishes a stylesheet with the addresses of its pictures, under a name with its hash', async () => {
  const css = 'body  {\n  background: url("images/a.png");\n}\n';
  const engine = openEngine(writeSite({ ...SITE, 'templates/own.css': css, 'images/a.png': await picture() }));
  await engine.settle();
  const own = () => engine.themes.theme(themeInputOf(engine), engine.pictures).assets.find(({ path }) => path === 'own.css');
  const { text = '', hash } = own() ?? {};
  expect(text).toMatch(/^body\s*\{\s*background:\s*url\("?\/images\/a[^")]*"?\);?\s*\}\s*$/);
  expect(text.length).toBeLessThan(css.length + 40);
  edit(engine, { 'images/a.png': await picture(90, 40) });
  await engine.settle();
  expect(own()?.hash).not.toBe(hash);
});

test('shows logo and icon of site.yaml on pages', async () => {
  const settings = `${SITE_YAML}logo: images/a.png\nfavicon: images/a.png\n`;
  const site = { ...SITE, [YAML]: settings, 'images/a.png': await picture() };
  const engine = openEngine(writeSite(site));
  await engine.settle();
  const theme = () => engine.themes.theme(themeInputOf(engine), engine.pictures);
  expect(theme().logo).toContain('class="logo"');
  expect(theme()).toBe(theme());
  expect(theme().favicon).toMatch(/^\/?images\/a/);
  expect((await pageAt(engine, 'about.html')).text).toContain('class="logo"');
  edit(engine, { [YAML]: SITE_YAML });
  await engine.settle();
  expect([theme().logo, theme().favicon]).toEqual(['', undefined]);
  expect((await pageAt(engine, 'about.html')).text).not.toContain('class="logo"');
});

test('links a manifest only if the site has an icon', async () => {
  const engine = openEngine(writeSite({ ...SITE, 'images/icon.png': await picture(64, 64) }));
  await engine.settle();
  expect((await pageAt(engine, 'about.html')).text).toContain('manifest.webmanifest');
  edit(engine, { 'images/icon.png': undefined });
  await engine.settle();
  expect((await pageAt(engine, 'about.html')).text).not.toContain('manifest.webmanifest');
});
