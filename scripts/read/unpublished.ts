// Warns about files in `content/` that a writer may expect on the site but that are not published.

import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import { adviceForOtherText, isDraftName, underscoredPart } from '../base/unpublishedNames.js';
import type { Diagnostic } from '../types.js';

/** Returns the warnings. @param paths all files, below content/ */
export function unpublishedProblems(paths: readonly string[]): Diagnostic[] {
  return [...underscoreProblems(paths), ...formatProblems(paths)];
}

/** Warns once for each name that begins with `_` and has files below it. @param paths below content/ */
function underscoreProblems(paths: readonly string[]): Diagnostic[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const name = underscoredPart(path);
    // The summary of a build counts drafts.
    if (name === undefined || isDraftName(path)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => {
    const file = contentFile(name);
    if (/(?:^|\/)_index\.(?:md|markdown)$/i.test(name)) {
      const note = 'rename it to index.md to make it the page of its folder, or delete it';
      return problem(file, undefined, 'source/underscore', 'the title and text of this Hugo file are not shown', { note });
    }
    const what = count > 1 ? `${count} files in it are` : paths.includes(name) ? 'this file is' : 'a file in it is';
    const reason = `${what} not published, because the name begins with "_"`;
    const note = 'files that posts use are published all the same; rename it to publish the rest';
    return problem(file, undefined, 'source/underscore', reason, { note });
  });
}

/** Warns once per extension about texts of other programs. @param paths below content/ */
function formatProblems(paths: readonly string[]): Diagnostic[] {
  const found = new Map<string, { first: string; count: number; instead: string }>();
  for (const path of paths) {
    const instead = adviceForOtherText(path);
    if (instead === undefined || isDraftName(path) || underscoredPart(path) !== undefined) continue;
    const ending = path.slice(path.lastIndexOf('.')).toLowerCase();
    const known = found.get(ending);
    if (known) known.count++;
    else found.set(ending, { first: path, count: 1, instead });
  }
  return [...found].map(([ending, { first, count, instead }]) => {
    const what = count > 1 ? `${count} files end with ${ending}` : `a file ends with ${ending}`;
    const reason = `${what}: no page is made from such a text, and it is not published`;
    return problem(contentFile(first), undefined, 'source/format', reason, {
      note: `${instead}; what a post links to is published`,
    });
  });
}
