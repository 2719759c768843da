// Builds an imported site, proves that it has what the old blog had, and writes the report.

import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { makeFoldersOf } from '../base/inside.js';
import { saveFile } from '../base/saveFile.js';
import type { Speech } from '../base/speech.js';
import { stoppedClock } from '../base/text/civilDate.js';
import { build } from '../build/build.js';
import { check } from '../check/check.js';
import type { Progress } from '../picture/makePictures.js';
import type { Diagnostic } from '../types.js';
import type { Moved } from './manifest.js';
import type { Note, OldBlog } from './oldBlog.js';
import type { OldFolder } from './oldFolder.js';
import type { OldTool } from './oldTool.js';
import { type PlacedText, type Proof, proofOf } from './proof/proof.js';
import { groupedNotes, groupedProblems, type ImportReport, reportPage } from './report.js';

export const REPORT = { page: 'import-report.html', data: 'import-report.json' } as const;

export interface Finished {
  readonly report: ImportReport;
  readonly problems: readonly Diagnostic[];
  readonly isBuilt: boolean;
}

export interface Imported {
  readonly root: string;
  readonly tool: OldTool;
  readonly blog: OldBlog;
  readonly folder: OldFolder;
  /** The old folder as the report names it. */
  readonly from: string;
  readonly texts: readonly PlacedText[];
  readonly notes: readonly Note[];
  readonly moved: Moved;
}

/** Builds a site and writes the report. @param speech the language of the report's page */
export async function finish(imported: Imported, speech: Speech, progress: (progress: Progress) => void): Promise<Finished> {
  const { root, tool, from, texts, moved } = imported;
  const { published, repeated } = await builtWithoutRepeats(root, progress);
  const notes = [...imported.notes, ...repeated];
  const problems = await check({ root, drafts: false });
  const proof = proofOf(root, published ? texts : [], imported);
  const report = reportOf({ tool: tool.name, from, texts, notes, moved }, proof, problems);
  saveFile(join(root, REPORT.data), `${JSON.stringify(report, null, 1)}\n`);
  saveFile(join(root, REPORT.page), reportPage(report, speech));
  return { report, problems, isBuilt: published };
}

/** Rounds of builds: each names one draft. */
const ROUNDS = 20;

/** The folder of drafts that a build refuses, from the site's root. Nothing reads it. */
const APART = 'repeated-drafts';

/**
 * Builds a site. A draft may be an earlier form of a public text; then the build takes the page for a leak of the draft. Such drafts are
 * set apart.
 */
async function builtWithoutRepeats(
  root: string,
  progress: (progress: Progress) => void,
): Promise<{ readonly published: boolean; readonly repeated: readonly Note[] }> {
  const out = join(root, 'dist');
  const repeated: Note[] = [];
  for (let round = 0; ; round++) {
    const { published, problems } = await build({
      ...{ root, out, outShown: 'dist', drafts: false, today: stoppedClock(), strict: false, noCache: false },
      ...{ workers: undefined, explain: false, progress, onWait: () => {} },
    });
    const drafts = published || round === ROUNDS ? [] : repeatedDrafts(root, problems);
    if (drafts.length === 0) return { published, repeated };
    for (const file of drafts) {
      const to = `${APART}/${file.slice(file.lastIndexOf('/') + 1)}`;
      renameSync(join(root, file), makeFoldersOf(root, to));
      repeated.push({
        about: 'a draft that repeats a public text',
        outcome: `is in ${APART}/, since a build would refuse it`,
        at: file,
      });
    }
  }
}

/** Returns the drafts whose text a build found on a page. */
function repeatedDrafts(root: string, problems: readonly Diagnostic[]): string[] {
  const files = problems.flatMap(({ ruleId, reason }) => (ruleId === 'leak/draft' ? (/, (\S.*)$/.exec(reason)?.[1] ?? []) : []));
  return [...new Set(files)].filter((file) => existsSync(join(root, file)));
}

type Told = Pick<Imported, 'from' | 'texts' | 'notes' | 'moved'> & { readonly tool: string };

function reportOf({ tool, from, texts, notes, moved }: Told, proof: Proof, problems: readonly Diagnostic[]): ImportReport {
  const { addresses, compared, less, totals, hidden, ids } = proof;
  const count = (kind: 'post' | 'page') => texts.filter(({ old }) => old.kind === kind).length;
  const inState = (state: string) => addresses.filter((each) => each.state === state);
  return {
    ...{ tool, from },
    texts: { posts: count('post'), pages: count('page'), hidden },
    kept: moved.kept,
    addresses: {
      served: inState('served').length,
      redirected: inState('redirected').length,
      withheld: inState('withheld').map(({ address, reason = '' }) => ({ address, reason })),
      gone: inState('gone').map(({ address, reason = '' }) => ({ address, reason })),
    },
    content: { compared, totals, less },
    feedIds: ids,
    left: groupedProblems(problems),
    notes: groupedNotes(notes),
  };
}
