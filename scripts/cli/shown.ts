// Chooses the problems that a command prints in full: errors and new warnings. All others (reported before, or one of very many)
// are counted, one line per rule.

import { problemKey, RULES, type RuleId } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import type { Diagnostic } from '../types.js';

/** With more warnings than this, a few of each rule are shown. */
const MANY_WARNINGS = 40;
const FEW_WARNINGS = 3;
/** With more errors than this, a few of each rule are shown: they have one cause, such as a folder that was not copied. */
const MANY_ERRORS = 100;
const FEW_ERRORS = 10;

/** Warnings that repeat throughout a site: the first one stands for all. */
const REPEATING: ReadonlySet<string> = new Set<RuleId>([
  'picture/alt',
  'picture/remote',
  'picture/heavy',
  'picture/unused',
  'front-matter/field',
  'title/missing',
  'url/insecure',
]);
/** Up to this many warnings of a repeating rule are all shown. */
const FEW_REPEATED = 3;

/** The hidden problems of a rule. */
export interface Hidden {
  readonly count: number;
  readonly first: Diagnostic;
}

export interface ShownProblems {
  readonly shown: readonly Diagnostic[];
  readonly hidden: ReadonlyMap<RuleId, Hidden>;
}

/**
 * Divides problems into those that are printed in full and those that are counted.
 * @param reported keys of problems that were reported before, in files that have not changed
 */
export function shownProblems(problems: readonly Diagnostic[], reported: ReadonlySet<string>): ShownProblems {
  const isNews = (each: Diagnostic) => each.fatal || !reported.has(problemKey(each));
  const news = problems.filter(isNews);
  const warnings = news.filter(({ fatal }) => !fatal);
  const most = warnings.length > MANY_WARNINGS ? FEW_WARNINGS : MANY_WARNINGS;
  const mostErrors = news.length - warnings.length > MANY_ERRORS ? FEW_ERRORS : MANY_ERRORS;
  const counts = new Map<string, number>();
  for (const { ruleId } of warnings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const mostOf = ({ ruleId, fatal }: Diagnostic) => {
    if (fatal) return mostErrors;
    return REPEATING.has(ruleId) && (counts.get(ruleId) ?? 0) > FEW_REPEATED ? 1 : most;
  };
  const shownCounts = new Map<string, number>();
  const hidden = new Map<RuleId, Hidden>();
  const shown = problems.filter((each) => {
    const rule = each.ruleId as RuleId;
    const key = `${rule} ${each.fatal}`;
    const before = shownCounts.get(key) ?? 0;
    const isShown = isNews(each) && before < mostOf(each);
    if (isShown) shownCounts.set(key, before + 1);
    else hidden.set(rule, { count: (hidden.get(rule)?.count ?? 0) + 1, first: hidden.get(rule)?.first ?? each });
    return isShown;
  });
  return { shown, hidden };
}

/**
 * Returns the table of hidden problems; an empty text if there are none.
 * @param command prints all problems
 */
export function hiddenText(hidden: ShownProblems['hidden'], command: string, { text, meaning }: Speech): string {
  if (hidden.size === 0) return '';
  const rows = [...hidden].sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1));
  const widest = Math.max(...rows.map(([rule]) => rule.length));
  const lines = rows.map(([rule, { count, first }]) => {
    const at = first.place ? `:${first.place.line}` : '';
    const place = `${first.file}${at}${count > 1 ? '…' : ''}`;
    return `  ${String(count).padStart(4)}  ${rule.padEnd(widest)}  ${meaning(rule, RULES[rule][1])}${text('; ')}${place}`;
  });
  return `${lines.join('\n')}\n  ${text(`reported before, or too many to list: run \`${command}\` to see them`)}\n`;
}
