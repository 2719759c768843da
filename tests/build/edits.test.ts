// Random edits in any order: after each, an incremental build gives the same site and the same messages as a build from scratch.
// TITLEBLOCK_EDITS sets the number of edits; CI tries more.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { bytesBelow, EDITS, QUIET, temporaryFolder, writeSite } from '../support.js';
import {
  anyEdit,
  doEdit,
  FIRST_SITE,
  LANGUAGES_EDITS,
  LANGUAGES_SITE,
  LOOKING_EDITS,
  LOOKING_SITE,
  preparePictures,
} from './randomEdits.js';

/** Edits per sequence. */
const IN_A_ROW = Math.min(EDITS, 15);

let pictures: readonly Buffer[] = [];
beforeAll(async () => {
  pictures = await preparePictures();
});

test.each([
  ['of everything', FIRST_SITE, () => true],
  ['of a site with several languages', LANGUAGES_SITE, (name: string) => LANGUAGES_EDITS.has(name)],
  ['that change what the texts of others say', LOOKING_SITE, (name: string) => LOOKING_EDITS.has(name)],
])(`builds as from scratch after ${EDITS} random edits %s`, { timeout: 60_000 + EDITS * 3000 }, async (_what, site, isWanted) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEdit(isWanted), { minLength: IN_A_ROW, maxLength: IN_A_ROW }), async (edits) => {
      const [a, b] = pictures as [Buffer, Buffer];
      const root = writeSite({ ...site, 'images/a.png': a, 'images/b.png': b });
      const out = join(root, 'dist');
      await build({ ...QUIET, root, out });
      for (const edit of edits) {
        doEdit(root, edit);
        const kept = await build({ ...QUIET, root, out });
        const clean = temporaryFolder();
        const fresh = await build({ ...QUIET, root, out: clean, noCache: true });
        expect([edit.name, kept.problems]).toEqual([edit.name, fresh.problems]);
        expect(kept.published).toBe(fresh.published);
        if (fresh.published) {
          expect(bytesBelow(out)).toEqual(bytesBelow(clean));
          const { posts, pages, drafts, files, pictures: shown, variants, pictureBytes } = fresh.summary;
          expect(kept.summary).toMatchObject({ posts, pages, drafts, files, pictures: shown, variants, pictureBytes });
        }
        rmSync(clean, { recursive: true, force: true });
      }
    }),
    { numRuns: Math.ceil(EDITS / IN_A_ROW), endOnFailure: true, interruptAfterTimeLimit: 60_000 + EDITS * 3000 },
  );
});

test('updates the search index for a text that changes because a name leads elsewhere', async () => {
  const root = writeSite(LOOKING_SITE);
  const out = join(root, 'dist');
  await build({ ...QUIET, root, out });
  for (const post of ['content/posts/2022-01-01-p13.md', 'content/posts/2022-01-02-r4.md', 'content/posts/2022-01-01-p13.md']) {
    writeFileSync(
      join(root, post),
      post.endsWith('p13.md') && existsSync(join(root, post)) ? '---\ndraft: true\n---\n' : '% New\n',
    );
    await build({ ...QUIET, root, out });
    const clean = temporaryFolder();
    await build({ ...QUIET, root, out: clean, noCache: true });
    expect(bytesBelow(join(out, 'search'))).toEqual(bytesBelow(join(clean, 'search')));
  }
});
