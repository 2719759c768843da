// Builds an imported site, proves that it has what the old blog had, and writes the report.

import { join } from 'node:path';
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
  const { root, tool, from, texts, notes, moved } = imported;
  const out = join(root, 'dist');
  const { published } = await build({
    ...{ root, out, outShown: 'dist', drafts: false, today: stoppedClock(), strict: false, noCache: false },
    ...{ workers: undefined, explain: false, progress, onWait: () => {} },
  });
  const problems = await check({ root, drafts: false });
  const proof = proofOf(root, published ? texts : [], imported);
  const report = reportOf({ tool: tool.name, from, texts, notes, moved }, proof, problems);
  saveFile(join(root, REPORT.data), `${JSON.stringify(report, null, 1)}\n`);
  saveFile(join(root, REPORT.page), reportPage(report, speech));
  return { report, problems, isBuilt: published };
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
