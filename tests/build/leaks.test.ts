// Leaks: secrets, forgotten files, text of drafts, local paths and the locations of films are never published.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { buildAt, buildSite, filesBelow, picture, SITE_YAML, writeFiles, writeSite } from '../support.js';

// Concatenated, so that secret scanners do not report this file.
const KEY = ['-----BEGIN RSA ', 'PRIVATE KEY-----\n', 'MIIEpAIBAAKCAQEA'.repeat(30), '\n-----END RSA ', 'PRIVATE KEY-----'].join(
  '',
);
const SECRETS: { readonly [what: string]: string } = {
  'private key': KEY,
  'GitHub Token': `gh${'p_'}${'a1B2'.repeat(9)}`,
  'slack token': `xo${'xb-'}123456789012-1234567890123-${'a1B2c3'.repeat(4)}`,
  'npm access token': `np${'m_'}${'a1B2'.repeat(9)}`,
};
const POST = 'content/posts/2020-01-02-a.md';

describe('a secret', () => {
  test.each(Object.entries(SECRETS))('in a post is an error at its place, unless it is allowed: %s', async (what, secret) => {
    const files = { [POST]: `% A\n\nSome text.\n\n~~~\n${secret}\n~~~\n` };
    const { problems, published } = await buildSite(files);
    expect([published, problems.map(({ ruleId, reason, place }) => [ruleId, reason, place?.line])]).toEqual([
      false,
      [['leak/secret', `this looks like a secret (${what}), and would be published`, 6]],
    ]);
    const settings = `${SITE_YAML}answered: {leak/secret: posts/2020-01-02-a.md}\n`;
    const allowed = await buildSite({ 'content/site.yaml': settings, ...files });
    expect([allowed.published, allowed.rules]).toEqual([true, []]);
    const inText = await buildSite({ [POST]: `${files[POST]}\n<!-- answered: leak/secret -->\n` });
    expect([inText.published, inText.rules]).toEqual([true, []]);
  });

  test.each([
    'content/notes.txt',
    'data/keys.yaml',
    'templates/own.js',
  ])('is an error in %s too, in this build and the next', async (path) => {
    const root = writeSite({ [POST]: '% A\n', [path]: `x: "${SECRETS['GitHub Token']}"\n` });
    for (const _build of [1, 2]) expect((await buildAt(root)).rules).toEqual(['leak/secret']);
    const settings = join(root, 'content/site.yaml');
    const before = readFileSync(settings, 'utf8');
    writeFileSync(settings, `${before}answered: {leak/secret: ${path}}\n`);
    expect((await buildAt(root)).rules).toEqual([]);
    writeFileSync(settings, before);
    expect((await buildAt(root)).rules).toEqual(['leak/secret']);
  });

  test('is not reported for similar text', async () => {
    const text =
      'AKIA, ghp_short, sk-learn, npm_config_cache, PRIVATE KEY, https://user:password@example.org/, git@github.com:a/b';
    expect((await buildSite({ [POST]: `% A\n\n${text}\n` })).rules).toEqual([]);
  });
});

test.each([
  'content/.env',
  'content/posts/a.md.bak',
  'content/x.orig',
  'content/.npmrc',
  'content/.env.local',
  'content/.aws/credentials',
  'content/posts/.config/gh/hosts.yml',
  'content/.trash/2020-01-03-old.md',
  'content/.history/posts/a_20240101.md',
  'content/.well-known/.env',
  'content/.well-known/.cache/x',
  'content/posts/.well-known/x',
  'content/posts/.~lock.a.md#',
  'content/posts/~$a.md',
  'content/posts/#a.md#',
  'content/posts/a.md~',
  'content/node_modules/x/README.md',
  'content/@eaDir/a.md/SYNO@.md',
  'content/__MACOSX/._a.md',
  'content/thumbs.DB',
  'content/.git/config',
  'templates/.secrets',
])('silently leaves out %s', async (path) => {
  const built = await buildSite({ [POST]: '% A\n', [path]: '% B\n\na sentence that is nowhere else' });
  expect([built.published, built.rules]).toEqual([true, []]);
  const all = built.files.map((file) => readFileSync(join(built.root, 'dist', file), 'utf8')).join('\n');
  expect(all).not.toContain('nowhere else');
  expect(built.files).not.toContain(path.slice('content/'.length));
});

test.each(['content/.htaccess', 'content/.nojekyll', 'content/posts/.user.ini'])('leaves out %s with a message', async (path) => {
  const built = await buildSite({ [POST]: '% A\n', [path]: 'x' });
  expect([built.published, built.problems.map(({ ruleId, file }) => [ruleId, file])]).toEqual([true, [['source/hidden', path]]]);
});

