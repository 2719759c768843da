// Checks `markdown: commonmark` against the examples of the CommonMark specification.

import { tests } from 'commonmark-spec';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { markdownReader } from '../../scripts/markdown/reader.js';
import { normalised } from '../conformance/normalise.js';

const html = { allowDangerousHtml: true };
const toHast = unified().use(remarkRehype, html).freeze();
const writer = unified().use(rehypeStringify, html).freeze();
const reader = markdownReader('commonmark');

test.each(
  tests.map(({ number, section, markdown, html }) => ({ name: `${number} ${section}`, markdown, wanted: html })),
)('$name', ({ markdown, wanted }) => {
  const tree = reader.document(markdown.replaceAll('→', '\t'));
  const made = writer.stringify(toHast.runSync(tree) as never);
  expect(normalised(made)).toBe(normalised(wanted.replaceAll('→', '\t')));
});
