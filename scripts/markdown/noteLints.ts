// Warnings about notes that are not shown: defined twice, or never referred to. Pandoc warns about both.

import type { Lint, Warn } from './lint.js';
import type { Position } from './nodes.js';

/** Returns the warning about a reference to an undefined note. */
export function undefinedNote(id: string): Omit<Lint, 'position'> {
  return {
    rule: 'undefined-note',
    reason: `undefined note [^${id}]`,
    remedy: `define it in a paragraph "[^${id}]: …", or write \\[ for a bracket`,
  };
}

/**
 * Warns about definitions of notes that are not shown.
 * @param definitions the positions of each note's definitions, by its id
 * @param isUsed true if something refers to the note
 * @param shown the one of several definitions that the dialect shows
 */
export function warnOfLostNotes(
  definitions: ReadonlyMap<string, readonly Position[]>,
  isUsed: (id: string) => boolean,
  shown: 'first' | 'last',
  warn: Warn,
): void {
  for (const [id, places] of definitions) {
    const [kept, ...lost] = shown === 'first' ? places : places.toReversed();
    if (kept && !isUsed(id))
      warn({
        rule: 'unused-note',
        reason: `nothing refers to the note [^${id}], so its text is not shown`,
        remedy: `write [^${id}] where it belongs, or delete it`,
        position: kept,
      });
    for (const position of lost)
      warn({
        rule: 'duplicate-note',
        reason: `the note [^${id}] is defined again in line ${kept?.start.line}, and this text is not shown`,
        remedy: 'give one of them a different id',
        position,
      });
  }
}
