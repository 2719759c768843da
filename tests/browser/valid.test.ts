// The demo site keeps the rules of HTML.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { filesBelow, PROJECT, QUIET, temporaryFolder } from '../support.js';

test('has valid HTML on every page', async () => {
  const out = temporaryFolder();
  await build({ ...QUIET, root: PROJECT, out, strict: true, noCache: true });
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // rehype-stringify and writers of raw HTML write it so; HTML allows both.
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'no-trailing-whitespace': 'off',
      'doctype-style': 'off',
      // Headings are up to the writer; axe checks the theme's own.
      'heading-level': 'off',
      // Title length is up to the writer.
      'long-title': 'off',
      'require-sri': 'off',
      // Scrollable code blocks and diagrams must be reachable by keyboard.
      'prefer-native-element': 'off',
    },
  });
  const pages = filesBelow(out).filter((file) => file.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(8);
  for (const file of pages) {
    const { results } = await validator.validateString(readFileSync(join(out, file), 'utf8'));
    const found = results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line}: ${ruleId} ${message}`));
    expect([file, found]).toEqual([file, []]);
  }
}, 120_000);
