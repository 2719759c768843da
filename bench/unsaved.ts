// Times finding the problems of an unsaved text, with a site that is read already: `npm run bench -- unsaved`.
// TITLEBLOCK_BENCH_POSTS (400) sets the number of posts.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../scripts/engine/engine.js';
import { Inputs } from '../scripts/engine/inputs.js';
import { viewingProfile } from '../scripts/engine/profile.js';
import { FEATURES } from '../scripts/features/table.js';
import { Batches } from '../scripts/work/batches.js';
import { generated, postFile, writeDefaultSite } from './site.js';
import { median } from './texts.js';

const POSTS = Number(process.env.TITLEBLOCK_BENCH_POSTS ?? 400);
const ROUNDS = 50;

const root = mkdtempSync(join(tmpdir(), 'titleblock-bench-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
const posts = generated(POSTS);
writeDefaultSite(root, posts);
const inputs = new Inputs(root, undefined);
const options = { features: FEATURES, store: undefined, batches: new Batches(0), outputFolder: root, last: undefined };
const engine = new Engine({ root, inputs, profile: viewingProfile(true), ...options });
await engine.settle();
const file = inputs.paths.filter((path) => /^content\/posts\/.*\.md$/.test(path))[POSTS >> 1] as string;
const text = postFile('titleblock', posts[POSTS >> 1] as (typeof posts)[number]);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const start = performance.now();
  await engine.problemsOf(file, `${text}\nA sentence more, the ${round}th. [gone](gone.md)\n`);
  times.push(performance.now() - start);
}
console.log(`problems of an unsaved text of ${text.length} characters, at ${POSTS} posts: ${median(times).toFixed(1)} ms`);
await options.batches.close();
