// Why something was made again, in words for `--explain`.

/**
 * Why a file was made.
 * @param now a text of what it is made from: its kind, and hashes
 * @param before what it was made from by the last build
 * @param meaningsOf what the hashes of a kind are of, in words
 */
export function whyMade(now: string, before: string | undefined, meaningsOf: (kind: string) => readonly string[]): string {
  if (before === undefined) return 'the last build did not have it';
  if (now === before) return 'it was modified since the last build';
  const [kind = '', ...parts] = now.split(' ');
  const [kindBefore, ...partsBefore] = before.split(' ');
  if (kind !== kindBefore) return 'it is now a different kind of page';
  const changed = meaningsOf(kind).filter((_name, at) => parts[at] !== partsBefore[at]);
  return `${changed.join(', ')} changed`;
}
