// Notes whose texts are lost: those defined twice, and those that nothing refers to. Pandoc warns of both.

import type { Lint, Warn } from './lint.js';
import type { Position } from './nodes.js';

/** What a writer is told about a reference to no note. */
export function undefinedNote(id: string): Omit<Lint, 'position'> {
  return {
    rule: 'undefined-note',
    reason: `undefined note [^${id}]`,
    remedy: `define it in a paragraph "[^${id}]: …", or write \\[ for a bracket`,
  };
}

/**
 * Warns about texts of notes that are not shown.
 * @param definitions the places of the texts of each note, by its id
 * @param isUsed whether a note is referred to
 * @param shown which of several texts of a note is shown
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
