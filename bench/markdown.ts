// Times parsing markdown, and converting it to HTML, with remarkPandoc, remark-parse, markdown-it and Pandoc, on the same posts
// in turns: `npm run bench -- markdown`.

import { execFileSync } from 'node:child_process';
import MarkdownIt from 'markdown-it';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { CONFIG_FIELDS } from '../scripts/config/settings.js';
import { changesOf, EXTENSIONS } from '../scripts/markdown/extensions.js';
import { pandocRehypeOptions, remarkPandoc } from '../scripts/markdown/index.js';
import { median, posts, timed } from './texts.js';

const ROUNDS = 30;
const WARM_UP = 5;
const { from, texts } = posts();

const site = changesOf(CONFIG_FIELDS.markdown.default);
const everything = EXTENSIONS.map((name) => `+${name}`).join('');
const html = { allowDangerousHtml: true };
const remark = unified().use(remarkParse).freeze();
const pandoc = unified().use(remarkPandoc, { extensions: site }).freeze();
const pandocAll = unified().use(remarkPandoc, { extensions: everything }).freeze();
const remarkToHtml = unified().use(remarkParse).use(remarkRehype, html).use(rehypeStringify, html).freeze();
const pandocToHtml = unified()
  .use(remarkPandoc, { extensions: site })
  .use(remarkRehype, pandocRehypeOptions)
  .use(rehypeStringify, html)
  .freeze();
const markdownIt = new MarkdownIt({ html: true });

interface Subject {
  readonly name: string;
  readonly work: (text: string) => unknown;
  /** The subject to compare with, and the goal for the ratio of times. */
  readonly against?: string;
  readonly wanted?: number;
}

const SUBJECTS: readonly Subject[] = [
  { name: 'remark-parse', work: (text) => remark.parse(text) },
  { name: 'remarkPandoc', work: (text) => pandoc.parse(text), against: 'remark-parse', wanted: 0.2 },
  { name: 'remarkPandoc, every extension', work: (text) => pandocAll.parse(text), against: 'remark-parse', wanted: 0.2 },
  { name: 'markdown-it', work: (text) => markdownIt.parse(text, {}), against: 'remark-parse' },
  { name: 'remark-parse to HTML', work: (text) => remarkToHtml.processSync(text) },
  { name: 'remarkPandoc to HTML', work: (text) => pandocToHtml.processSync(text), against: 'remark-parse to HTML', wanted: 0.3 },
  { name: 'markdown-it to HTML', work: (text) => markdownIt.render(text), against: 'remark-parse to HTML' },
];

const times = SUBJECTS.map((): number[] => []);
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  for (const [index, { work }] of SUBJECTS.entries()) {
    const time = timed(() => texts.forEach(work)) / texts.length;
    if (round >= WARM_UP) times[index]?.push(time);
  }
}

console.log(`\n${texts.length} posts from ${from}, milliseconds a post, medians of ${ROUNDS} rounds`);
const medians = new Map(SUBJECTS.map(({ name }, index) => [name, median(times[index] ?? [])]));
for (const { name, against, wanted } of SUBJECTS) {
  const time = medians.get(name) ?? 0;
  const ratio = against === undefined ? '' : `${(time / (medians.get(against) ?? 1)).toFixed(3)} × ${against}`;
  const goal = wanted === undefined ? '' : `  (wanted: ${wanted})`;
  console.log(`${name.padEnd(30)} ${time.toFixed(3).padStart(8)} ms  ${ratio}${goal}`);
}
try {
  const joined = texts.join('\n\n');
  const options = (input: string) => ({ input, stdio: ['pipe' as const, 'pipe' as const, 'ignore' as const], maxBuffer: 1e9 });
  const run = (input: string) =>
    timed(() => execFileSync('pandoc', ['-f', 'markdown-yaml_metadata_block', '-t', 'html'], options(input)));
  const time = (median([run(joined), run(joined), run(joined)]) - median([run(''), run(''), run('')])) / texts.length;
  console.log(`${'Pandoc to HTML'.padEnd(30)} ${time.toFixed(3).padStart(8)} ms  (all posts as one text, without its start)`);
} catch (error) {
  console.log(`Pandoc cannot be measured: ${(error as Error).message.split('\n', 1)[0]}`);
}
