// Which problems a command prints whole: errors, and warnings that are news. Those that were reported before, and of very many the most,
// are summed up, a line a rule.

import { problemKey, RULES, type RuleId } from '../base/diagnostics.js';
import type { Diagnostic } from '../types.js';

/** More warnings at once than anybody reads; of so many, a few of each rule are shown. */
const MANY = 40;
const FEW = 3;
/** More errors than anybody reads: they come from one cause, such as a folder that was not copied. */
const MANY_ERRORS = 100;
const FEW_ERRORS = 10;

/** Warnings that repeat over a site: the first is shown for all. */
const REPEATING: ReadonlySet<string> = new Set<RuleId>([
  'picture/alt',
  'picture/remote',
  'picture/heavy',
  'picture/unused',
  'front-matter/field',
  'title/missing',
  'url/insecure',
]);
/** So many of a rule that repeats are still shown one by one. */
const REPEATED = 3;

/** Problems of a rule that are not shown. */
export interface Rest {
  readonly count: number;
  readonly first: Diagnostic;
}

export interface Shown {
  readonly whole: readonly Diagnostic[];
  /** What is not shown, by rule. */
  readonly rest: ReadonlyMap<RuleId, Rest>;
}

/** @param told keys of problems that were reported before, in files that have not changed */
export function shownProblems(problems: readonly Diagnostic[], told: ReadonlySet<string>): Shown {
  const isNews = (each: Diagnostic) => each.fatal || !told.has(problemKey(each));
  const news = problems.filter(isNews);
  const warnings = news.filter(({ fatal }) => !fatal);
  const most = warnings.length > MANY ? FEW : MANY;
  const mostErrors = news.length - warnings.length > MANY_ERRORS ? FEW_ERRORS : MANY_ERRORS;
  const counts = new Map<string, number>();
  for (const { ruleId } of warnings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const mostOf = ({ ruleId, fatal }: Diagnostic) => {
    if (fatal) return mostErrors;
    return REPEATING.has(ruleId) && (counts.get(ruleId) ?? 0) > REPEATED ? 1 : most;
  };
  const shown = new Map<string, number>();
  const rest = new Map<RuleId, Rest>();
  const whole = problems.filter((each) => {
    const rule = each.ruleId as RuleId;
    const key = `${rule} ${each.fatal}`;
    const before = shown.get(key) ?? 0;
    const isShown = isNews(each) && before < mostOf(each);
    if (isShown) shown.set(key, before + 1);
    else rest.set(rule, { count: (rest.get(rule)?.count ?? 0) + 1, first: rest.get(rule)?.first ?? each });
    return isShown;
  });
  return { whole, rest };
}

/**
 * The table of what is not shown; empty if there is nothing.
 * @param command shows everything
 */
export function restText(rest: Shown['rest'], command: string): string {
  if (rest.size === 0) return '';
  const rows = [...rest].sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1));
  const widest = Math.max(...rows.map(([rule]) => rule.length));
  const lines = rows.map(([rule, { count, first }]) => {
    const at = first.place ? `:${first.place.line}` : '';
    return `  ${String(count).padStart(4)}  ${rule.padEnd(widest)}  ${RULES[rule][1]}; ${first.file}${at}${count > 1 ? '…' : ''}`;
  });
  return `${lines.join('\n')}\n  reported before, or too many to list: run \`${command}\` to see them\n`;
}
