// Whatever a file holds: no crash, no hang, no lost word, no page that a parser stumbles over, the same with LF and CRLF. A case is a
// seed: TITLEBLOCK_FUZZ_SEED runs one again. TITLEBLOCK_FUZZ says how many there are: 300 by default, 2,000 in CI, 100,000 with
// `npm run fuzz`.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFragment, parse as parseHtml } from 'parse5';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { namesOf, siteLookup } from '../../scripts/base/siteLookup.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { makePicture } from '../../scripts/picture/picture.js';
import { readSource } from '../../scripts/read/source.js';
import { renderArticle } from '../../scripts/render/article.js';
import type { Article } from '../../scripts/types.js';
import type { Run } from '../../scripts/work/task.js';
import { HEADER, readSettings } from '../readSettings.js';
import { buildAt, SITE_YAML, temporaryFolder, writeSite } from '../support.js';
import {
  mutated,
  mutatedBytes,
  mutatedPost,
  POSTS,
  pick,
  type Random,
  randomFrom,
  SCRAPS,
  SETTINGS,
  TEMPLATES,
} from './mutate.js';

const ALL = Number(process.env.TITLEBLOCK_FUZZ ?? 300);
const ONE = process.env.TITLEBLOCK_FUZZ_SEED;
/** Milliseconds that one file may take: a hundred times what the slowest takes. */
const LIMIT = 5000;

/** Runs a part of all cases; the seed is in the message of what fails. */
async function cases(share: number, check: (random: Random, seed: number) => Promise<void>): Promise<void> {
  const seeds = ONE === undefined ? Array.from({ length: Math.max(1, Math.round(ALL * share)) }, (_, at) => at) : [Number(ONE)];
  for (const seed of seeds) {
    const start = performance.now();
    try {
      await check(randomFrom(seed), seed);
    } catch (error) {
      throw new Error(`case ${seed} (TITLEBLOCK_FUZZ_SEED=${seed}): ${(error as Error).message}`, { cause: error });
    }
    const took = performance.now() - start;
    if (took > LIMIT) throw new Error(`case ${seed} took ${Math.round(took)} ms`);
  }
}

const OPTIONS = {
  own: [{ origin: 'https://example.org', base: '' }],
  remote: 'keep',
  allow: [],
  links: 'warn',
  pictures: 'warn',
  words: ZH_HANS.words,
} as const;

async function rendered(text: string, dialect = CONFIG_FIELDS.markdown.default): Promise<{ article: Article; html: string }> {
  const { source } = readSource('posts/2020-01-03-case.md', text, { fields: HEADER, dialect });
  const lookup = siteLookup(
    namesOf({ posts: [source], pages: [], unlisted: [], files: ['images/a.png'], drafts: [], generated: ['/'] }),
  );
  const article = await renderArticle(source, text, lookup, { ...OPTIONS, dialect });
  // What fills a slot is another stage's.
  const html = article.body
    .map((piece) => (typeof piece === 'string' ? piece : piece.type === 'picture' ? '<img alt="">' : '/x'))
    .join('');
  return { article, html };
}

const SIZES = { widths: [30], formats: ['webp'], quality: { avif: 50, webp: 80, jpeg: 80 }, maxMegapixels: 100 } as const;
const run: Run = async (task, input) => task.run(input, undefined as never);

const timeout = Math.max(60_000, ALL * 100);

describe('posts', { timeout }, () => {
  test('are rendered the same with LF and CRLF, without a mark, with problems at lines that exist', async () => {
    await cases(0.4, async (random) => {
      const text = mutatedPost(random).replaceAll('\r', '');
      const { article, html } = await rendered(text);
      const lines = text.split('\n').length;
      for (const { place, ruleId } of article.problems)
        expect([ruleId, (place?.line ?? 1) >= 1 && (place?.line ?? 1) <= lines]).toEqual([ruleId, true]);
      const other = await rendered(text.replaceAll('\n', '\r\n'));
      expect(other.html).toBe(html);
    });
  });

  test('without raw HTML make pages that an HTML parser reads without an error', async () => {
    await cases(0.25, async (random) => {
      const text = mutatedPost(random).replaceAll('<', ' ');
      const { html } = await rendered(text);
      const errors: string[] = [];
      parseFragment(html, {
        sourceCodeLocationInfo: true,
        onParseError: ({ code, startOffset }) =>
          errors.push(`${code} at ${html.slice(Math.max(0, startOffset - 60), startOffset + 40)}`),
      });
      expect(errors).toEqual([]);
    });
  });

  test('in other dialects do not fail either', async () => {
    await cases(0.05, async (random) => {
      for (const dialect of [
        'gfm',
        'commonmark',
        'markdown_strict',
        'markdown-smart+hard_line_breaks+lists_without_preceding_blankline',
      ])
        await rendered(mutatedPost(random), dialect).catch((error: Error) => {
          throw new Error(`${dialect}: ${error.message}`);
        });
    });
  });

  test('lose no word of their text', async () => {
    await cases(0.1, async (random, seed) => {
      // Words that are put into the text of a post, between two others: each has to come out.
      const words: string[] = [];
      const text = pick(POSTS, random)
        .replaceAll('\r', '')
        .split(/(\n\n+)/)
        .map((block) => {
          if (!/^\p{L}[\p{L}\p{N} ,.，。、\n]*$/u.test(block) || random(3) > 0) return block;
          const word = `fuzzword${seed}n${words.length}x`;
          words.push(word);
          return block.replace(/[ ,.，。、]|$/u, (sign) => `${sign} ${word} `);
        })
        .join('');
      const changed = text;
      const { html, article } = await rendered(changed);
      const said = JSON.stringify(article.problems);
      for (const word of words) expect([word, html.includes(word) || said.includes(word)]).toEqual([word, true]);
    });
  });
});