test.each([
  [
    'content/wordpress.xml',
    '<?xml version="1.0"?>\n<!-- made by WordPress -->\n<rss xmlns:wp="http://wordpress.org/export/1.2/">',
  ],
  ['content/old/comments.xml', '<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/x">'],
  ['content/blog.xml', "<?xml version='1.0'?><feed><id>tag:blogger.com,1999:blog-123.archive</id>"],
  ['content/ghost.json', '{"db":[{"meta":{"exported_on":1577836800000}}]}'],
  ['content/backup.dat', '%TYPECHO_BACKUP_0000%'],
  ['content/dump.txt', '-- MySQL dump 10.13\n'],
  ['content/blog.sql.gz', '\x1f\x8b'],
])('does not publish %s, an export of another blog', async (path, text) => {
  const built = await buildSite({ [POST]: '% A\n', [path]: text });
  expect([built.published, built.problems.map(({ ruleId, file }) => [ruleId, file])]).toEqual([false, [['leak/file', path]]]);
});

test.each([
  'content/keys/id_rsa',
  'content/aws/credentials',
  'content/server.pem',
  'content/server.key',
  'content/store.p12',
  'content/keys/id_ed25519.2020',
  'content/secrets.yaml',
  'content/posts/IMG_1.xmp',
  'content/posts/IMG_1.AAE',
  'content/posts/IMG_1.CR2.pp3',
  'content/posts/IMG_1.NEF.dop',
  'content/posts/IMG_1.jpg.json',
  'content/posts/IMG_1.HEIC.supplemental-metadata.json',
])('does not publish %s', async (path) => {
  const built = await buildSite({ [POST]: '% A\n', [path]: '% B\n\nx' });
  expect([built.published, built.problems.map(({ ruleId, file }) => [ruleId, file])]).toEqual([false, [['leak/file', path]]]);
});

test.each([
  'content/.well-known/security.txt',
  'content/keys/id_rsa.pub',
  'content/secret-garden.txt',
  'data/.notes.txt',
])('publishes the harmless %s', async (path) => {
  const built = await buildSite({ [POST]: '% A\n', [path]: 'x' });
  expect([built.published, built.rules]).toEqual([true, []]);
});

test('does not mistake a Keynote presentation for a key', async () => {
  expect((await buildSite({ [POST]: '% A\n', 'content/talk.key': Buffer.from('PK\x03\x04..') })).rules).toEqual([]);
});

test('searches linked files below images/, and does not publish the others', async () => {
  const files = { 'images/aws/credentials': 'x', 'images/server.key': 'x', 'images/.thumbnails/a.txt': 'x' };
  const post = '% A\n\n[a](images/aws/credentials) [b](images/server.key)\n';
  const found = await buildSite({ [POST]: post, ...files });
  expect(found.problems.map(({ ruleId, file }) => [ruleId, file])).toEqual([
    ['leak/file', 'images/aws/credentials'],
    ['leak/file', 'images/server.key'],
  ]);
  const unlinked = await buildSite({ [POST]: '% A\n', ...files });
  expect([unlinked.rules, unlinked.files.filter((file) => file.startsWith('images/'))]).toEqual([[], []]);
});

test('publishes a file that is allowed by its name', async () => {
  const settings = `${SITE_YAML}answered: {leak/file: secrets.json}\n`;
  const built = await buildSite({ 'content/site.yaml': settings, [POST]: '% A\n', 'content/secrets.json': '{}' });
  expect([built.rules, built.files.includes('secrets.json')]).toEqual([[], true]);
});

test('reports a video that contains its location', async () => {
  const film = Buffer.from('\0\0\0\x18ftypmp42....udta\xa9xyz+52.5200+013.4050/', 'latin1');
  expect((await buildSite({ [POST]: '% A\n', 'content/a.mp4': film })).rules).toEqual(['leak/location']);
  expect((await buildSite({ [POST]: '% A\n', 'content/a.mp4': film.subarray(0, 16) })).rules).toEqual([]);
});

