// A site of so many posts that its record is kept in parts: after each edit, a build writes what has changed, and makes what a build from
// scratch does.

import { appendFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { buildAt, bytesBelow, LONG, QUIET, temporaryFolder, writeSite } from '../support.js';

/** Fewer, and the record has no parts. */
const POSTS = 1500;
const post = (n: number) => `content/posts/2020-01-0${1 + (n % 9)}-p${n}.md`;

const EDITS: { readonly [what: string]: (root: string) => void } = {
  'a text': (root) => appendFileSync(join(root, post(700)), '\nMore.\n'),
  'a time': (root) => utimesSync(join(root, post(3)), 1e9, 1e9),
  'a new post': (root) => writeFileSync(join(root, 'content/posts/2020-01-05-new.md'), '% New\n\n[x](2020-01-01-p0.md)\n'),
  'a title': (root) => writeFileSync(join(root, post(900)), '% Other\n\nText.\n'),
  'a post that is gone': (root) => rmSync(join(root, post(1234))),
  'an output that is gone': (root) => rmSync(join(root, 'dist/posts/2020-01-01-p0.html')),
};

/** A build from scratch gives the same. */
async function isClean(root: string): Promise<void> {
  const out = temporaryFolder();
  await build({ ...QUIET, root, out, noCache: true });
  expect(bytesBelow(join(root, 'dist'))).toEqual(bytesBelow(out));
}

test.runIf(LONG)('each edit of a site of many posts', { timeout: 240_000 }, async () => {
  const files = Object.fromEntries(Array.from({ length: POSTS }, (_, n) => [post(n), `% P${n}\n\nText ${n}.\n`]));
  const settings = 'title: T\nurl: https://example.org\nsearch: false\ncards: false\n';
  const root = writeSite({ ...files, 'content/site.yaml': settings });
  await buildAt(root);
  const recordSize = () => statSync(join(root, '.cache/last-build')).size;
  const earlier = () => readdirSync(join(root, '.cache')).filter((name) => name.startsWith('last-build-'));
  const whole = recordSize();
  const sizes: number[] = [];
  for (const [what, edit] of Object.entries(EDITS)) {
    edit(root);
    expect((await buildAt(root)).problems, what).toEqual([]);
    sizes.push(recordSize());
  }
  await isClean(root);
  expect(sizes[0]).toBeLessThan(whole / 2);
  expect(earlier()).not.toEqual([]);
  // A part of the record is gone: as if there were none.
  for (const name of earlier()) rmSync(join(root, '.cache', name));
  appendFileSync(join(root, post(701)), '\nMore.\n');
  await buildAt(root);
  await isClean(root);
});
