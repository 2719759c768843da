// Measures how builds scale with 1,000, 10,000 and 100,000 generated posts and default settings: `npm run bench -- growth`.
// Reports time, memory and bytes written to the record, from scratch, with no change, and after an edit. TITLEBLOCK_BENCH_POSTS
// sets the sizes.

import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../scripts/base/program.js';
import { run } from './process.js';
import { generated, type Post, postPath, writeDefaultSite } from './site.js';

const SIZES = (process.env.TITLEBLOCK_BENCH_POSTS ?? '1000,10000,100000').split(',').map(Number);
/** Milliseconds after which the mtime of a written file can be trusted. */
const SETTLED = 100;

const EDITS: { readonly [what: string]: (root: string, posts: readonly Post[]) => void } = {
  'from scratch': (root) => {
    for (const folder of ['dist', '.cache']) rmSync(join(root, folder), { recursive: true, force: true });
  },
  'nothing changed': () => {},
  'a text edited': (root, [first]) => appendFileSync(join(root, postPath((first as Post).name)), '\n又一段。\n'),
};

/** Returns the megabytes of a site's record; of files written since a time, if one is given. */
function recordSize(root: string, since = 0): number {
  const folder = join(root, '.cache');
  const files = readdirSync(folder).filter((name) => name.startsWith('last-build'));
  const sizes = files.map((name) => statSync(join(folder, name))).map(({ size, mtimeMs }) => (mtimeMs > since ? size : 0));
  return sizes.reduce((all, size) => all + size, 0) / 1e6;
}

console.log(
  '| posts | build | seconds | CPU seconds | MB, mapped files of the store too | MB of its own | MB of the record written |',
);
console.log(`|${' --- |'.repeat(7)}`);
for (const size of SIZES) {
  const root = mkdtempSync(join(tmpdir(), 'titleblock-growth-'));
  try {
    const posts = generated(size);
    writeDefaultSite(root, posts);
    for (const [what, edit] of Object.entries(EDITS)) {
      edit(root, posts);
      const start = Date.now();
      const command = [process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build', '--root', root];
      const { seconds, processor, megabytes, own } = await run(command, root);
      const written = existsSync(join(root, '.cache')) ? recordSize(root, start) : 0;
      const cells = [
        size,
        what,
        seconds.toFixed(2),
        processor.toFixed(1),
        megabytes.toFixed(0),
        own.toFixed(0),
        written.toFixed(1),
      ];
      console.log(`| ${cells.join(' | ')} |`);
      await new Promise((resolve) => setTimeout(resolve, SETTLED));
      // An unmeasured build hashes files whose mtime could not be trusted.
      await run(command, root);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