describe('a film in boxes', () => {
  const box = (type: string, ...content: (Buffer | string)[]) => {
    const bytes = Buffer.concat(content.map((each) => (typeof each === 'string' ? Buffer.from(each, 'latin1') : each)));
    const header = Buffer.alloc(8);
    header.writeUInt32BE(bytes.length + 8, 0);
    header.write(type, 4, 'latin1');
    return Buffer.concat([header, bytes]);
  };
  const film = (...boxes: Buffer[]) => Buffer.concat([box('ftyp', 'isom\0\0\0\0'), ...boxes]);
  const place = box('moov', box('udta', box('\xa9xyz', '+52.5200+013.4050/')));
  const pixels = box('mdat', 'by chance: loci gpmd \xa9xyz');

  test.each([
    ['content/a.mp4', film(pixels, place)],
    ['content/a.bin', film(pixels, place)],
    ['content/a.360', film(pixels, box('moov', box('trak', 'gpmd')))],
    ['content/a.m4a', film(pixels, place)],
    ['content/a.mov', Buffer.concat([box('wide'), pixels, place])],
    ['content/long.mp4', film(pixels, box('free', '\0'.repeat((1 << 20) - 10)), place)],
    ['content/large.mp4', film(Buffer.concat([Buffer.from('\0\0\0\x01mdat\0\0\0\0\0\0\0\x18loci....', 'latin1')]), place)],
    ['content/xmp.mp4', film(box('uuid', '<rdf:Description exif:GPSLatitude="52,31N"/>'), pixels)],
    ['content/damaged.mp4', Buffer.concat([film(pixels).subarray(0, -3), place])],
  ])('is reported with its location: %s', async (path, bytes) => {
    expect((await buildSite({ [POST]: '% A\n', [path]: bytes })).rules).toEqual(['leak/location']);
  });

  test.each([
    ['content/a.mp4', film(pixels)],
    ['content/a.mp4', film(box('moov', 'x'), Buffer.from('\0\0\0\0mdat gpmd', 'latin1'))],
    ['content/a.txt', Buffer.from('The marks are gpmd, loci and camm.')],
  ])('is not reported without a location: %s', async (path, bytes) => {
    expect((await buildSite({ [POST]: '% A\n', [path]: bytes })).rules).toEqual([]);
  });
});

describe('a picture in a `data:` address', () => {
  const made = (exif: { [ifd: string]: { [field: string]: string } }, format: 'jpeg' | 'png' | 'webp') =>
    sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .withExif(exif)
      .toFormat(format)
      .toBuffer();
  const address = (bytes: Buffer) => `data:image/jpeg;base64,${bytes.toString('base64')}`;
  const GPS = { IFD3: { GPSLatitude: '31/1 0/1 0/1', GPSLatitudeRef: 'N' } };

  test.each([
    'jpeg',
    'png',
    'webp',
  ] as const)('is reported with its location, in a post and in a stylesheet (%s)', async (format) => {
    const told = address(await made(GPS, format));
    const { problems } = await buildSite({
      [POST]: `% A\n\ntext ![x](${told})\n`,
      'templates/extra.css': `p { background: url(${told.replaceAll('+', '%2B')}) }\n`,
    });
    expect(problems.map(({ ruleId, file, place }) => [ruleId, file, place?.line, place?.column])).toEqual([
      ['leak/location', POST, 3, 11],
      ['leak/location', 'templates/extra.css', 1, 21],
    ]);
    const settings = `${SITE_YAML}answered: {leak/location: posts/2020-01-02-a.md}\n`;
    expect((await buildSite({ 'content/site.yaml': settings, [POST]: `% A\n\n![x](${told})\n` })).rules).toEqual([]);
  });

  test('is reported with its location, whatever its media type', async () => {
    const told = address(await made(GPS, 'jpeg'));
    for (const type of ['', 'application/octet-stream', 'image/jpeg;name=a.jpg']) {
      const image = `<img alt="x" src="${told.replace('image/jpeg', type)}">`;
      expect((await buildSite({ [POST]: `% A\n\n${image}\n` })).rules).toEqual(['leak/location']);
    }
  });

  test('is not reported without a location', async () => {
    const silent = address(await made({ IFD0: { Copyright: 'A' } }, 'jpeg'));
    expect((await buildSite({ [POST]: `% A\n\n![x](${silent})\n` })).rules).toEqual([]);
  });
});

