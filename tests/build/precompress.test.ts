// `--precompress`: compressed files next to text files, updated when these change.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { verify } from '../../scripts/cli/verify.js';
import { filesBelow, QUIET, run, writeSite } from '../support.js';

test('compresses text files, and only changed ones again', async () => {
  const root = writeSite({
    'content/posts/2020-01-02-a.md': '% 甲\n\n一\n',
    'content/posts/2020-01-03-b.md': '% 乙\n\n[c](../c.txt) [d](../c.txt.gz)\n',
    'content/about.md': '% About\n',
    'content/c.txt': 'c\n'.repeat(1000),
    'content/c.txt.gz': 'the writer’s own',
  });
  const out = join(root, 'dist');
  const options = { ...QUIET, root, out, derived: ['compressed'] };
  const bytes = (path: string) => readFileSync(join(out, path));
  expect((await build({ ...options, derived: [] })).published).toBe(true);
  const plain = filesBelow(out);
  const first = await build(options);
  expect(first.problems).toEqual([]);
  const added = filesBelow(out).filter((path) => !plain.includes(path));
  expect(first.summary).toMatchObject({ written: added.length, files: plain.length - 1 + added.length });
  expect(added.filter((path) => path.endsWith('.br')).length).toBeGreaterThan(10);
  for (const path of added) {
    const decompress = path.endsWith('.br') ? brotliDecompressSync : gunzipSync;
    expect(decompress(bytes(path)).equals(bytes(path.slice(0, -3)))).toBe(true);
    expect(path).not.toMatch(/^_|\.(?:png|webp|ico)\./);
  }
  expect(bytes('c.txt.gz').toString()).toBe('the writer’s own');
  expect((await build(options)).times.render).toBeUndefined();
  expect(await verify(options, await build(options), build)).toEqual([]);

  writeFileSync(join(root, 'content/posts/2020-01-02-a.md'), '% 甲\n\n二\n');
  const edited = await build({ ...options, explain: true });
  const again = [...edited.reasons.keys()].filter((path) => /\.(?:br|gz)$/.test(path));
  expect(again).toContain('posts/2020-01-02-a.html.br');
  expect(again).not.toContain('about.html.br');
  expect(edited.reasons.get('posts/2020-01-02-a.html.br')).toBe('the source file changed');
  expect(brotliDecompressSync(bytes('posts/2020-01-02-a.html.br')).toString()).toContain('二');

  rmSync(join(root, 'content/posts/2020-01-02-a.md'));
  await build(options);
  expect(existsSync(join(out, 'posts/2020-01-02-a.html.br'))).toBe(false);
  expect(run(['build', '--root', root]).status).toBe(0);
  expect(filesBelow(out).filter((path) => /\.(?:br|gz)$/.test(path))).toEqual(['c.txt.gz']);
}, 30_000);
