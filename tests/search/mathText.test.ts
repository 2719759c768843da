// Formulas as lines of text: TeX, and the text for titles, excerpts and the search.

import temml from 'temml';
import { expect, test } from 'vitest';
import { mathText } from '../../scripts/base/text/mathText.js';

test.each([
  ['n', 'n'],
  ['n \\ge 2', 'n ≥ 2'],
  ['T(n) = O(\\log n)', 'T(n) = O(log n)'],
  ['E = mc^2', 'E = mc²'],
  ['10^{-3}', '10⁻³'],
  ['A^T', 'A^T'],
  ['2^{n+m}', '2^(n + m)'],
  ['90^\\circ', '90°'],
  ["f'(x)", 'f′(x)'],
  ['x_1^2 + a_{ij}', 'x₁² + a_ij'],
  ['\\alpha\\beta', 'αβ'],
  ['\\mathbf{x}\\in\\mathbb{R}^n', 'x ∈ ℝⁿ'],
  ['\\frac{a+b}{2} < \\frac12', '(a + b)/2 < 1/2'],
  ['\\frac{\\partial f}{\\partial x}', '∂f/∂x'],
  ['\\sqrt{x+1} \\ne \\sqrt[3]{x}', '√(x + 1) ≠ ³√x'],
  ['\\sum_{i=1}^n x_i', '∑_(i = 1)ⁿ x_i'],
  ['\\int_0^1 f(x)\\,dx', '∫₀¹ f(x) dx'],
  ['\\lim_{x\\to0} \\sin x', 'lim_(x → 0) sin x'],
  ['\\hat{x} + \\vec{v} + \\overline{AB}', 'x̂ + v⃗ + AB'],
  ['-x - y = -1', '−x − y = −1'],
  ['\\max(a,b)', 'max(a, b)'],
  ['a \\bmod b', 'a mod b'],
  ['P(A\\mid B), |x|, n!', 'P(A | B), |x|, n!'],
  ['\\text{若 } a < b \\text{ 且 } b < c', '若 a < b 且 b < c'],
  ['\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}', '(a b; c d)'],
  ['\\{a, b\\} \\setminus \\emptyset', '{a, b} ∖ ∅'],
  ['x \\phantom{y} z', 'xz'],
])('%s: %s', (tex, text) => {
  for (const annotate of [true, false]) expect(mathText(temml.renderToString(tex, { annotate }))).toBe(text);
});
