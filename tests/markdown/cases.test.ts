// The Pandoc reader: cases/NAME.md beside cases/NAME.html. The answers were compared with Pandoc's when they were made;
// where they differ on purpose (the extension `cjk`, tables by display width) the case says so by its name. To add a
// case, add the two files.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { CONFIG_FIELDS } from '../../scripts/config.js';
import { pandocRehypeOptions } from '../../scripts/markdown/handlers.js';
import { markdownReader } from '../../scripts/markdown/reader.js';
import { PROJECT } from '../support.js';

const CASES = join(PROJECT, 'tests/markdown/cases');
const names = readdirSync(CASES)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replace(/\.md$/, ''));

test.each(names)('%s', (name) => {
  const dialect = name === 'cjk' ? CONFIG_FIELDS.markdown.default : 'markdown';
  const tree = markdownReader(dialect).document(readFileSync(join(CASES, `${name}.md`), 'utf8'));
  const hast = unified().use(remarkRehype, pandocRehypeOptions()).runSync(tree);
  const html = unified()
    .use(rehypeStringify, { allowDangerousHtml: true })
    .stringify(hast as unknown as Root);
  const file = join(CASES, `${name}.html`);
  expect(`${html}\n`).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
});