describe('the text of a draft', () => {
  const SENTENCE = '这一句话只在草稿里出现，谁也不应该在发表的页面里读到它';
  const files = (template: string) => ({
    [POST]: '% A\n\ntext\n',
    'content/drafts/2020-01-03-secret-plan.md': `% Plan\n\n${SENTENCE}。\n`,
    'templates/post.html': template,
  });

  test('does not get into a page, and the old page stays', async () => {
    const root = writeSite(files('<p>$title$</p>$body$'));
    expect((await buildAt(root)).published).toBe(true);
    const before = readFileSync(join(root, 'dist/posts/2020-01-02-a.html'), 'utf8');
    expect(filesBelow(join(root, 'dist')).filter((file) => readFileSync(join(root, 'dist', file)).includes(SENTENCE))).toEqual(
      [],
    );
    writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% A\n\nother\n');
    // A plugin could put it there.
    writeFileSync(
      join(root, 'leak.mjs'),
      `import { readFileSync } from 'node:fs';
export default ({ root }) => ({ rehype: [() => (tree) => { tree.children.push({ type: 'text', value: ${JSON.stringify(SENTENCE)} }); }] });`,
    );
    const settings = join(root, 'content/site.yaml');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}plugins: [./leak.mjs]\n`);
    for (const _build of [1, 2]) {
      const built = await buildAt(root);
      expect(built.published).toBe(false);
      expect(built.problems.map(({ ruleId, file }) => [ruleId, file])).toEqual([['leak/draft', 'dist/feeds.xml']]);
      expect(built.report).toContain('content/drafts/2020-01-03-secret-plan.md');
    }
    expect(readFileSync(join(root, 'dist/posts/2020-01-02-a.html'), 'utf8')).toBe(before);
  });

  const LEAK = `export default () => ({ remark: [() => (tree, { data }) => {
  if (data.titleblock.source.path.includes('quotes')) tree.children.push({ type: 'paragraph', children: [{ type: 'text', value: '${SENTENCE}' }] });
}] });`;
  const PLAN = 'content/posts/2020-01-03-plan.md';
  const plan = (draft: string) => ({ [PLAN]: `---\ntitle: Plan\n${draft}---\n\n${SENTENCE}。\n` });

  test('is searched in unchanged pages after a post becomes a draft', async () => {
    const root = writeSite({
      'content/site.yaml': `${SITE_YAML}plugins: [./leak.mjs]\n`,
      'leak.mjs': LEAK,
      'content/quotes.md': '% A page that nothing leads to\n\ntext\n',
      ...plan(''),
    });
    expect((await buildAt(root)).rules).toEqual([]);
    writeFiles(root, plan('draft: true\n'));
    for (const _build of [1, 2]) expect((await buildAt(root)).rules).toEqual(['leak/draft']);
    rmSync(join(root, '.cache'), { recursive: true });
    expect((await buildAt(root)).rules).toEqual(['leak/draft']);
    // It is allowed there until the published post with the same text is gone.
    writeFiles(root, { 'content/posts/2019-01-01-old.md': `% Old\n\n${SENTENCE}。\n` });
    expect((await buildAt(root)).rules).toEqual([]);
    rmSync(join(root, 'content/posts/2019-01-01-old.md'));
    expect((await buildAt(root)).rules).toEqual(['leak/draft']);
    writeFiles(root, { 'leak.mjs': LEAK.replace(SENTENCE, 'nothing') });
    expect((await buildAt(root)).rules).toEqual([]);
    expect(readFileSync(join(root, 'dist/quotes.html'), 'utf8')).not.toContain(SENTENCE);
  });

  test('is not reported if a published text contains it too', async () => {
    const built = await buildSite({ ...files('$body$'), [POST]: `% A\n\n${SENTENCE}。\n` });
    expect([built.published, built.rules]).toEqual([true, []]);
  });
});

describe('a path of this machine', () => {
  const home = homedir();
  // A short path is a word in many texts.
  test.skipIf(home.length <= 5)('is not published: the home folder', () => leaks(() => home));
  test('is not published: the folder of the site', () => leaks((root) => root));

  async function leaks(pathIn: (root: string) => string): Promise<void> {
    const root = writeSite({ [POST]: '% A\n' });
    const path = pathIn(root);
    writeFileSync(
      join(root, 'leak.mjs'),
      `export default () => ({ rehype: [() => (tree) => { tree.children.push({ type: 'text', value: ${JSON.stringify(path)} }); }] });`,
    );
    writeFileSync(join(root, 'content/site.yaml'), `${SITE_YAML}search: false\ncards: false\nplugins: [./leak.mjs]\n`);
    expect((await buildAt(root)).rules).toEqual(['leak/path']);
    writeFileSync(join(root, POST), `% A\n\nSee ${path}.\n`);
    expect((await buildAt(root)).rules).toEqual([]);
  }
});

test('removes location and camera from all published pictures', async () => {
  const sharp = (await import('sharp')).default;
  const photograph = await sharp(await picture(300, 200))
    .withExif({ IFD0: { Make: 'Camera of the writer' }, IFD3: { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  expect(photograph.includes('Camera of the writer')).toBe(true);
  const built = await buildSite({
    [POST]: '% A\n\n![a](images/a.jpg) [b](images/a.jpg)\n',
    'images/a.jpg': photograph,
    'content/b.jpg': photograph,
  });
  expect(built.files).toContain('images/a.jpg');
  for (const file of built.files)
    expect([file, readFileSync(join(built.root, 'dist', file)).includes('Camera of the writer')]).toEqual([file, false]);
  expect(existsSync(join(built.root, 'dist/b.jpg'))).toBe(true);
});

test('does not fail with safe: true because of a file that is not published', async () => {
  const files = {
    'content/site.yaml': `${SITE_YAML}safe: true\n`,
    'content/posts/2020-01-01-a.md': '% A\n',
    'content/posts/x.php': '<?php\n',
    'content/posts/key.pem': 'secret\n',
  };
  const built = await buildSite(files);
  expect([built.published, built.rules]).toEqual([true, ['html/unsafe', 'html/unsafe']]);
  expect(built.files.filter((path) => /php|pem/.test(path))).toEqual([]);
});
