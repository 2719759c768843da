// Compares our HTML with Pandoc's, recorded by `npm run conformance:answers`. `NAME.pandoc2.html` is the answer of Pandoc 2.17, for cases in
// which we follow it and Pandoc 3 differs.

import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { readCases } from './cases.js';
import { normalised } from './normalise.js';

test.each(readCases())('$name', ({ markdown, extensions, answer }) => {
  expect(existsSync(answer), 'no answer yet: npm run conformance:answers').toBe(true);
  const document = normalised(pandocToHtml(markdown, extensions));
  const before = answer.replace(/html$/, 'pandoc2.html');
  if (existsSync(before) && document === normalised(readFileSync(before, 'utf8'))) return;
  expect(document).toBe(normalised(readFileSync(answer, 'utf8')));
});
