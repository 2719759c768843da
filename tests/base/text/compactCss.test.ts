// Compacting a stylesheet does not change its meaning.

import { expect, test } from 'vitest';
import { compactCss } from '../../../scripts/base/text/compactCss.js';

test.each([
  ['/* of the page */\nbody {\n  margin: 0;\n\n  color: red;\n}\n', ' body{margin:0;color:red}'],
  ['a :hover { color: /* red */ blue }', 'a :hover{ color: blue}'],
  ['p::before { content: "/* no: {\\" comment */"; }', 'p::before{ content:"/* no: {\\" comment */"}'],
  ['a, b { margin: 0, 1; }', 'a,b{ margin:0,1}'],
  ['@media print {\n  a {\n    color: red;\n  }\n}\n', '@media print{a{color:red}}'],
  ["p::before { content: '/*'; } /* x */ i { content: '*/'; }", "p::before{ content:'/*'}  i{ content:'*/'}"],
  ['p { background: url(/a/*b*/c.png) }', 'p{ background:url(/a/*b*/c.png)}'],
  ['/*! licence */\np { margin: 0 }', '/*! licence */\np{ margin:0}'],
  ['p { margin: 0 } /* open', 'p{ margin:0}  '],
  ['p::before { content: "a\\\n   b"; }', 'p::before{ content:"a\\\n   b"}'],
  ['@charset "utf-8";\n\n\n  p { margin: 0 }', '@charset "utf-8";p{ margin:0}'],
])('%j', (css, compact) => {
  expect(compactCss(css)).toBe(compact);
});
