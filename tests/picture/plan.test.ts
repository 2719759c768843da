// The widths of variants: none that no browser would load.

import { expect, test } from 'vitest';
import { fallbackWidth, widthsOf } from '../../scripts/picture/plan.js';

const LADDER = [456, 684, 1026, 1368, 2052];

test.each([
  // In the text column: 684 on a screen with one pixel per CSS pixel, 640 on the narrowest phone.
  ['a photograph in the text', 4000, 684, [684, 1026, 1368, 2052]],
  ['a smaller one', 1000, 684, [684, 1000]],
  ['one that is narrower than the column', 500, 684, [500]],
  ['one shown at 300 pixels', 4000, 300, [456, 684, 900]],
  ['one shown at 100 pixels', 4000, 100, [300]],
  ['a wide one', 4000, 972, [684, 1026, 1368, 2052, 2916]],
  ['one from edge to edge', 4000, 1440, [684, 1026, 1368, 2052, 4000]],
] as const)('%s', (_what, width, shown, widths) => {
  expect(widthsOf(width, shown, LADDER)).toEqual(widths);
});

test('applies to the writer’s own widths too, and always leaves one', () => {
  expect(widthsOf(4000, 684, [16, 32])).toEqual([2052]);
  expect(widthsOf(4000, 684, [300, 600, 800])).toEqual([600, 800, 2052]);
  expect(widthsOf(20, 684, LADDER)).toEqual([20]);
});

test.each([
  ['the widest that is not wider than the column on a screen with 1.5 pixels to the CSS pixel', LADDER, 1026],
  ['one that is just as wide', [684, 1080, 1368], 1080],
  ['not one that is a pixel wider', [684, 1081, 1368], 684],
  ['the only one', [300], 300],
  ['the narrowest, if all are wider', [2052, 4000], 2052],
] as const)('the fallback is %s', (_what, widths, width) => {
  expect(fallbackWidth(widths)).toBe(width);
});
