// Any text is rendered without leftover marks, and its problems are at lines that exist.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZH_HANS } from '../../scripts/assemble/words/zh-Hans.js';
import { namesOf, siteLookup } from '../../scripts/base/siteLookup.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { readSource } from '../../scripts/read/source.js';
import { renderArticle } from '../../scripts/render/article.js';
import type { SiteIndex } from '../../scripts/types.js';
import { PIECES } from '../markdown/patterns.js';
import { HEADER } from '../readSettings.js';
import { tries } from '../support.js';

const SITE_PIECES = [
  '![a](images/root.png)',
  '<img src="x.png">',
  '<a href=',
  '<picture>',
  '</picture>',
  '% ',
  'title: x',
  '[x](#a)',
  '\uFDD0',
  '\uFDD11\uFDD1',
];
const pieces = fc.constantFrom(...PIECES, ...SITE_PIECES);

test.each(['markdown', 'gfm', 'commonmark'])('%s', async (dialect) => {
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const text = parts.join('');
      const { source } = readSource('posts/2020-01-03-case.md', text, { fields: HEADER, dialect: 'markdown' });
      const index: SiteIndex = {
        posts: [source],
        pages: [],
        unlisted: [],
        files: ['images/root.png'],
        drafts: [],
        generated: ['/'],
      };
      const article = await renderArticle(source, text, siteLookup(namesOf(index)), {
        own: [{ origin: 'https://example.org', base: '' }],
        remote: 'keep',
        allow: [],
        dialect: dialect === 'markdown' ? CONFIG_FIELDS.markdown.default : dialect,
        links: 'error',
        pictures: 'error',
        words: ZH_HANS.words,
      });
      const html = article.body.map((p) => (typeof p === 'string' ? p : '')).join('');
      expect(html).not.toMatch(/[\uFDD0\uFDD1]/);
      for (const { place } of article.problems)
        if (place) {
          expect(place.line).toBeGreaterThan(0);
          expect(place.line).toBeLessThanOrEqual(text.split('\n').length);
        }
    }),
    { numRuns: tries(500) },
  );
});
