// Adds all mutants of a sample to a source, each behind a switch: `TITLEBLOCK_MUTANTS=3,17` switches on mutants 3 and 17, in the test's
// process and in every process and thread that it starts. So nothing is recompiled for a mutant. With `TITLEBLOCK_REACHED=FILE`, the numbers
// of the switches that are evaluated are written to a file.

import type { Mutant } from './mutants.js';

/** A mutant with the number of its switch. */
export interface NumberedMutant extends Mutant {
  readonly number: number;
}

const SWITCHES = 'titleblockMutants';
/** Defines the switches in the first line, so that line numbers stay the same. In a browser, which has no `process`, all are off. */
const PRELUDE = `const $m: any = ((globalThis as any).${SWITCHES} ??= (() => { ${[
  'const { process } = globalThis as any',
  "const numbers = (process?.env?.TITLEBLOCK_MUTANTS || '').split(',').filter(Boolean)",
  'const on: any = Object.fromEntries(numbers.map((each: string) => [each, true]))',
  'const file = process?.env?.TITLEBLOCK_REACHED',
  'if (!file) return on',
  "const fs = process.getBuiltinModule('node:fs')",
  'const seen = new Set()',
  "const note = (number: string) => { if (!seen.has(number)) { seen.add(number); fs.appendFileSync(file, number + '\\n') } }",
  'return new Proxy(on, { get: (_, number: string) => { note(number); return on[number] } })',
].join('; ')} })()); `;

/** Adds the switches to a source. */
export function instrumented(source: string, mutants: readonly NumberedMutant[]): string {
  if (mutants.length === 0) return source;
  // Outer mutants come first.
  const sorted = [...mutants].sort((a, b) => a.start - b.start || b.end - a.end);
  return PRELUDE + part(source, { start: 0, end: source.length }, sorted);
}

/** Returns a part of a source with the mutants inside it. */
function part(source: string, { start, end }: { start: number; end: number }, inside: readonly NumberedMutant[]): string {
  let text = '';
  let at = start;
  let rest = inside;
  while (rest.length > 0) {
    const first = rest[0] as NumberedMutant;
    const within = rest.filter((each) => each.start < first.end);
    const same = within.filter((each) => each.start === first.start && each.end === first.end);
    text += source.slice(at, first.start);
    text += switched(part(source, first, within.slice(same.length)), same);
    at = first.end;
    rest = rest.slice(within.length);
  }
  return text + source.slice(at, end);
}

function switched(original: string, mutants: readonly NumberedMutant[]): string {
  if (mutants.some(({ to }) => to === undefined)) return `{ if (!$m[${mutants[0]?.number}]) { ${original} } }`;
  const choices = mutants.map(({ number, to }) => `$m[${number}] ? (${to}) :`);
  return `(${choices.join(' ')} (${original}))`;
}
