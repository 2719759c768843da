// Pictures from the writer's file to the HTML of a page, in whole builds of small sites.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Built, buildAt, buildSite, SITE_YAML } from '../support.js';

/** Makes a picture with noise like a photograph. */
function photo(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  let state = 1;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const x = Math.floor(at / 3) % width;
    pixels[at] = 90 + Math.round(60 * Math.sin(x / 90 + at / (width * 200))) + (state >>> 30);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** Makes a drawing: areas of one colour. */
function drawing(width: number, height: number): Sharp {
  const boxes = Array.from({ length: 150 }, (_, n) => {
    const [x, y] = [(n * 97) % width, (n * 53) % height];
    return `<rect x="${x}" y="${y}" width="90" height="40" fill="hsl(${n * 47},60%,50%)"/><text x="${x}" y="${y}" font-size="20">${n} drawn</text>`;
  });
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>${boxes.join('')}</svg>`),
  ).flatten();
}

const post = (text: string) => ({ 'content/posts/2020-01-02-a.md': `% A\n\n${text}\n` });
const PAGE = 'posts/2020-01-02-a.html';
const bytesOf = (built: Built, url: string) => readFileSync(join(built.root, 'dist', decodeURI(url)));
const variants = (built: Built) => built.files.filter((file) => file.startsWith('images/'));

/** Returns width and format of each variant on a page, by media type. */
function offered(page: string): { [type: string]: number[] } {
  const found: { [type: string]: number[] } = {};
  for (const [, type = '', srcset = ''] of page.matchAll(/<source type="([^"]*)" srcset="([^"]*)"/g))
    found[type] = [...srcset.matchAll(/ (\d+)w/g)].map(([, width]) => Number(width));
  return found;
}

/** Makes a text chunk of a PNG. */
function textChunk(length: number): Buffer {
  const chunk = Buffer.alloc(length + 12, 0x78);
  chunk.writeUInt32BE(length);
  chunk.write('tEXt', 4);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), length + 8);
  return chunk;
}

describe('formats', () => {
  test.each([
    ['jpeg', 'jpg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['avif', 'avif'],
    ['tiff', 'tiff'],
    ['gif', 'gif'],
  ] as const)('%s', async (format, ending) => {
    const built = await buildSite({
      ...post(`![p](images/p.${ending})`),
      [`images/p.${ending}`]: await photo(1400, 400)
        .toFormat(format, format === 'webp' ? { quality: 98 } : {})
        .toBuffer(),
    });
    expect(built.report).toBe('');
    const page = built.page(PAGE);
    expect(page).toContain('width="1400" height="400"');
    expect(offered(page)['image/webp']).toEqual([684, 1026, 1400]);
    for (const file of variants(built)) {
      const { width, format: is } = await sharp(bytesOf(built, file)).metadata();
      expect(file).toMatch(new RegExp(`-${width}\\.${is === 'heif' ? 'avif' : is === 'jpeg' ? 'jpg' : is}$`));
    }
  });

  test('offers AVIF before WebP by default', async () => {
    const built = await buildSite({
      ...post('![p](images/p.jpg)'),
      'content/site.yaml': `${SITE_YAML}images: {}\n`,
      'images/p.jpg': await photo(1000, 500).jpeg().toBuffer(),
    });
    expect(Object.entries(offered(built.page(PAGE)))).toEqual([
      ['image/avif', [684, 1000]],
      ['image/webp', [684, 1000]],
    ]);
    for (const file of variants(built).filter((each) => each.endsWith('.avif')))
      expect((await sharp(bytesOf(built, file)).metadata()).format).toBe('heif');
  });

  test('reports a wrong extension, and goes by the bytes', async () => {
    const built = await buildSite({
      ...post('![p](images/p.JPG) ![q](images/q.JPG)'),
      'images/p.JPG': await photo(400, 300).png().toBuffer(),
      'images/q.JPG': await photo(400, 301).jpeg().toBuffer(),
    });
    expect(built.report).toBe(
      [
        'content/posts/2020-01-02-a.md:3:1  warning  images/p.JPG has the wrong file extension: it is a PNG  picture/suffix',
        '  3 │ ![p](images/p.JPG) ![q](images/q.JPG)',
        '    │ ^^^^^^^^^^^^^^^^^^',
        '    │ rename it to end in .png',
        '',
      ].join('\n'),
    );
    expect(offered(built.page(PAGE))['image/webp']).toBeDefined();
  });

  test('a drawing gets a palette PNG, an opaque photograph a JPEG, whatever their own format', async () => {
    const built = await buildSite({
      ...post('![d](images/d.png) ![p](images/p.png) ![t](images/t.png)'),
      'images/d.png': await drawing(700, 400).png().toBuffer(),
      'images/p.png': await photo(450, 300).ensureAlpha().png().toBuffer(),
      'images/t.png': await photo(450, 301).ensureAlpha(0.5).png().toBuffer(),
    });
    const fallback = (name: string) =>
      new RegExp(`<img src="/images/${name}-[0-9a-f]{8}-\\d+\\.(\\w+)"`).exec(built.page(PAGE))?.[1];
    expect([fallback('d'), fallback('p'), fallback('t')]).toEqual(['png', 'jpg', 'png']);
  });

  test('a picture with few kilobytes stays one file', async () => {
    const built = await buildSite({ ...post('![i](images/i.png)'), 'images/i.png': await drawing(60, 40).png().toBuffer() });
    expect(variants(built)).toHaveLength(1);
    expect(built.page(PAGE)).toMatch(/<img src="\/images\/i-[0-9a-f]{8}-60\.png" alt="i" width="60" height="40"/);
  });

  test('an animated GIF becomes an animated WebP; a heavy one is reported', async () => {
    const frames = 12;
    const pixels = await photo(200, 150 * frames)
      .raw()
      .toBuffer();
    const gif = await sharp(pixels, { raw: { width: 200, height: 150 * frames, channels: 3, pageHeight: 150 } })
      .gif()
      .toBuffer();
    const built = await buildSite({ ...post('![g](images/g.gif)'), 'images/g.gif': gif });
    expect(built.report).toBe('');
    const [file = ''] = variants(built);
    expect(variants(built)).toHaveLength(1);
    expect(file).toMatch(/\.webp$/);
    const made = await sharp(bytesOf(built, file), { animated: true }).metadata();
    expect([made.pages, made.width, made.pageHeight]).toEqual([frames, 200, 150]);
    expect(bytesOf(built, file).length).toBeLessThan(gif.length);
    expect(built.page(PAGE)).toContain('width="200" height="150"');
  });

  test.each([
    ['', Buffer.alloc(0)],
    [', also behind 5 kB of metadata', textChunk(5000)],
  ])('an animated PNG keeps its frames%s', async (_where, text) => {
    const png = await drawing(300, 200).png().toBuffer();
    // A chunk `acTL` after IHDR makes it an animation.
    const chunk = Buffer.from('0000000861 63 54 4c 00000002 00000000 f38d9370'.replaceAll(' ', ''), 'hex');
    const animated = Buffer.concat([png.subarray(0, 33), text, chunk, png.subarray(33)]);
    const built = await buildSite({ ...post('![g](images/g.png)'), 'images/g.png': animated });
    expect(variants(built)).toHaveLength(1);
    expect(bytesOf(built, variants(built)[0] ?? '').includes('acTL')).toBe(true);
  });
});

describe('widths', () => {
  const widest = async (attributes: string) => {
    const built = await buildSite({
      ...post(`![p](images/p.jpg)${attributes}`),
      'images/p.jpg': await photo(3600, 100).jpeg().toBuffer(),
    });
    const page = built.page(PAGE);
    return [offered(page)['image/webp']?.at(-1), /sizes="([^"]*)"/.exec(page)?.[1]];
  };

  test('end at three pixels per CSS pixel', async () => {
    expect(await widest('')).toEqual([2052, '(min-width: 724px) 684px, calc(100vw - 40px)']);
    expect(await widest('{width=200}')).toEqual([600, '(min-width: 240px) 200px, calc(100vw - 40px)']);
    expect(await widest('{width=50%}')).toEqual([1026, '(min-width: 724px) 342px, calc((100vw - 40px) * 0.5)']);
    expect(await widest('{.wide}')).toEqual([2916, '(min-width: 1012px) 972px, calc(100vw - 40px)']);
    expect(await widest('{.full}')).toEqual([3600, '(min-width: 1440px) 1440px, 100vw']);
  }, 60_000);

  test('formats, qualities and limits are settings', async () => {
    const files = { ...post('![p](images/p.jpg)'), 'images/p.jpg': await photo(1200, 700).jpeg().toBuffer() };
    const settings = (images: string) => ({ 'content/site.yaml': `${SITE_YAML}images: ${images}\n` });
    const plain = await buildSite({ ...files, ...settings('{widths: [300, 500, 900], formats: [webp]}') });
    expect(offered(plain.page(PAGE))).toEqual({ 'image/webp': [500, 900, 1200] });
    const low = await buildSite({ ...files, ...settings('{widths: [300, 500, 900], formats: [webp], quality: {webp: 30}}') });
    const size = (built: Built) => variants(built).reduce((sum, file) => sum + bytesOf(built, file).length, 0);
    expect(size(low)).toBeLessThan(size(plain));
    const wrong = await buildSite({ ...files, ...settings('{quality: {webp: 300}, sizes: 3}') });
    expect(wrong.rules).toEqual(['config/wrong', 'config/wrong']);
  });

  test('offers no file that saves less than a tenth of the next', async () => {
    const built = await buildSite({ ...post('![p](images/p.png)'), 'images/p.png': await drawing(1400, 300).png().toBuffer() });
    for (const type of ['avif', 'webp']) {
      const sizes = variants(built)
        .filter((file) => file.endsWith(type))
        .sort((a, b) => Number(/-(\d+)\.\w+$/.exec(a)?.[1]) - Number(/-(\d+)\.\w+$/.exec(b)?.[1]))
        .map((file) => bytesOf(built, file).length);
      for (let at = 1; at < sizes.length; at++) expect(sizes[at - 1]).toBeLessThan(0.9 * (sizes[at] as number));
    }
  });

  test('offers a picture that is too tall for AVIF and WebP only in the fallback format', async () => {
    const built = await buildSite({ ...post('![p](images/p.png)'), 'images/p.png': await drawing(40, 17_000).png().toBuffer() });
    expect(built.report).toBe('');
    expect(offered(built.page(PAGE))).toEqual({});
  });
});

describe('on the page', () => {
  test('loads the first eagerly and the others lazily; each has a placeholder, unless it is transparent', async () => {
    const built = await buildSite({
      ...post('![a](images/a.jpg)\n\n![b](images/b.png)\n\n![c](images/c.png)'),
      'images/a.jpg': await photo(800, 500).jpeg().toBuffer(),
      'images/b.png': await drawing(800, 500).png().toBuffer(),
      'images/c.png': await photo(500, 300).ensureAlpha(0.5).png().toBuffer(),
    });
    const page = built.page(PAGE);
    const images = [...page.matchAll(/<img src="\/images[^>]*>/g)].map(([image]) => image);
    expect(images.map((image) => /fetchpriority="high"|loading="lazy"/.exec(image)?.[0])).toEqual([
      'fetchpriority="high"',
      'loading="lazy"',
      'loading="lazy"',
    ]);
    const names = images.map((image) => /class="(lq-[0-9a-f]{8})"/.exec(image)?.[1]);
    expect(names[2]).toBeUndefined();
    for (const name of names.slice(0, 2)) {
      const rule = new RegExp(`\\.${name}\\{[^}]*\\}`).exec(/<style>(.*?)<\/style>/.exec(page)?.[1] ?? '')?.[0] ?? '';
      expect(rule).toContain('data:image/webp;base64,');
      expect(rule.length).toBeLessThan(200);
    }
    expect(page).not.toContain('style="');
  });

  test('reports missing alternative text, once for each place', async () => {
    const built = await buildSite({
      ...post(
        '![](images/a.png) ![](images/a.png){alt=""} ![a](images/a.png)\n\n<img src="images/a.png"> <img src="images/a.png" alt="">',
      ),
      'images/a.png': await drawing(100, 80).png().toBuffer(),
    });
    expect(built.problems.map(({ ruleId, place }) => [ruleId, place?.line, place?.column])).toEqual([
      ['picture/alt', 3, 1],
      ['picture/alt', 5, 1],
    ]);
  });

  test('shows another picture in the dark theme, and inverts ink', async () => {
    const built = await buildSite({
      ...post('![d](images/d.png){dark="images/n.png" .invert}\n\n<img src="images/d.png" alt="e" dark="images/n.png">'),
      'images/d.png': await photo(700, 400).png().toBuffer(),
      'images/n.png': await photo(700, 401).negate().png().toBuffer(),
    });
    expect(built.report).toBe('');
    const page = built.page(PAGE);
    const pictures = [...page.matchAll(/<picture>.*?<\/picture>/g)].map(([picture]) => picture);
    expect(pictures).toHaveLength(2);
    for (const picture of pictures) {
      const sources = [...picture.matchAll(/<source ([^>]*)>/g)].map(([, attributes = '']) => attributes);
      const dark = sources.filter((attributes) => attributes.includes('media="(prefers-color-scheme: dark)"'));
      expect(dark.length).toBeGreaterThan(1);
      expect(sources.slice(0, dark.length)).toEqual(dark);
      for (const attributes of dark) expect(attributes).toMatch(/srcset="\/images\/n-/);
      expect(picture).not.toContain('dark="');
    }
    expect(pictures[0]).toMatch(/class="invert lq-/);
    const wrong = await buildSite({
      ...post('![d](images/d.png){dark="images/x.png"}'),
      'images/d.png': await drawing(70, 40).png().toBuffer(),
    });
    expect(wrong.rules).toEqual(['picture/missing']);
  });

  test('keeps the files of the writer’s own `<picture>` and publishes them', async () => {
    const built = await buildSite({
      ...post(
        '<picture><source srcset="images/a.png 1x, /images/b.png 2x" type="image/png"><img srcset="images/c.png 300w" alt="c" src="images/a.png"></picture>\n\n<picture><source srcset="images/gone.png"><img src="images/a.png" alt="a"></picture>',
      ),
      'content/site.yaml': `${SITE_YAML}links: warn\n`,
      'images/a.png': await drawing(60, 40).png().toBuffer(),
      'images/b.png': await drawing(60, 41).png().toBuffer(),
      'images/c.png': await drawing(60, 42).png().toBuffer(),
    });
    expect(built.problems.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([['link/dead', 'no file "images/gone.png"']]);
    expect(built.page(PAGE)).toContain(
      '<picture><source srcset="/images/a.png 1x, /images/b.png 2x" type="image/png"><img srcset="/images/c.png 300w" alt="c" src="/images/a.png"></picture>',
    );
    for (const name of ['a', 'b', 'c']) expect(built.files).toContain(`images/${name}.png`);
  });

  test('shows a cover above the text, and loads the first picture of the text lazily', async () => {
    const files = {
      'images/c.jpg': await photo(1200, 700).jpeg().toBuffer(),
      'images/a.jpg': await photo(800, 500).jpeg().toBuffer(),
    };
    const built = await buildSite({
      ...files,
      'content/posts/2020-01-02-a.md': '---\ntitle: A\ncover: images/c.jpg\n---\n\n![a](images/a.jpg)\n',
    });
    const page = built.page(PAGE);
    expect(page).toMatch(/<div class="cover"><picture>.*sizes="\(min-width: 1012px\) 972px/);
    expect(page.match(/fetchpriority="high"/g)).toHaveLength(1);
    expect(page).toMatch(/og:image" content="https:\/\/example\.org\/images\/c-/);
  });

  test('pictures with the same bytes each have their own path and notices', async () => {
    const bytes = await photo(400, 300).png().toBuffer();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0h9"/></svg>';
    const built = await buildSite({
      ...post('![a](images/a.jpg) ![b](images/b.png)\n\n![c](images/c.svg) ![d](images/d.svg)'),
      'images/a.jpg': bytes,
      'images/b.png': bytes,
      'images/c.svg': svg,
      'images/d.svg': svg,
    });
    expect(built.problems.map(({ reason }) => reason)).toEqual([
      'images/a.jpg has the wrong file extension: it is a PNG',
      'images/c.svg contains unsafe content: a script',
      'images/d.svg contains unsafe content: a script',
    ]);
  });

  test('pictures with the same bytes share their variants', async () => {
    const bytes = await photo(800, 500).jpeg().toBuffer();
    const built = await buildSite({
      ...post('![a](images/b.jpg) ![b](images/a.jpg)'),
      'images/a.jpg': bytes,
      'images/b.jpg': bytes,
    });
    expect(new Set(variants(built).map((file) => /^images\/(\w)-/.exec(file)?.[1]))).toEqual(new Set(['a']));
  });
});

describe('of the site', () => {
  test('in templates, stylesheets and site.yaml', async () => {
    const built = await buildSite({
      ...post('Text.'),
      'content/site.yaml': `${SITE_YAML}logo: images/logo.png\nfavicon: images/icon.png\n`,
      'images/logo.png': await drawing(900, 300).png().toBuffer(),
      'images/icon.png': await photo(512, 512).png().toBuffer(),
      'images/ground.jpg': await photo(1400, 900).jpeg().toBuffer(),
      'templates/seal.png': await drawing(800, 801).png().toBuffer(),
      'templates/partials/bottom.html':
        '<img src="seal.png" alt="$site.title$" width="80"><img src="$base$/images/logo.png" alt=""></main></body></html>\n',
      'templates/more.css':
        '/* url(no.png) */ body { background: url("../images/ground.jpg") } p { background: url(seal.png); mask: url(#m) }\n@font-face { src: url(x.woff2) }\n',
    });
    expect(built.report).toBe('');
    const page = built.page(PAGE);
    expect(page).toMatch(/<a class="name"[^>]*><img src="\/images\/logo-[0-9a-f]{8}-900\.png" alt=""/);
    expect(page).toMatch(/<link rel="icon" href="\/images\/icon-[0-9a-f]{8}-\d+\.(?:jpg|png)">/);
    expect(page).toMatch(
      /<img src="\/images\/seal-[0-9a-f]{8}-\d+\.png" alt="试验" width="80" height="80" decoding="async" class="lq-[0-9a-f]{8}">/,
    );
    const sheet = built.files.find((file) => file.startsWith('assets/more-')) ?? '';
    const css = built.page(sheet);
    // A name in a comment does not count.
    expect(css).not.toContain('no.png');
    expect(css).toMatch(/background: ?url\("\/images\/ground-[0-9a-f]{8}-1400\.webp"\)/);
    expect(css).toMatch(/background: ?url\("\/images\/seal-[0-9a-f]{8}-800\.png"\); mask: ?url\(#m\)/);
    for (const [, url = ''] of (page + css).matchAll(/["( ](\/images\/[^") ]+)/g)) expect(built.files).toContain(url.slice(1));

    // Another picture changes the page, the stylesheet, and the stylesheet's name.
    writeFileSync(join(built.root, 'templates/seal.png'), await photo(800, 801).png().toBuffer());
    const again = await buildAt(built.root);
    expect(again.page(PAGE)).not.toBe(page);
    expect(again.files).not.toContain(sheet);
  });

  test('reports missing pictures where they are named', async () => {
    const built = await buildSite({
      ...post('Text.'),
      'content/site.yaml': `${SITE_YAML}logo: images/lgo.png\n`,
      'images/logo.png': await drawing(90, 30).png().toBuffer(),
      'templates/partials/bottom.html': '</main>\n<img src="/images/none.png">\n',
      'templates/more.css': 'a {}\nb { background: url(gone.png) }\n',
    });
    expect(
      built.problems.map(({ file, place, ruleId, expected }) => [file, place?.line, place?.column, ruleId, expected[0]]),
    ).toEqual([
      ['content/site.yaml', 3, 7, 'picture/missing', 'images/logo.png'],
      ['templates/more.css', 2, 17, 'picture/missing', undefined],
      ['templates/partials/bottom.html', 2, 1, 'picture/missing', undefined],
    ]);
  });
});
