// A text that would be rendered forever is stopped and reported, and later texts are rendered.

import { describe, expect, test } from 'vitest';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { isTaskError } from '../../scripts/base/errors.js';
import { TimeIsUp, withinTime } from '../../scripts/base/flow/timeLimit.js';
import { namesOf } from '../../scripts/base/siteLookup.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { type RenderInput, type RenderShared, renderArticles } from '../../scripts/engine/renderTask.js';
import { readSource } from '../../scripts/read/source.js';
import { HEADER } from '../readSettings.js';

describe('withinTime', () => {
  test('returns the result of a function, or throws its error', () => {
    expect(withinTime(10_000.5, () => [1])).toEqual([1]);
    expect(() =>
      withinTime(10_000, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(new RangeError('mine'));
  });

  test('stops an endless function', () => {
    expect(() =>
      withinTime(50, () => {
        for (;;);
      }),
    ).toThrow(TimeIsUp);
    expect(() => withinTime(50, () => /^(a+)+$/.test(`${'a'.repeat(60)}b`))).toThrow(TimeIsUp);
    expect(withinTime(10_000, () => 'next')).toBe('next');
  });

  test('keeps no reference to a finished or stopped function', () => {
    const before = Object.getOwnPropertySymbols(globalThis);
    expect(withinTime(10_000, () => Object.getOwnPropertySymbols(globalThis).length)).toBe(before.length + 1);
    expect(() =>
      withinTime(50, () => {
        for (;;);
      }),
    ).toThrow(TimeIsUp);
    expect(Object.getOwnPropertySymbols(globalThis)).toEqual(before);
  });
});

/** A plugin that loops forever if a text contains a word. */
const CIRCLING = `exports.default = () => ({ remark: [() => (tree) => { while (JSON.stringify(tree).includes('circle')); }] });`;

function inputOf(name: string, text: string): RenderInput {
  return {
    source: readSource(name, text, { fields: HEADER, dialect: 'markdown' }).source,
    text,
    dialect: CONFIG_FIELDS.markdown.default,
    answers: [],
  };
}

const shared: RenderShared = {
  names: namesOf({ posts: [], pages: [], unlisted: [], files: [], drafts: [], generated: [] }),
  options: {
    own: [],
    remote: 'keep',
    allow: [],
    links: 'error',
    pictures: 'error',
    words: ZH_HANS.words,
    plugins: {
      bundles: [{ name: 'circling', kind: 'titleblock', options: undefined, code: CIRCLING, hash: 'circling' }],
      site: { title: 'T', url: 'https://example.org', language: 'en' } as never,
      runTwice: false,
    },
  },
};

test('an article that takes too long stops the build and is named', async () => {
  const [good, bad] = [inputOf('posts/2020-01-02-a.md', '% A\n\nText.\n'), inputOf('posts/2020-01-03-b.md', '% B\n\ncircle\n')];
  const failure = await renderArticles([good, bad, good], shared, { timeout: 300 }).catch((error: Error) => error);
  expect(isTaskError(failure)).toBe(true);
  expect((failure as Error).message).toMatch(
    /^content\/posts\/2020-01-03-b\.md was not rendered within 0 seconds: .*please report/,
  );
  expect(await renderArticles([good, good], shared, { timeout: 10_000 })).toHaveLength(2);
});

test('an article that is nested too deeply stops the build and is named', async () => {
  const deep = { ...inputOf('posts/2020-01-03-b.md', `% B\n\n${'>'.repeat(5000)} a\n`), dialect: 'gfm' };
  const failure = await renderArticles([inputOf('posts/2020-01-02-a.md', '% A\n'), deep], shared).catch((error: Error) => error);
  expect(isTaskError(failure)).toBe(true);
  expect((failure as Error).message).toMatch(/^content\/posts\/2020-01-03-b\.md is nested too deeply/);
});