test('headers are read, or named with a place in the file', { timeout }, async () => {
  await cases(0.1, async (random) => {
    const header = pick(POSTS, random)
      .split('\n')
      .slice(0, 2 + random(12))
      .join('\n');
    const text = mutated(header, POSTS, SCRAPS, random);
    const { problems } = readSource('posts/2020-01-03-case.md', text, { fields: HEADER, dialect: 'markdown' });
    const lines = text.split('\n').length;
    for (const { place, ruleId } of problems) expect([ruleId, (place?.line ?? 1) <= lines]).toEqual([ruleId, true]);
    await rendered(text);
  });
});

test('settings are read, or named with a place in the file', { timeout }, async () => {
  await cases(0.05, async (random) => {
    const text = mutated(pick(SETTINGS, random), SETTINGS, SCRAPS, random);
    const { problems } = readSettings(text);
    const lines = text.split('\n').length;
    for (const { place, ruleId } of problems) expect([ruleId, (place?.line ?? 1) <= lines]).toEqual([ruleId, true]);
  });
});

describe('whole sites', { timeout }, () => {
  test('of changed posts, templates, data and names are built or named, and their feeds are well-formed', async () => {
    await cases(0.02, async (random) => {
      const signs = [
        'a',
        'B',
        'é',
        'e\u0301',
        '長',
        ' ',
        '%',
        '#',
        '?',
        '&',
        "'",
        '"',
        '+',
        '🦊',
        '.',
        '-',
        '(',
        '\u202E',
        '\uFFFD',
        '~',
        '^',
        '`',
      ];
      const name = () => Array.from({ length: 1 + random(8) }, () => pick(signs, random)).join('');
      const files: { [path: string]: string } = { 'content/site.yaml': `${SITE_YAML}links: warn\npictures: warn\n` };
      for (let n = 0; n < 4; n++) files[`content/posts/2020-01-0${n + 1}-${name()}.md`] = mutatedPost(random);
      files[`content/${name()}.md`] = mutatedPost(random);
      if (random(3) === 0) files['templates/post.html'] = mutated(pick(TEMPLATES, random), TEMPLATES, SCRAPS, random);
      if (random(3) === 0) files['data/x.yaml'] = mutated(pick(SETTINGS, random), SETTINGS, SCRAPS, random);
      const built = await buildAt(writeSite(files));
      expect(built.published || built.problems.some(({ fatal }) => fatal)).toBe(true);
      if (!built.published) return;
      for (const file of built.files) {
        if (file.endsWith('.xml')) fromXml(built.page(file));
        if (file.endsWith('.json')) JSON.parse(built.page(file));
        if (file.endsWith('.html')) parseHtml(built.page(file));
      }
    });
  });
});

describe('pictures', { timeout }, () => {
  test('with flipped bits are read, or said to be bad', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
    const image = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#888', noise } });
    const frames = sharp({ create: { width: 20, height: 40, pageHeight: 20, channels: 3, background: '#a8321f' } as never });
    const originals: readonly (readonly [format: string, bytes: Uint8Array])[] = [
      ['jpg', await image().jpeg().toBuffer()],
      ['png', await image().png().toBuffer()],
      ['webp', await image().webp().toBuffer()],
      ['avif', await image().avif().toBuffer()],
      ['gif', await frames.gif().toBuffer()],
      ['tiff', await image().tiff().toBuffer()],
      [
        'svg',
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:red}</style><g><path class="a" d="M0 0h9v9z"/></g></svg>',
        ),
      ],
    ];
    const folder = temporaryFolder();
    await cases(0.06, async (random, seed) => {
      const [format, bytes] = pick(originals, random);
      const file = join(folder, `${seed}.${format}`);
      writeFileSync(file, mutatedBytes(bytes, random));
      const input = {
        path: `images/${seed}.${format}`,
        file,
        size: bytes.length,
        hash: String(seed),
        shown: 684,
        named: 'x',
        settings: SIZES,
      };
      const made = await makePicture(input, run, (_key, make) => make());
      // A picture, or words for the writer.
      if ('failure' in made) expect(made.failure.reason).not.toBe('');
      else expect(made.picture.width).toBeGreaterThan(0);
    });
  });
});
