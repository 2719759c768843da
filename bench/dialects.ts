// Counts the problems of each dialect with texts of other tools: markup left as text (`markdown/foreign`), and lines that the
// dialect itself reports. The texts are in tests/sites/foreign, one per tool, with each of its constructs once. The
// recommendations in docs/moving.md are based on the counts. Comments, which no page shows, and titles of code, which are shown,
// don't count. Dialects are used without extensions that the tool lacks: with wikilinks, the `[[toc]]` of VuePress would be a
// link.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { COMMONMARK_EXTENSIONS } from '../scripts/markdown/extensions.js';
import { masked } from '../scripts/markdown/index.js';
import { markdownReader } from '../scripts/markdown/reader.js';
import { readSource } from '../scripts/read/source.js';
import { findMarks } from '../scripts/render/foreign/find.js';
import type { Mark } from '../scripts/render/foreign/mark.js';
import { HEADER } from '../tests/readSettings.js';

const FOLDER = 'tests/sites/foreign/content/posts/gfm';
const MORE = COMMONMARK_EXTENSIONS.filter((name) => !name.startsWith('wikilinks_')).map((name) => `+${name}`);
const DIALECTS: { readonly [name: string]: string } = {
  markdown: CONFIG_FIELDS.markdown.default,
  'markdown with alerts, emoji, mark': `${CONFIG_FIELDS.markdown.default}+alerts+emoji+mark`,
  gfm: 'gfm',
  'gfm with its extensions': `gfm${MORE.join('')}`,
};
const WIKILINKS = '+wikilinks_title_after_pipe';

/** True if a mark is shown differently than its own tool would show it. */
const isSurprise = ({ isPart, isComment, outcome = '' }: Mark) =>
  !isPart && !isComment && !/^is (?:shown above|read as)/.test(outcome);

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  console.log(file);
  for (const [name, each] of Object.entries(DIALECTS)) {
    const dialect = file.includes('obsidian') && each.includes('+mark') ? `${each}${WIKILINKS}` : each;
    const written = masked(text, readSource(`posts/${file}`, text, { fields: HEADER, dialect }).source.bodyOffset);
    let others = 0;
    const tree = markdownReader(dialect).document(written, () => others++);
    const marks = findMarks(written, tree, dialect).filter(isSurprise);
    console.log(`  ${String(marks.length + others).padStart(3)} surprises in ${name}`);
  }
}
