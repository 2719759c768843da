// Draws bar charts as SVG for docs/. Colours are set by class, so that they can be lighter in the dark theme.

export interface Bar {
  readonly group: string;
  readonly name: string;
  readonly seconds: number;
  /** True for titleblock, which has its own colour. */
  readonly isOwn?: boolean;
}

/** A bar of several parts. A part has the same colour in all bars. */
export interface Stack {
  readonly name: string;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
}

const ROW = 22;
const LABELS = 250;
const WIDTH = 760;
/** Width reserved for the number after the longest bar. */
const NUMBERS = 70;
const LONGEST = WIDTH - LABELS - NUMBERS;
/** Minimum width of a part with a number. */
const MIN_NUMBERED = 34;
/** Columns of the legend. */
const COLUMNS = 3;

/** Colours in the light and dark themes: own bars, other bars, parts. Numbers on parts are white and black; both are readable. */
const OWN = ['#a8321f', '#e07a68'] as const;
const OTHER = ['#8a8f98', '#8a8f98'] as const;
const PARTS: readonly (readonly [light: string, dark: string])[] = [
  ['#5b6470', '#a5afbb'],
  ['#1f6fb2', '#6db3ee'],
  ['#0b7a75', '#4cc4bd'],
  ['#5a7d1a', '#a8cc5f'],
  ['#8a5a00', '#e0b04a'],
  ['#a8321f', '#f0907e'],
  ['#7a3e9d', '#c99ae6'],
];

function style(): string {
  const rules = (at: 0 | 1, text: string, on: string) =>
    [
      `text{font:13px system-ui,sans-serif;fill:${text}}`,
      `.own{fill:${OWN[at]}}.other{fill:${OTHER[at]}}`,
      ...PARTS.map((colours, part) => `.part${part}{fill:${colours[at]}}`),
      `.head{font-weight:bold}.on{font-size:11px;fill:${on}}`,
    ].join('');
  return `<style>${rules(0, '#444', '#fff')}@media(prefers-color-scheme:dark){${rules(1, '#ccc', '#000')}}</style>`;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${Number(x.toFixed(1))}" y="${y}"${attributes}>${escaped(content)}</text>`;
}

function rect(x: number, y: number, width: number, name: string): string {
  const [left, wide] = [x, Math.max(1, width)].map((each) => Number(each.toFixed(1)));
  return `<rect x="${left}" y="${y + 3}" width="${wide}" height="${ROW - 7}" class="${name}"/>`;
}

function drawing(title: string, height: number, parts: readonly string[]): string {
  const root = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">`;
  return `${root}\n${style()}\n${text(0, 16, title)}\n${parts.join('\n')}\n</svg>\n`;
}

/** Draws horizontal bars in groups. Each group has its own scale. */
export function chart(title: string, bars: readonly Bar[]): string {
  const parts: string[] = [];
  let y = 30;
  for (const group of new Set(bars.map((bar) => bar.group))) {
    const own = bars.filter((bar) => bar.group === group);
    const longest = Math.max(...own.map(({ seconds }) => seconds));
    parts.push(text(0, y + 16, group, ' class="head"'));
    y += ROW + 4;
    for (const { name, seconds, isOwn } of own) {
      const width = (seconds / longest) * LONGEST;
      parts.push(text(LABELS - 8, y + 14, name, ' text-anchor="end"'));
      parts.push(rect(LABELS, y, width, isOwn ? 'own' : 'other'));
      parts.push(text(LABELS + width + 6, y + 14, `${seconds.toFixed(2)} s`));
      y += ROW;
    }
    y += 12;
  }
  return drawing(title, y, parts);
}

/** Draws horizontal bars of parts on a common scale, with a legend. @param unit unit of the values */
export function stackChart(title: string, stacks: readonly Stack[], unit: string): string {
  const sumOf = ({ parts }: Stack) => parts.reduce((sum, { value }) => sum + value, 0);
  const longest = Math.max(...stacks.map(sumOf));
  const names = [...new Set(stacks.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const drawn: string[] = [];
  let y = 30;
  for (const stack of stacks) {
    drawn.push(text(LABELS - 8, y + 14, stack.name, ' text-anchor="end"'));
    let x = LABELS;
    for (const { name, value } of stack.parts) {
      const width = (value / longest) * LONGEST;
      drawn.push(rect(x, y, width, `part${names.indexOf(name)}`));
      if (width >= MIN_NUMBERED) drawn.push(text(x + width / 2, y + 14, value.toFixed(0), ' text-anchor="middle" class="on"'));
      x += width;
    }
    drawn.push(text(x + 6, y + 14, `${sumOf(stack).toFixed(0)} ${unit}`));
    y += ROW;
  }
  y += 12;
  const column = WIDTH / COLUMNS;
  for (const [at, name] of names.entries()) {
    const [left, top] = [(at % COLUMNS) * column, y + Math.floor(at / COLUMNS) * ROW];
    drawn.push(rect(left, top, ROW - 7, `part${at}`), text(left + ROW, top + 14, name));
  }
  return drawing(title, y + Math.ceil(names.length / COLUMNS) * ROW + 4, drawn);
}
