// After any edit, `dev` serves exactly the bytes that a build with drafts writes. Pictures are left out, since `dev` only
// announces them (scripts/picture/onRequest.ts). TITLEBLOCK_EDITS sets the number of edits.

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import { ServedSite } from '../../scripts/dev/servedSite.js';
import { anyEdit, doEdit, FIRST_SITE, LANGUAGES_SITE } from '../build/randomEdits.js';
import { EDITS, filesBelow, QUIET, temporaryFolder, writeSite } from '../support.js';

const IN_A_ROW = Math.min(EDITS, 15);
const SHOW_PICTURES = /picture|icon/;
/** `dev` ignores the dates of texts, a build does not. */
const WAIT = /schedule/;

/** Files that depend on how pictures are made, on cards without names yet, or on the output folder. */
const isServed = (path: string) => !path.startsWith('.') && !path.startsWith('cards/');

test.each([
  ['', FIRST_SITE],
  [' of a site with several languages', LANGUAGES_SITE],
])(`serves what a build writes after ${EDITS} random edits%s`, { timeout: 60_000 + EDITS * 3000 }, async (_what, site) => {
  const edits = fc.array(
    anyEdit((name) => !SHOW_PICTURES.test(name) && !WAIT.test(name)),
    { minLength: IN_A_ROW, maxLength: IN_A_ROW },
  );
  const run = async (sequence: Parameters<typeof doEdit>[1][]) => {
    const root = writeSite(site);
    const out = join(root, 'dist');
    const live = new ServedSite({
      root,
      pictureFolder: join(root, '.cache/dev'),
      outputFolder: out,
      drafts: true,
      last: undefined,
    });
    for (const edit of sequence) {
      doEdit(root, edit);
      live.update();
      const problems = await live.problems();
      const clean = temporaryFolder();
      const built = await build({ ...QUIET, root, out: clean, noCache: true, drafts: true });
      expect([edit.name, problems]).toEqual([edit.name, built.problems]);
      if (built.published) {
        for (const path of filesBelow(clean).filter(isServed)) {
          const url = `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
          const { bytes } = (await live.request(url)) ?? {};
          expect([edit.name, path, bytes && Buffer.from(bytes).toString()]).toEqual([
            edit.name,
            path,
            readFileSync(join(clean, path), 'utf8'),
          ]);
        }
      }
      rmSync(clean, { recursive: true, force: true });
    }
  };
  const numRuns = Math.ceil(EDITS / IN_A_ROW);
  await fc.assert(fc.asyncProperty(edits, run), { numRuns, endOnFailure: true, interruptAfterTimeLimit: 60_000 + EDITS * 3000 });
});
