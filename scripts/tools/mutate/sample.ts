// Selects the sample of a room: the mutants with the smallest hashes under a seed. An edit keeps the other mutants of its file in the
// sample, and a smaller sample is part of a larger one.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EQUIVALENT } from './equivalent.js';
import { type Mutant, mutantsOf } from './mutants.js';

/** Returns all mutants of a room, a folder of scripts/. */
export function mutantsIn(project: string, room: string): Mutant[] {
  const names = readdirSync(join(project, 'scripts', room), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).sort();
  return files.flatMap((name) => {
    const file = `scripts/${room}/${name.replaceAll('\\', '/')}`;
    return mutantsOf(file, readFileSync(join(project, file), 'utf8'));
  });
}

/** True for a mutant in the list of equivalent ones. */
export function isEquivalent({ file, code, from, to }: Mutant): boolean {
  return EQUIVALENT.some(
    (each) => each.file === file && each.code === code && each.from === from && (each.to === to || each.to === 'anything'),
  );
}

/** A mutant of a sample, with a key that stays the same until its line changes. */
export type Sampled = Mutant & { readonly key: string };

export function sampleOf(mutants: readonly Mutant[], count: number, seed: number): Sampled[] {
  const times = new Map<string, number>();
  const ranked = mutants
    .filter((each) => !isEquivalent(each))
    .map((mutant) => {
      const { file, code, from, to } = mutant;
      const name = [file, code, from, to ?? ''].join('\0');
      const time = times.get(name) ?? 0;
      times.set(name, time + 1);
      return { ...mutant, key: createHash('sha256').update(`${seed}\0${name}\0${time}`).digest('hex') };
    });
  return ranked.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, count);
}
