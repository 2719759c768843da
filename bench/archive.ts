// Builds the real archive without its pictures, and compares with Pandoc started once per file, one or two at a time: `npm run
// bench -- archive`.

import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from './texts.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ARCHIVE = join(PROJECT, '../shared/corpus');
const ROUNDS = 3;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function measure(): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'titleblock-archive-'));
  try {
    cpSync(join(ARCHIVE, 'content'), join(root, 'content'), {
      recursive: true,
      filter: (path) => !/\.(?:png|jpe?g|gif|webp)$/i.test(path),
    });
    for (const path of ['content', 'content/site.yaml']) chmodSync(join(root, path), 0o755);
    const settings = join(root, 'content/site.yaml');
    const others = readFileSync(settings, 'utf8').replace(/^(?:links|pictures):.*$/gm, '');
    writeFileSync(settings, `${others}\nlinks: warn\npictures: warn\nsearch: false\ncards: false\n`);
    const folder = join(root, 'content/posts');
    const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
    const args = (name: string) => ['-f', 'markdown', '-t', 'html', '-s', '-o', join(root, `${name}.html`), join(folder, name)];
    const run = promisify(execFile);
    const times: { [name: string]: number[] } = { 'Pandoc, one at a time': [], 'Pandoc, two at a time': [], titleblock: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times['Pandoc, one at a time']?.push(
        await timed(() => {
          for (const name of files) execFileSync('pandoc', args(name), { stdio: 'ignore' });
        }),
      );
      const queue = files.values();
      const lane = async () => {
        for (const name of queue) await run('pandoc', args(name));
      };
      times['Pandoc, two at a time']?.push(await timed(() => Promise.all([lane(), lane()])));
      for (const name of ['dist', '.cache']) rmSync(join(root, name), { recursive: true, force: true });
      const program = [join(PROJECT, 'scripts/start/start.cjs'), 'build', '--root', root];
      times.titleblock?.push(await timed(() => execFileSync(process.execPath, program, { stdio: 'ignore' })));
    }
    const own = median(times.titleblock ?? []);
    console.log(`\n${files.length} posts of ${ARCHIVE}, medians of ${ROUNDS} rounds`);
    for (const [name, list] of Object.entries(times)) {
      const time = median(list);
      console.log(
        `${name.padEnd(24)} ${time.toFixed(2).padStart(7)} s${name === 'titleblock' ? '' : `  titleblock takes ${(own / time).toFixed(3)} of it`}`,
      );
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (existsSync(ARCHIVE)) await measure();
else console.log('../shared is not here: the archive cannot be measured');
