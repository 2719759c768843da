// Reasons why files were made again, for `--explain`.

/**
 * Returns the reason why a file was made again.
 * @param now its `Plan.parts`
 * @param before its parts in the last build
 * @param meaningsOf meanings of the hashes of a kind
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
