// Which problems a build prints whole: errors, and warnings that are news. Those that were reported before, and of very many the most,
// are summed up, a line a rule.

import { problemKey, RULES, type RuleId } from '../diagnostics.js';
import type { Diagnostic } from '../types.js';

/** More warnings at once than anybody reads; of so many, a few of each rule are shown. */
const MANY = 40;
const FEW = 3;

export interface Shown {
  readonly whole: readonly Diagnostic[];
  /** Warnings that are not shown, by rule. */
  readonly rest: ReadonlyMap<RuleId, number>;
}

/** @param told keys of problems that were reported before, in files that have not changed */
export function shownProblems(problems: readonly Diagnostic[], told: ReadonlySet<string>): Shown {
  const isNews = (each: Diagnostic) => each.fatal || !told.has(problemKey(each));
  const most = problems.filter((each) => !each.fatal && isNews(each)).length > MANY ? FEW : MANY;
  const shown = new Map<string, number>();
  const rest = new Map<RuleId, number>();
  const whole = problems.filter((each) => {
    const before = shown.get(each.ruleId) ?? 0;
    const isShown = each.fatal || (isNews(each) && before < most);
    if (isShown && !each.fatal) shown.set(each.ruleId, before + 1);
    if (!isShown) rest.set(each.ruleId as RuleId, (rest.get(each.ruleId as RuleId) ?? 0) + 1);
    return isShown;
  });
  return { whole, rest };
}

/** What is said about the warnings that are not shown; empty if there are none. */
export function restText(rest: Shown['rest']): string {
  if (rest.size === 0) return '';
  const rows = [...rest].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const widest = Math.max(...rows.map(([rule]) => rule.length));
  const lines = rows.map(([rule, count]) => `  ${String(count).padStart(4)}  ${rule.padEnd(widest)}  ${RULES[rule][1]}`);
  return `${lines.join('\n')}\n  reported before, or too many to list: run \`npm run build -- --all\` to see them\n`;
}
