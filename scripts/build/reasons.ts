// Why something was made again, in words for `--explain`.

import { partMeanings } from '../assemble/plan.js';

/** Why a file was made, from what it is made from now and what it was made from before. */
export function whyMade(now: string, before: string | undefined): string {
  if (before === undefined) return 'the last build did not have it';
  if (now === before) return 'it was modified since the last build';
  const [kind = '', ...parts] = now.split(' ');
  const [kindBefore, ...partsBefore] = before.split(' ');
  if (kind !== kindBefore) return 'it is now a different kind of page';
  const changed = partMeanings(kind).filter((_name, at) => parts[at] !== partsBefore[at]);
  return `${changed.join(', ')} changed`;
}
