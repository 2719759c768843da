// Pages in Chinese have the structure of the English ones: a page that lags behind fails.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chineseOf, englishOf } from '../scripts/tools/docs/translations.js';
import { filesBelow, PROJECT } from './support.js';

/** Pages for writers, each of which has a Chinese version. */
const TRANSLATED = [
  'README.md',
  ...[
    'builds.md',
    'checking.md',
    'customize.md',
    'themes.md',
    'extensions.md',
    'faq.md',
    'front-matter.md',
    'languages.md',
    'markdown.md',
    'moving.md',
    'moving/editors.md',
    'moving/exports.md',
    'moving/hexo.md',
    'moving/hugo.md',
    'moving/jekyll.md',
    'moving/obsidian.md',
    'moving/pandoc.md',
    'moving/vuepress.md',
    'pages.md',
    'pictures.md',
    'problems.md',
    'publishing/README.md',
    'publishing/buckets.md',
    'publishing/cloudflare-pages.md',
    'publishing/edgeone.md',
    'publishing/github-pages.md',
    'publishing/netlify.md',
    'publishing/server.md',
    'rules.md',
    'search.md',
    'services.md',
    'settings.md',
    'site.md',
    'start.md',
    'templates.md',
    'tutorial.md',
    'updating.md',
  ].map((name) => `docs/${name}`),
];

/** What can be compared across languages. */
interface Structure {
  /** Levels of the headings, in order. */
  readonly headings: readonly string[];
  /** Columns and rows of the tables. */
  readonly tables: readonly string[];
  /** Languages of the code blocks. */
  readonly code: readonly string[];
  /** Commands in `sh` blocks, without their comments; texts in quotation marks may be translated. */
  readonly commands: readonly string[];
  /** Top-level items of the lists between two headings. */
  readonly items: readonly number[];
}

function structureOf(path: string): Structure {
  const headings: string[] = [];
  const tables: string[] = [];
  const code: string[] = [];
  const commands: string[] = [];
  const items: number[] = [0];
  let fence = '';
  let rows = 0;
  let columns = 0;
  for (const line of [...readFileSync(join(PROJECT, path), 'utf8').split('\n'), '']) {
    const [, ticks = '', language = ''] = /^(`{3,})(.*)$/.exec(line.trim()) ?? [];
    if (fence) {
      if (ticks.startsWith(fence)) fence = '';
      else if (code.at(-1) === 'sh' && line.trim() !== '')
        commands.push(
          line
            .replace(/\s+#.*$/, '')
            .replace(/"[^"]*"/g, '""')
            .trim(),
        );
      continue;
    }
    if (ticks) {
      fence = ticks;
      code.push(language);
    }
    if (line.startsWith('|')) {
      columns = line.replace(/\\\||`[^`]*`/g, '').split('|').length - 2;
      rows++;
    } else if (rows > 0) {
      tables.push(`${columns} × ${rows}`);
      rows = 0;
    }
    const [, level] = /^(#+) /.exec(line) ?? [];
    if (level) {
      headings.push(level);
      items.push(0);
    }
    if (/^(?:[-*]|\d+\.) /.test(line)) items[items.length - 1] = (items.at(-1) ?? 0) + 1;
  }
  return { headings, tables, code, commands, items };
}

test('every page for writers has a Chinese version, and no other page has', () => {
  const chinese = ['README.zh.md', ...filesBelow(join(PROJECT, 'docs/zh')).map((name) => `docs/zh/${name}`)];
  expect(chinese.filter((path) => path.endsWith('.md')).map((path) => englishOf(path))).toEqual(
    expect.arrayContaining(TRANSLATED),
  );
  expect(chinese.filter((path) => !TRANSLATED.includes(englishOf(path) ?? ''))).toEqual([]);
});

describe('the Chinese version has the structure of the English page', () => {
  test.each(TRANSLATED)('%s', (path) => {
    expect(existsSync(join(PROJECT, chineseOf(path)))).toBe(true);
    expect(structureOf(chineseOf(path))).toEqual(structureOf(path));
  });
});

describe('the Chinese version reads as Chinese', () => {
  /** Text without code, addresses and HTML comments. */
  const proseOf = (path: string) =>
    readFileSync(join(PROJECT, path), 'utf8')
      .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
      .replace(/(`+)[\s\S]*?\1|\]\([^)]*\)|<[^>]*>/g, '');

  test.each(TRANSLATED.filter((path) => path !== 'docs/extensions.md').map(chineseOf))('%s', (path) => {
    const prose = proseOf(path);
    // Half-width punctuation between Chinese characters.
    expect(prose.match(/\p{Script=Han}[,;:?!]\s*\p{Script=Han}|\p{Script=Han}\([^)]*\p{Script=Han}[^)]*\)/gu) ?? []).toEqual([]);
    // Whole English sentences.
    expect(prose.match(/\b[a-z]+ (?:the|is|are|of|to|with|which) [a-z]+ [a-z]+/g) ?? []).toEqual([]);
  });
});
