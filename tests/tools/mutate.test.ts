// Mutants: the changes made to a source, and the behaviour of a source with switches.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { EQUIVALENT } from '../../scripts/tools/mutate/equivalent.js';
import { instrumented } from '../../scripts/tools/mutate/instrument.js';
import { mutantsOf } from '../../scripts/tools/mutate/mutants.js';
import { allTests, testsNear } from '../../scripts/tools/mutate/near.js';
import { isEquivalent, mutantsIn, sampleOf } from '../../scripts/tools/mutate/sample.js';
import { PROJECT, temporaryFolder, writeFiles } from '../support.js';

const changes = (source: string) => mutantsOf('a.ts', source).map(({ from, to }) => `${from} → ${to ?? 'nothing'}`);

test.each([
  ['a < b', ['a < b; → nothing', 'a < b → (a) <= (b)', 'a < b → (a) >= (b)']],
  ['const a = b + 1', ['b + 1 → (b) - (1)', '1 → 2']],
  // Strings are concatenated, not added.
  ["const a = b + 'c'", ["'c' → ''"]],
  ['if (a && !b) c()', ['a && !b → true', 'a && !b → false', 'a && !b → (a) || (!b)', '!b → b', 'c() → nothing']],
  ['while (a) { break; }', ['a → false', 'break; → nothing']],
  ['const f = () => a', ['a → undefined']],
  ['function f() { return a }', ['a → undefined']],
  ['const a = [b, ...c]', ['[b, ...c] → [...c]', '[b, ...c] → [b]']],
  ["const a = 'x y z'.split(' ')", ['\'x y z\' → "y z"', '\'x y z\' → "x z"', '\'x y z\' → "x y"', "' ' → ''"]],
  ['const a = b.trim()', ['b.trim() → b']],
  ['const a = b?.c.trim()', ['b?.c.trim() → b?.c']],
  // Part of an optional chain.
  ['const a = b?.trim().length', []],
  ["const a = b.startsWith('c')", ["b.startsWith('c') → b.endsWith('c')", "'c' → ''"]],
  ['const a = Math.min(b, c)', ['Math.min(b, c) → Math.max(b, c)']],
  ['const a = /^b+$/i', ['/^b+$/i → /b+$/i', '/^b+$/i → /^b+/i', '/^b+$/i → /^b+$/', '/^b+$/i → /^b*$/i']],
  ['const a = `b`', ["`b` → ''"]],
  ['a += 1', ['a += 1 → nothing', 'a += 1 → a -= 1', '1 → 2']],
  // Types, module names, property names and messages are not code that a test should pin.
  ["import a from 'b'; type C = 'd' | 1; interface E { f: true }", []],
  ["export { a } from 'b'", []],
  ["const a: 'b' = c as 'd'", []],
  ["const a = { 'b': c }", []],
  ["problem('b')", ["problem('b') → nothing"]],
  ["const a = { note: 'b' }", []],
  ["const a = 'two words'", []],
  ["throw new Error('b')", ["throw new Error('b') → nothing"]],
])('%s', (source, expected) => {
  expect(
    changes(source)
      .map((each) => each.replace(/; → nothing$/, ' → nothing'))
      .sort(),
  ).toEqual(expected.map((each) => each.replace(/; → nothing$/, ' → nothing')).sort());
});

test('a mutant has a place', () => {
  expect(mutantsOf('a.ts', "// 汉字\n  const a = '𠮷' + b * c;\n")).toMatchObject([
    { line: 2, code: "const a = '𠮷' + b * c;", from: "'𠮷'", to: "''" },
    { line: 2, from: 'b * c', to: '(b) / (c)' },
  ]);
});

describe('a source with switches', () => {
  const source = `
    let log = '';
    function f(list: readonly number[] | undefined, most = 2): number {
      let sum = 0;
      for (const each of list ?? []) {
        if (each > most) continue;
        else if (each === 0) break;
        sum += each;
        log += 'x';
      }
      return list?.length! > 5 ? -sum : sum;
    }
    result = [f([1, 2, 3]), f(undefined), f([1, 0, 1]), f([1, 1, 1, 1, 1, 1]), log];
  `;
  const mutants = mutantsOf('a.ts', source).map((mutant, at) => ({ ...mutant, number: at + 1 }));
  const run = (code: string, number: number) => {
    const { code: plain } = transformSync(code, { loader: 'ts' });
    const process = { env: { TITLEBLOCK_MUTANTS: String(number) } };
    try {
      return JSON.stringify(new Function('globalThis', `let result; ${plain} return result`)({ process }));
    } catch (error) {
      return (error as Error).name;
    }
  };

  test('behaves as before with all switches off', () => {
    expect(run(instrumented(source, mutants), 0)).toBe(run(source, 0));
  });

  test('behaves like the mutant with one switch on', () => {
    for (const { number, start, end, to } of mutants) {
      const changed = source.slice(0, start) + (to === undefined ? ';' : `(${to})`) + source.slice(end);
      expect([number, run(instrumented(source, mutants), number)]).toEqual([number, run(changed, 0)]);
    }
  });

  test('records the switches that are evaluated', () => {
    expect(instrumented(source, [])).toBe(source);
    expect(instrumented(source, mutants)).toContain('TITLEBLOCK_REACHED');
  });
});

describe('a sample', () => {
  const all = mutantsIn(PROJECT, 'base/text');

  test('depends on the seed, and a smaller one is part of a larger one', () => {
    const sample = sampleOf(all, 50, 1);
    expect(sampleOf([...all].reverse(), 50, 1)).toHaveLength(50);
    expect(sampleOf(all, 20, 1)).toEqual(sample.slice(0, 20));
    expect(sampleOf(all, 50, 2)).not.toEqual(sample);
  });

  test('stays the same when lines are added above', () => {
    const root = temporaryFolder();
    const write = (text: string) => writeFileSync(join(root, 'scripts/a/a.ts'), text);
    writeFiles(root, { 'scripts/a/a.ts': 'const a = b + 1;\nconst c = b * 2;\n' });
    const shown = () => sampleOf(mutantsIn(root, 'a'), 3, 1).map(({ code, to }) => [code, to]);
    const before = shown();
    write('// A line.\n\nconst a = b + 1;\nconst c = b * 2;\n');
    expect(shown()).toEqual(before);
  });
});

test('every equivalent mutant in the list exists, and has a reason', () => {
  const rooms = new Set(EQUIVALENT.map(({ file }) => file.split('/')[1] ?? ''));
  const all = [...rooms].flatMap((room) => mutantsIn(PROJECT, room)).filter(isEquivalent);
  for (const entry of EQUIVALENT) {
    const found = all.some(({ file, code, from }) => file === entry.file && code === entry.code && from === entry.from);
    expect([entry.file, entry.code, entry.from, found]).toEqual([entry.file, entry.code, entry.from, true]);
    expect(entry.reason.length).toBeGreaterThan(20);
  }
});

test('the tests of a room are those in its folder and those that import it', () => {
  expect(testsNear(PROJECT, 'search')).toEqual(
    expect.arrayContaining(['tests/assemble/search.test.ts', 'tests/search/search.test.ts', 'tests/search/changes.test.ts']),
  );
  expect(allTests(PROJECT).some((file) => file.startsWith('tests/browser/'))).toBe(false);
});
