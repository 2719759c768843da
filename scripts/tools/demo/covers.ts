// Covers of old books, as a small press might print them: one drawing, one colour, the title from top to bottom.

export type Cover = {
  readonly title: string;
  readonly author: string;
  readonly paper: string;
  readonly ink: string;
  readonly drawing: string;
};

const WIDTH = 600;
const HEIGHT = 840;
const FONT = 'font-family="\'Noto Serif CJK SC\', serif"';

function circles(count: number, shape: (index: number) => { x: number; y: number; r: number; line?: number }): string {
  return Array.from({ length: count }, (_, index) => {
    const { x, y, r, line = 0 } = shape(index);
    const paint = line > 0 ? `fill="none" stroke="currentColor" stroke-width="${line}"` : 'fill="currentColor"';
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" ${paint}/>`;
  }).join('');
}

function lines(count: number, height: (x: number, index: number) => number): string {
  return Array.from({ length: count }, (_, index) => {
    const points = Array.from({ length: 61 }, (_, step) => `${step * 10} ${height(step * 10, index).toFixed(1)}`);
    return `<path d="M${points.join(' L')}" fill="none" stroke="currentColor" stroke-width="3"/>`;
  }).join('');
}

/** A moon over snow on a lake: two strokes and a grain of a boat. */
const snow = `${circles(1, () => ({ x: 420, y: 300, r: 96 }))}${lines(8, (x, index) => 590 + index * 30 + Math.sin(x / 60 + index) * (3 + index * 0.8))}<path d="M180 560 q44 30 96 0 z" fill="currentColor"/>`;

/** Six lives, six circles, each leaving the one before it. */
const lives = circles(6, (index) => ({
  x: 300 + Math.cos(index * 1.05) * 84,
  y: 500 + Math.sin(index * 1.05) * 84,
  r: 132,
  line: 3,
}));

/** Ripples and a star map. */
const brook = `${circles(11, (index) => ({ x: 330, y: 590, r: 14 + index * 20, line: 2.5 }))}${circles(40, (index) => ({
  x: 330 + Math.cos(index * 2.4) * Math.sqrt(index) * 35,
  y: 590 + Math.sin(index * 2.4) * Math.sqrt(index) * 35,
  r: 2 + ((index * 7) % 5),
}))}`;

/** Contours of a mountain that one climbs for thirty years. */
const travels = lines(
  22,
  (x, index) =>
    800 -
    index * 9 -
    Math.exp(-(((x - 330 + index * 4) / 130) ** 2)) * (300 - index * 6) -
    Math.exp(-(((x - 120) / 80) ** 2)) * (130 - index * 4),
);

/** Lamps in a crowd, and one of them apart. */
const lamps = `${circles(96, (index) => ({ x: 70 + (index % 12) * 42, y: 440 + Math.floor(index / 12) * 42, r: index === 57 ? 19 : 3 + ((index * 13) % 7) * 0.6 }))}`;

/** The warp and the weft of a loom, one thread loose. */
const loom = `${circles(1, () => ({ x: 420, y: 640, r: 74, line: 3 }))}${circles(1, () => ({ x: 420, y: 640, r: 9 }))}${Array.from(
  { length: 15 },
  (_, index) => `<path d="M${250 + index * 24} 90 V${index === 9 ? 420 : 520}" stroke="currentColor" stroke-width="2.5"/>`,
).join('')}${Array.from(
  { length: 9 },
  (_, index) =>
    `<path d="M240 ${300 + index * 25} h356" stroke="currentColor" stroke-width="8" stroke-dasharray="24 24" stroke-dashoffset="${(index % 2) * 24}"/>`,
).join('')}`;

/** A round gate in a garden wall, and bamboo behind it. */
const garden = `${circles(1, () => ({ x: 350, y: 560, r: 190, line: 3 }))}${Array.from({ length: 5 }, (_, index) => {
  const x = 250 + index * 46;
  const half = Math.sqrt(190 ** 2 - (x - 350) ** 2);
  return `<path d="M${x} ${(560 + half).toFixed(1)} V${(560 - half + index * 9).toFixed(1)}" stroke="currentColor" stroke-width="${9 - index}" stroke-dasharray="58 5"/>`;
}).join('')}<path d="M40 752 H600" stroke="currentColor" stroke-width="3"/>`;

export const COVERS: { readonly [name: string]: Cover } = {
  taoan: { title: '陶庵梦忆', author: '张岱', paper: '#d9dcd6', ink: '#1f3a4d', drawing: snow },
  fusheng: { title: '浮生六记', author: '沈复', paper: '#ecd9c6', ink: '#9a3b2e', drawing: lives },
  mengxi: { title: '梦溪笔谈', author: '沈括', paper: '#1d3b3a', ink: '#e3d9b8', drawing: brook },
  xiake: { title: '徐霞客游记', author: '徐弘祖', paper: '#e9e2cd', ink: '#2f5a3c', drawing: travels },
  renjian: { title: '人间词话', author: '王国维', paper: '#2a2438', ink: '#e8b25c', drawing: lamps },
  tiangong: { title: '天工开物', author: '宋应星', paper: '#e4dccb', ink: '#4a3a6b', drawing: loom },
  xianqing: { title: '闲情偶寄', author: '李渔', paper: '#cdd8c4', ink: '#3a4a2c', drawing: garden },
};

/** Draws a cover. */
export function cover({ title, author, paper, ink, drawing }: Cover): string {
  const letters = [...title].map(
    (letter, index) =>
      `<text x="96" y="${150 + index * 74}" font-size="62" font-weight="700" fill="${ink}" text-anchor="middle" ${FONT}>${letter}</text>`,
  );
  const name = [...author].map(
    (letter, index) =>
      `<text x="172" y="${136 + index * 34}" font-size="26" fill="${ink}" text-anchor="middle" ${FONT}>${letter}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="${paper}"/>
<g color="${ink}" opacity="0.92">${drawing}</g>${letters.join('')}${name.join('')}
<path d="M40 60 V${HEIGHT - 40}" stroke="${ink}" stroke-width="2" opacity="0.5"/></svg>`;
}
