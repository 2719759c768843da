// `npm run bench` runs all benchmarks, `npm run bench -- markdown` one. They print medians and ratios of alternatives measured
// side by side in one run, so that the machine's noise affects all alike.

import { needsTools } from '../scripts/tools/toolFolders.js';

const BENCHES: { readonly [name: string]: () => Promise<unknown> } = {
  markdown: () => import('./markdown.js'),
  patterns: () => import('./patterns.js'),
  generators: () => import('./generators.js'),
  dev: () => import('./dev.js'),
  whileDev: () => import('./whileDev.js'),
  unsaved: () => import('./unsaved.js'),
  search: () => import('./search.js'),
  related: () => import('./related.js'),
  cards: () => import('./cards.js'),
  archive: () => import('./archive.js'),
  pictures: () => import('./pictures.js'),
  kinds: () => import('./kinds.js'),
  effort: () => import('./effort.js'),
  queue: () => import('./queue.js'),
  sizes: () => import('./sizes.js'),
  growth: () => import('./growth.js'),
  stages: () => import('./stages.js'),
  publish: () => import('./publish.js'),
  dialects: () => import('./dialects.js'),
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown benchmark "${unknown.join('", "')}"; expected one of ${Object.keys(BENCHES).join(', ')}`);
  process.exitCode = 2;
} else if (needsTools('bench', 'the benchmark'))
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) await BENCHES[name]?.();
