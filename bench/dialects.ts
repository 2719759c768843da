// Surprises of each dialect in the texts of other tools: marks that are left as text (`markdown/foreign`). The texts are those of
// tests/sites/foreign, one for each tool, which have each of its constructs once; docs/moving.md recommends by them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FIELDS } from '../scripts/config/config.js';
import { COMMONMARK_EXTENSIONS } from '../scripts/markdown/extensions.js';
import { masked } from '../scripts/markdown/index.js';
import { markdownReader } from '../scripts/markdown/reader.js';
import { readSource } from '../scripts/read/source.js';
import { findMarks } from '../scripts/render/foreign/find.js';

const FOLDER = 'tests/sites/foreign/content/posts/gfm';
const MORE = COMMONMARK_EXTENSIONS.filter((name) => name !== 'wikilinks_title_before_pipe').map((name) => `+${name}`);
const DIALECTS: { readonly [name: string]: string } = {
  markdown: CONFIG_FIELDS.markdown.default,
  'markdown with alerts, emoji, mark, wikilinks': `${CONFIG_FIELDS.markdown.default}+alerts+emoji+mark+wikilinks_title_after_pipe`,
  gfm: 'gfm',
  'gfm with its extensions': `gfm${MORE.join('')}`,
};

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  console.log(file);
  for (const [name, dialect] of Object.entries(DIALECTS)) {
    const written = masked(text, readSource(`posts/${file}`, text, { dialect }).source.bodyOffset);
    let others = 0;
    const tree = markdownReader(dialect).document(written, () => others++);
    const marks = findMarks(written, tree, dialect).filter(({ isPart }) => !isPart);
    console.log(`  ${String(marks.length + others).padStart(3)} surprises in ${name}`);
  }
}
