// Sources with all mutants of a sample in them, each behind a switch: `TITLEBLOCK_MUTANTS=3,17` switches on the third and the
// seventeenth, in a test's process and in every process and thread that it starts. So nothing is compiled again for a mutant. With
// `TITLEBLOCK_REACHED=FILE`, the numbers of the switches that are asked are written to a file.

import type { Mutant } from './mutants.js';

/** A mutant with the number of its switch. */
export interface Switched extends Mutant {
  readonly number: number;
}

const SWITCHES = 'titleblockMutants';
/** On one line before the first, so that lines keep their numbers. A browser has no process: there all are off. */
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

/** Puts switches into a source. */
export function instrumented(source: string, mutants: readonly Switched[]): string {
  if (mutants.length === 0) return source;
  // The outer ones first.
  const sorted = [...mutants].sort((a, b) => a.start - b.start || b.end - a.end);
  return PRELUDE + part(source, { start: 0, end: source.length }, sorted);
}

/** A part of a source with the mutants that are in it. */
function part(source: string, { start, end }: { start: number; end: number }, inside: readonly Switched[]): string {
  let text = '';
  let at = start;
  let rest = inside;
  while (rest.length > 0) {
    const first = rest[0] as Switched;
    const within = rest.filter((each) => each.start < first.end);
    const same = within.filter((each) => each.start === first.start && each.end === first.end);
    text += source.slice(at, first.start);
    text += switched(part(source, first, within.slice(same.length)), same);
    at = first.end;
    rest = rest.slice(within.length);
  }
  return text + source.slice(at, end);
}

function switched(original: string, mutants: readonly Switched[]): string {
  if (mutants.some(({ to }) => to === undefined)) return `{ if (!$m[${mutants[0]?.number}]) { ${original} } }`;
  const choices = mutants.map(({ number, to }) => `$m[${number}] ? (${to}) :`);
  return `(${choices.join(' ')} (${original}))`;
}
