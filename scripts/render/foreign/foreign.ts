// Marks of other tools in an article (`markdown/foreign`): reads the text with them, reports them, and counts what they name as used.

import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import type { Lint, Warn } from '../../markdown/lint.js';
import { isInAddress, SignsApart } from './apart.js';
import { findMarks } from './find.js';
import type { Mark, Range, Target } from './mark.js';

/** Reports a mark. */
export type ReportMark = (mark: {
  rule: NonNullable<Mark['rule']> | 'markdown/foreign';
  reason: string;
  instead: string;
  targets: readonly Target[];
  /** Where it is in the text. */
  range: Range;
}) => void;

export interface ForeignReading {
  readonly tree: Root;
  /** Keeps the marks that are left in a tree out of excerpts and the search, and reports them. */
  readonly finish: (tree: HastRoot, report: ReportMark) => void;
}

/**
 * Reads a text, and finds the marks of other tools in it.
 * @param text a file with its header blanked out, or a field of a header
 * @param isPlugged whether plugins change the tree, and may read marks
 */
export function readWithMarks(
  text: string,
  { dialect, read }: { readonly dialect: string; readonly read: (text: string, warn: Warn) => Root },
  { warn, isPlugged }: { readonly warn: Warn; readonly isPlugged: boolean },
): ForeignReading {
  const lints: Lint[] = [];
  const tree = read(text, (lint) => lints.push(lint));
  const marks = findMarks(text, tree, dialect);
  if (marks.length === 0) {
    for (const lint of lints) warn(lint);
    return { tree, finish: () => {} };
  }
  const signs = new SignsApart(text, marks);
  const finish = (hast: HastRoot, report: ReportMark) => {
    signs.setApart(hast);
    for (const mark of marks) if (!mark.isPart && (!isPlugged || signs.isLeft(mark))) report(reportOf(mark, text));
  };
  // What has become of a mark is said once: the second reading does not see it.
  return { tree: signs.putBack(read(signs.standIns(), warn)), finish };
}

function reportOf(mark: Mark, text: string): Parameters<ReportMark>[0] {
  const { name, instead, targets = [], address, start, end } = mark;
  const isHere = isInAddress(text, start);
  const fate = mark.isComment
    ? 'is not shown'
    : isHere
      ? fateInAddress(address)
      : (mark.fate ?? 'is not read here and is shown as text');
  return {
    rule: mark.rule ?? 'markdown/foreign',
    reason: `${name} ${fate}`,
    instead,
    targets: isHere && address !== undefined ? [] : targets,
    range: [start, end],
  };
}

function fateInAddress(address: string | undefined): string {
  if (address === undefined) return 'is not read in this address';
  return address === '' ? 'is left out of this address' : `is read as "${address}" in this address`;
}
