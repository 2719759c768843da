// Measures the time per file of writing the output folder, for new, changed and unchanged files: `npm run bench -- publish`.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOfBytes } from '../scripts/base/hash.js';
import { type FileTable, NO_FILES } from '../scripts/cache/fileTable.js';
import { OutputFolder } from '../scripts/publish/publish.js';

const FILES = 20_000;
const paths = Array.from({ length: FILES }, (_, at) => `posts/2020-01-02-post-${at}.html`).sort();
const out = mkdtempSync(join(tmpdir(), 'titleblock-publish-'));

/** Publishes all files. Returns microseconds per file, including the scan of the folder. */
function publish(known: FileTable, text: string): { table: FileTable; micros: number } {
  const contents = paths.map((path) => Buffer.from(`${path} ${text}`.repeat(200)));
  const hashes = contents.map(hashOfBytes);
  const start = performance.now();
  const folder = new OutputFolder(out, 'dist', known, Date.now() + 60_000);
  folder.begin(paths, known.paths.length > 0);
  for (const [at, path] of paths.entries()) folder.put(path, contents[at] as Buffer, hashes[at] as string);
  const table = folder.end(paths);
  return { table, micros: ((performance.now() - start) / FILES) * 1000 };
}

try {
  const fresh = publish(NO_FILES, 'a');
  const changed = publish(fresh.table, 'b');
  const same = publish(changed.table, 'b');
  console.log(`| ${FILES} files of 10 kB | microseconds each |\n| --- | --- |`);
  for (const [what, { micros }] of Object.entries({ new: fresh, changed, unchanged: same }))
    console.log(`| ${what} | ${micros.toFixed(0)} |`);
} finally {
  rmSync(out, { recursive: true, force: true });
}
