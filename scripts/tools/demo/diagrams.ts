// Diagrams and charts of the demo site, as SVG: the five stages, a timeline, and curves with their labels, for light and dark.

const PAPER = '#fbfaf7';
const INK = '#23211e';
const QUIET = '#6b665e';
const SEAL = '#a8321f';
export const DAY = { paper: PAPER, box: '#fff', ink: INK, quiet: QUIET, seal: SEAL };
export const NIGHT = { paper: '#16171a', box: '#1e1f24', ink: '#d8d5ce', quiet: '#9b968c', seal: '#f08a72' };
const FONT = "font-family=\"'Noto Sans CJK SC', 'PingFang SC', sans-serif\"";

function label(x: number, y: number, text: string, { size = 30, fill = INK, anchor = 'middle', weight = 400 } = {}): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" ${FONT}>${text}</text>`;
}

/** Draws the five stages as boxes with arrows, for light and dark. */
export function stages(width: number, height: number, { paper, box: inside, ink, quiet, seal } = DAY): string {
  const names = ['read', 'render', 'picture', 'assemble', 'publish'];
  const chinese = ['读', '排', '图', '装', '发'];
  const box = 190;
  const gap = (width - 80 - box * names.length) / (names.length - 1);
  const parts = names.map((name, index) => {
    const x = 40 + index * (box + gap);
    const arrow =
      index === 0
        ? ''
        : `<path d="M${x - gap + 10} ${height / 2} H${x - 14}" stroke="${quiet}" stroke-width="3" marker-end="url(#tip)"/>`;
    return `${arrow}<rect x="${x}" y="70" width="${box}" height="${height - 140}" rx="6" fill="${inside}" stroke="${index === 4 ? seal : ink}" stroke-width="3"/>
${label(x + box / 2, height / 2 + 6, chinese[index] ?? '', { size: 66, weight: 700, fill: index === 4 ? seal : ink })}
${label(x + box / 2, height - 96, name, { size: 30, fill: quiet })}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 L10 5 L0 10 Z" fill="${quiet}"/></marker></defs>
<rect width="100%" height="100%" fill="${paper}"/>${parts.join('\n')}</svg>`;
}

/** Draws the evening of 2023-11-12 to scale. */
export function timeline(width: number, height: number): string {
  const minute = (time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    return hours * 60 + minutes;
  };
  const events = [
    ['17:39', '控制台与管控 API 异常'],
    ['17:50', '确认是访问密钥服务'],
    ['18:01', '找到根因'],
    ['18:07', '修订白名单，分批重启'],
    ['18:35', '杭州等地域开始恢复'],
    ['19:20', '绝大部分地域恢复'],
  ] as const;
  const from = minute('17:30');
  const x = (time: string) => 90 + ((minute(time) - from) / 120) * (width - 180);
  const middle = height / 2;
  const marks = events.map(([time, text], index) => {
    const up = index % 2 === 0;
    const reach = [150, 150, 80, 80, 150, 150][index] ?? 120;
    const y = up ? middle - reach : middle + reach;
    return `<path d="M${x(time)} ${middle} V${y}" stroke="${QUIET}" stroke-width="2"/><circle cx="${x(time)}" cy="${middle}" r="11" fill="${index < 5 ? SEAL : '#2f6b3a'}"/>
${label(x(time), up ? y - 56 : y + 40, time, { size: 34, weight: 700 })}${label(x(time), up ? y - 16 : y + 80, text, { size: 28, fill: QUIET })}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${PAPER}"/>
<path d="M60 ${middle} H${width - 60}" stroke="${INK}" stroke-width="3"/>
<path d="M${x('17:39')} ${middle} H${x('19:20')}" stroke="${SEAL}" stroke-width="9"/>
${marks.join('\n')}</svg>`;
}

/** Draws how often a Bloom filter errs, by its number of hash functions, for several sizes. The lowest point of each curve is marked. */
export function errors(width: number, height: number, { ink, quiet, seal } = DAY): string {
  const [left, right, top, bottom] = [82, width - 190, 30, height - 84];
  const rate = (bits: number, count: number) => (1 - Math.exp(-count / bits)) ** count;
  const x = (count: number) => left + ((count - 1) / 13) * (right - left);
  const y = (value: number) => top + (-Math.log10(value) / 3) * (bottom - top);
  const grid = [1, 0.1, 0.01, 0.001].map(
    (value) => `<path d="M${left} ${y(value)} H${right}" stroke="${quiet}" stroke-opacity="0.3"/>
${label(left - 14, y(value) + 7, `${value * 100}%`, { size: 22, fill: quiet, anchor: 'end' })}`,
  );
  const ticks = [1, 2, 4, 6, 8, 10, 12, 14].map((count) =>
    label(x(count), bottom + 34, String(count), { size: 22, fill: quiet }),
  );
  const curves = [4, 6, 8, 12].map((bits, index) => {
    const points = Array.from({ length: 131 }, (_, step) => 1 + step / 10).map(
      (count) => `${x(count).toFixed(1)} ${y(rate(bits, count)).toFixed(1)}`,
    );
    const best = bits * Math.LN2;
    const colour = index === 3 ? seal : ink;
    return `<path d="M${points.join(' L')}" fill="none" stroke="${colour}" stroke-width="${index === 3 ? 4 : 2.5}" stroke-opacity="${0.45 + index * 0.18}"/>
<circle cx="${x(best).toFixed(1)}" cy="${y(rate(bits, best)).toFixed(1)}" r="6" fill="${colour}"/>
${label(right + 16, y(rate(bits, 14)) + 7, `每个元素 ${bits} 位`, { size: 22, fill: colour, anchor: 'start' })}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${grid.join('')}${ticks.join('')}
${label((left + right) / 2, height - 14, '散列函数的个数', { size: 22, fill: quiet })}${curves.join('')}</svg>
`;
}
