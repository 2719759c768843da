// Measures the search index: time to build and to update it, sizes of its files, and what a query loads: `npm run bench --
// search`. Uses the posts of the archive, or of the demo site; for larger sizes, the same posts with their characters exchanged.

import { gzipSync } from 'node:zlib';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { type Loader, openSearch } from '../scripts/features/search/fullText/find.js';
import {
  type IndexedRun,
  type IndexFile,
  indexPost,
  indexRun,
  indexSteps,
  rootFile,
  rowFiles,
  shardFiles,
  touchedFiles,
} from '../scripts/features/search/fullText/index.js';
import { pandocRehypeOptions, remarkPandoc } from '../scripts/markdown/index.js';
import { median, posts, timed } from './texts.js';

const SIZES = [394, 10_000];
const QUERIES = 200;
const ROUNDS = 3;
/** Posts in one run, as in a build. */
const RUN = 128;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const packed = (text: string) => gzipSync(text).length;

const { from, texts, titles } = posts();
const renderer = unified()
  .use(remarkPandoc, {})
  .use(remarkRehype, pandocRehypeOptions)
  .use(rehypeStringify, { allowDangerousHtml: true });
const rendered = texts.map((text) => String(renderer.processSync(text)));
const characters = [...new Set(rendered.join('').match(/\p{Script=Han}/gu))].sort();
const places = new Map(characters.map((character, at) => [character, at]));

/** Returns the HTML of a post. Beyond the archive's posts, their characters are exchanged, so that they share few terms. */
function htmlOf(id: number): string {
  const html = rendered[id % rendered.length] as string;
  const step = Math.floor(id / rendered.length) * 37;
  if (step === 0) return html;
  return html.replace(
    /\p{Script=Han}/gu,
    (each) => characters[((places.get(each) as number) + step) % characters.length] as string,
  );
}

for (const size of SIZES) {
  const source = (id: number, more = '') => ({
    title: titles[id % titles.length] as string,
    path: `posts/2020-01-01-post-${id}.html`,
    date: '2020-01-01',
    tags: [],
    html: htmlOf(id) + more,
  });
  let runs: IndexedRun[] = [];
  const indexing = () => {
    runs = Array.from({ length: Math.ceil(size / RUN) }, (_, at) => {
      const ids = Array.from({ length: Math.min(RUN, size - at * RUN) }, (_id, n) => at * RUN + n);
      return indexRun(
        at * RUN,
        ids.map((id) => source(id)),
      );
    });
  };
  const perPost = median(Array.from({ length: ROUNDS }, () => timed(indexing))) / size;
  let files: IndexFile[] = [];
  const making = () => {
    const terms = runs.map((run) => run.terms);
    const shards = [...indexSteps(terms, size)].flatMap((step) => [...shardFiles(step)]);
    files = [...shards, ...rowFiles(runs.flatMap(({ rows }) => rows))];
  };
  const merging = median(Array.from({ length: ROUNDS }, () => timed(making))) / size;
  const contents = new Map([...files, rootFile('', size, files)].map(({ path, content }) => [path, content]));
  const edits = Array.from({ length: 5 }, (_, n) => {
    const id = Math.floor((size * n) / 5);
    let touched = 0;
    const time = timed(() => {
      const after = indexPost(source(id, `<p>又写了一句第${n}次才想到的话，whatever it says。</p>`));
      const changed = touchedFiles([{ id, before: indexPost(source(id)), after }], size, size) ?? [];
      for (const { path, change } of changed) change(contents.get(path) ?? '');
      touched = changed.length;
    });
    return { time, touched };
  });
  const sizes = [...contents].filter(([path]) => path.startsWith('terms/')).map(([, content]) => packed(content));
  console.log(`\n${size} posts, from ${from}`);
  console.log(`memory            ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB, all held here`);
  console.log(
    `made              ${(perPost + merging).toFixed(2)} ms a post (${merging.toFixed(2)} of it is done by one thread)`,
  );
  console.log(
    `a text changed    ${median(edits.map(({ time }) => time)).toFixed(0)} ms, ${median(edits.map(({ touched }) => touched))} of ${contents.size} files`,
  );
  console.log(
    `shards, gzipped   ${sizes.length}, ${kilobytes(median(sizes))} in the middle, ${kilobytes(Math.max(...sizes))} at most, ${kilobytes(sizes.reduce((sum, each) => sum + each, 0))} in all`,
  );
  await queries(contents, size);
}

/** Reports what queries load. The queries are runs of two to eight characters and prefixes of words in the texts. */
async function queries(contents: ReadonlyMap<string, string>, size: number): Promise<void> {
  const requests: number[] = [];
  const bytes: number[] = [];
  for (let n = 0; n < QUERIES; n++) {
    const text = texts[(n * 7) % texts.length] as string;
    const tokens = text.match(/\p{Script=Han}{2,}|\b[a-z]{4,}/gu) ?? ['云'];
    const query = (tokens[(n * 13) % tokens.length] as string).slice(0, 2 + (n % 7));
    let [asked, loaded] = [0, 0];
    const count = (text: string) => {
      asked++;
      loaded += packed(text);
      return text;
    };
    const loader: Loader = {
      file: async (name) => count(contents.get(name) as string),
      page: async (path) => ({ text: count(htmlOf(Number(/\d+(?=\.)/.exec(path)?.[0]))), headings: [] }),
    };
    const search = await openSearch(loader);
    const { hits, wanted, shards } = await search.find(query);
    for (const { id } of hits.slice(0, 10)) await search.row(id);
    for (const { id } of hits.slice(0, shards > 2 ? 1 : 2)) await search.matchInPage(id, wanted);
    requests.push(asked);
    bytes.push(loaded);
  }
  console.log(
    `a query of ${QUERIES}    ${median(requests)} requests, ${Math.max(...requests)} at most; ${kilobytes(median(bytes))}, ${kilobytes(Math.max(...bytes))} at most; ${size} posts, two excerpts`,
  );
}
