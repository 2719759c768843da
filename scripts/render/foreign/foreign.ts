// Handles foreign markup in an article (`markdown/foreign`): reads the text around it, reports it, and counts the files it names as used.

import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import type { Lint, Warn } from '../../markdown/lint.js';
import { isInAddress, ProtectedDelimiters } from './delimiters.js';
import { findMarks } from './find.js';
import type { Mark, Range, Target } from './mark.js';

/** Reports foreign markup. */
export type ReportMark = (mark: {
  rule: NonNullable<Mark['rule']> | 'markdown/foreign';
  reason: string;
  instead: string;
  targets: readonly Target[];
  /** The range of the mark in the text. */
  range: Range;
}) => void;

export interface ForeignReading {
  readonly tree: Root;
  /** Keeps the marks that remain in a tree out of excerpts and the search, and reports them. */
  readonly finish: (tree: HastRoot, report: ReportMark) => void;
}

/**
 * Reads a text, and finds the foreign markup in it.
 * @param text a file with its header masked, or a field of a header
 * @param hasPlugins true if plugins transform the tree, and may read some of the markup
 */
export function readWithMarks(
  text: string,
  { dialect, read }: { readonly dialect: string; readonly read: (text: string, warn: Warn) => Root },
  { warn, hasPlugins }: { readonly warn: Warn; readonly hasPlugins: boolean },
): ForeignReading {
  const lints: Lint[] = [];
  const tree = read(text, (lint) => lints.push(lint));
  const marks = findMarks(text, tree, dialect);
  if (marks.length === 0) {
    for (const lint of lints) warn(lint);
    return { tree, finish: () => {} };
  }
  const delimiters = new ProtectedDelimiters(text, marks);
  const finish = (hast: HastRoot, report: ReportMark) => {
    delimiters.wrap(hast);
    for (const mark of marks) if (!mark.isPart && (!hasPlugins || delimiters.remains(mark))) report(reportOf(mark, text));
  };
  // Only the second reading's warnings count: it sees no markup in a mark, which is reported on its own.
  return { tree: delimiters.restore(read(delimiters.textWithStandIns(), warn)), finish };
}

function reportOf(mark: Mark, text: string): Parameters<ReportMark>[0] {
  const { name, instead, targets = [], address, start, end } = mark;
  const isWithinAddress = isInAddress(text, start);
  const outcome = mark.isComment
    ? 'is not shown'
    : isWithinAddress
      ? outcomeInAddress(address)
      : (mark.outcome ?? 'is not read here and is shown as text');
  return {
    rule: mark.rule ?? 'markdown/foreign',
    reason: `${name} ${outcome}`,
    instead,
    targets: isWithinAddress && address !== undefined ? [] : targets,
    range: [start, end],
  };
}

function outcomeInAddress(address: string | undefined): string {
  if (address === undefined) return 'is not read in this address';
  return address === '' ? 'is left out of this address' : `is read as "${address}" in this address`;
}
