// Scripts beside the values that are read from them without running them.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportsOf, type ScriptValue, UNREAD } from '../../scripts/import/script/values.js';

const FILES: { readonly [address: string]: string } = {
  './nav': 'export default [{ text: "A", link: "/a/" }]; export const more = { b: 1 }',
  './all': 'export * from "./nav"; export { default as nav } from "./nav"',
};

function read(script: string): ScriptValue | undefined {
  const load = (address: string): ReturnType<typeof exportsOf> | undefined =>
    FILES[address] === undefined ? undefined : exportsOf(FILES[address], load);
  return exportsOf(script, load).default;
}

const NAV = [{ text: 'A', link: '/a/' }];

describe('a value', () => {
  test.each<[string, ScriptValue]>([
    ['module.exports = { a: 1, "b-c": \'x\', d: [true, null, undefined,], }', { a: 1, 'b-c': 'x', d: [true, null, null] }],
    ['export default { a: `x\\ny`, b: "\\u4e2d" + "文" }', { a: 'x\ny', b: '中文' }],
    ['const host = "h"; export default { url: `https://\x24{host}/` }', { url: 'https://h/' }],
    ['const { a, b: c } = { a: 1, b: 2 }; export default { a, c }', { a: 1, c: 2 }],
    ['const base = { a: 1, b: 1 }; export default { ...base, b: 2, list: [0, ...[1, 2]] }', { a: 1, b: 2, list: [0, 1, 2] }],
    ['export default defineConfig<Config>({ a: 1 } satisfies Config)', { a: 1 }],
    ['export default defineUserConfig({ theme: hopeTheme({ a: 1 }, { custom: true }) })', { theme: { a: 1 } }],
    ['import nav from "./nav"; export default { nav }', { nav: NAV }],
    ['import { more as other } from "./nav"; export default { other }', { other: { b: 1 } }],
    ['import * as all from "./all"; export default { nav: all.nav, b: all.more.b }', { nav: NAV, b: 1 }],
    ['module.exports = { nav: require("./nav") }', { nav: NAV }],
    ['export default async () => { const c = defineConfig({ a: 1 }); return c }', { a: 1 }],
    ['// { a: 2 }\n/* b */ export default { /* c: 3 */ a: 1 } // d', { a: 1 }],
    ['const x: string = process.env.X || "y"; export default { x }', { x: 'y' }],
  ])('%j', (script, value) => {
    expect(read(script)).toEqual(value);
  });

  test.each([
    'new Date()',
    'process.env.NODE_ENV === "a" ? "b" : "c"',
    '`\x24{a + b}`',
    'function () { return { a: 1 } }',
    '(a, b) => ({ a })',
    '/a[/"]b/.test("c")',
    'list.map((x) => x)',
    'unknown',
    'require("./missing")',
  ])('%s would be the result of a program', (expression) => {
    expect(read(`export default { before: 1, it: ${expression}, after: 2 }`)).toEqual({ before: 1, it: UNREAD, after: 2 });
  });

  test('methods are passed over', () => {
    expect(read('export default { a: 1, async head({ x }) { return [x, { b: 2 }] }, get c() { return 3 }, d: 4 }')).toMatchObject(
      { a: 1, d: 4 },
    );
  });
});

test('a circle of names ends', () => {
  expect(read('const a = b; const b = a; export default { a }')).toEqual({ a: UNREAD });
});

test('any text is read without an error', () => {
  const part = fc.constantFrom(
    'export default ',
    'module.exports =',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    'a',
    ':',
    ',',
    '`',
    '${',
    '"',
    "'",
    '/',
    '=>',
    '...',
    '.',
    '\n',
    'const x = ',
  );
  fc.assert(fc.property(fc.array(part, { maxLength: 40 }), (parts) => exportsOf(parts.join(''), () => undefined) !== undefined));
});
