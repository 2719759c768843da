// Builds one very long post in four sizes: `npm run bench -- sizes`. Reports processor seconds from scratch. They should double
// with the size; a ratio near four would mean that something is quadratic.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../scripts/base/program.js';
import { LONG_TEXTS } from './longTexts.js';
import { run } from './process.js';

const SIZES = [4, 8, 16, 32];
const root = mkdtempSync(join(tmpdir(), 'titleblock-sizes-'));
for (const folder of ['content/posts', 'images']) mkdirSync(join(root, folder), { recursive: true });
writeFileSync(join(root, 'content/site.yaml'), 'title: T\nurl: https://example.org\nlanguage: en\n');

console.log(
  `| one post of many | MB of the largest | ${SIZES.map((size) => `×${size}`).join(' | ')} | last ratio | MB of memory |`,
);
console.log(`| --- |${' --- |'.repeat(SIZES.length + 3)}`);
try {
  for (const [what, textOf] of Object.entries(LONG_TEXTS)) {
    const runs = [];
    let bytes = 0;
    for (const size of SIZES) {
      const text = `% A\n\n${textOf(size)}`;
      bytes = Buffer.byteLength(text);
      writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), text);
      runs.push(
        await run([process.execPath, join(PROJECT, 'scripts/start/start.cjs'), 'build', '--root', root, '--no-cache'], root),
      );
    }
    const seconds = runs.map(({ processor }) => processor);
    const [last = 0, before = 1] = [...seconds].reverse();
    const cells = [
      what,
      (bytes / 1e6).toFixed(1),
      ...seconds.map((each) => each.toFixed(1)),
      (last / before).toFixed(2),
      (runs.at(-1)?.megabytes ?? 0).toFixed(0),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}
