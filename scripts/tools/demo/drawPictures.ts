// Draws the pictures of the demo site. Run it with `npm run demo:pictures` after a change; the pictures are committed. Chinese labels need
// a Chinese font on the machine (Debian: fonts-noto-cjk).

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const IMAGES = fileURLToPath(new URL('../../../images', import.meta.url));
const PAPER = '#fbfaf7';
const INK = '#23211e';
const QUIET = '#6b665e';
const SEAL = '#a8321f';
const DAY = { paper: PAPER, box: '#fff', ink: INK, quiet: QUIET, seal: SEAL };
const NIGHT = { paper: '#16171a', box: '#1e1f24', ink: '#d8d5ce', quiet: '#9b968c', seal: '#f08a72' };
const FONT = "font-family=\"'Noto Sans CJK SC', 'PingFang SC', sans-serif\"";

/** Returns a generator of random numbers that are the same on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

function label(x: number, y: number, text: string, { size = 30, fill = INK, anchor = 'middle', weight = 400 } = {}): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}" ${FONT}>${text}</text>`;
}

/** Draws ink mountains in mist: soft gradients, which the pipeline treats as a photograph. */
function mountains(width: number, height: number): string {
  const random = seeded(20231112);
  const layers = Array.from({ length: 6 }, (_, layer) => {
    const base = height * (0.36 + layer * 0.11);
    const rough = height * (0.16 - layer * 0.012);
    let path = `M0 ${height} L0 ${base}`;
    let y = base;
    for (let x = 0; x <= width; x += width / 48) {
      y += (random() - 0.5) * rough * 0.55 + (base - y) * 0.12;
      path += ` L${x.toFixed(0)} ${y.toFixed(0)}`;
    }
    const shade = Math.round(196 - layer * 27);
    return `<path d="${path} L${width} ${height} Z" fill="rgb(${shade + 6},${shade + 4},${shade})" filter="url(#soft)"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f6f1e6"/><stop offset="1" stop-color="#e2dacb"/></linearGradient>
<filter id="soft"><feGaussianBlur stdDeviation="3"/></filter></defs>
<rect width="100%" height="100%" fill="url(#sky)"/>
<circle cx="${width * 0.72}" cy="${height * 0.24}" r="${height * 0.065}" fill="${SEAL}" opacity="0.85"/>
${layers.join('\n')}
</svg>`;
}

/** Draws the five stages as boxes with arrows, for light and dark. */
function stages(width: number, height: number, { paper, box: inside, ink, quiet, seal } = DAY): string {
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
function timeline(width: number, height: number): string {
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

const photograph = await sharp(Buffer.from(mountains(2400, 1350)))
  .png()
  .toBuffer();
const grain = await sharp({
  create: { width: 2400, height: 1350, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 9 } },
})
  .png()
  .toBuffer();
await sharp(photograph)
  .composite([{ input: grain, blend: 'soft-light' }])
  .jpeg({ quality: 82, mozjpeg: true })
  .toFile(join(IMAGES, '远山.jpg'));
await sharp(Buffer.from(stages(1600, 420)))
  .png({ palette: true })
  .toFile(join(IMAGES, 'five-stages.png'));
await sharp(Buffer.from(stages(1600, 420, NIGHT)))
  .png({ palette: true })
  .toFile(join(IMAGES, 'five-stages-dark.png'));
await sharp(Buffer.from(timeline(1800, 640)))
  .png({ palette: true })
  .toFile(join(IMAGES, 'aliyun-timeline.png'));
