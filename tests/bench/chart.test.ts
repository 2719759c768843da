// Bar charts as SVG: lengths, labels, colours.

import { describe, expect, test } from 'vitest';
import type { Element, Text } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { chart, stackChart } from '../../bench/chart.js';

/** Parses the elements of a chart, which are not nested. */
function elementsOf(svg: string): Element[] {
  const [root] = fromXml(svg).children as Element[];
  return (root?.children ?? []).filter((each): each is Element => each.type === 'element');
}

const textOf = ({ children }: Element) => (children as Text[]).map(({ value }) => value).join('');
const rects = (svg: string) => elementsOf(svg).filter(({ name }) => name === 'rect');
const texts = (svg: string) =>
  elementsOf(svg)
    .filter(({ name }) => name === 'text')
    .map(textOf);
const numberOf = (element: Element | undefined, name: string) => Number(element?.attributes[name]);

const STACKS = [
  { name: 'ours', parts: ['a', 'b'].map((name, at) => ({ name, value: 100 + at * 100 })) },
  { name: 'theirs', parts: [{ name: 'b', value: 600 }] },
];

describe('bars', () => {
  const svg = chart('Seconds', [
    { group: 'one', name: 'a & <b>', seconds: 4, isOwn: true },
    { group: 'one', name: 'c', seconds: 1 },
    { group: 'two', name: 'c', seconds: 0.5 },
  ]);

  test('have lengths proportional to their times, on the scale of their group', () => {
    const [first, second, third] = rects(svg).map((each) => numberOf(each, 'width'));
    expect((first ?? 0) / (second ?? 1)).toBeCloseTo(4, 1);
    expect(third).toBe(first);
  });

  test('have names, numbers and colours', () => {
    expect(texts(svg)).toEqual(['Seconds', 'one', 'a & <b>', '4.00 s', 'c', '1.00 s', 'two', 'c', '0.50 s']);
    expect(rects(svg).map(({ attributes }) => attributes.class)).toEqual(['own', 'other', 'other']);
  });
});

describe('stacks', () => {
  const svg = stackChart('Times', STACKS, 'µs');

  test('parts are adjacent, and have the same colour in all stacks and in the legend', () => {
    const [a, b, other, ...legend] = rects(svg);
    expect(numberOf(b, 'x')).toBeCloseTo(numberOf(a, 'x') + numberOf(a, 'width'), 0);
    expect(numberOf(other, 'width') / numberOf(b, 'width')).toBeCloseTo(3, 1);
    expect(numberOf(other, 'x')).toBe(numberOf(a, 'x'));
    expect([a, b, other, ...legend].map((each) => each?.attributes.class)).toEqual(['part0', 'part1', 'part1', 'part0', 'part1']);
    expect(texts(svg)).toEqual(['Times', 'ours', '100', '200', '300 µs', 'theirs', '600', '600 µs', 'a', 'b']);
  });

  test('everything is inside the picture', () => {
    const [, , width = 0, height = 0] = /viewBox="(\d+) (\d+) (\d+) (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
    for (const each of rects(svg)) {
      expect(numberOf(each, 'x') + numberOf(each, 'width')).toBeLessThanOrEqual(width);
      expect(numberOf(each, 'y') + numberOf(each, 'height')).toBeLessThanOrEqual(height);
    }
  });
});

/** Returns the relative luminance of a colour `#rgb` or `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? colour.replace(/[\da-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['light', '#ffffff', 0],
  ['dark', '#0d1117', 1],
] as const)('colours can be told from a %s page, and numbers be read', (_scheme, page, at) => {
  const style = elementsOf(stackChart('', STACKS, '')).find(({ name }) => name === 'style') as Element;
  const rules = textOf(style).split('@media(prefers-color-scheme:dark)')[at] ?? '';
  const colours = new Map(
    [...rules.matchAll(/([.\w]+)\{[^}]*fill:(#[\da-f]+)/g)].map(([, name, colour]) => [name, colour ?? '']),
  );
  expect(contrast(colours.get('text') ?? page, page)).toBeGreaterThan(4.5);
  const bars = [...colours].filter(([name]) => /^\.(?:own|other|part\d)$/.test(name ?? ''));
  expect(bars.length).toBe(9);
  for (const [name, colour] of bars) {
    expect([name, contrast(colour, page) > 3]).toEqual([name, true]);
    if (name?.startsWith('.part')) expect([name, contrast(colour, colours.get('.on') ?? colour) > 4.5]).toEqual([name, true]);
  }
});
