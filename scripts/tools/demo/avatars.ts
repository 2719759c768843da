// Avatars of the blogs on the friends page: a figure in one colour on a plain ground, like a stamp.

export type Avatar = { readonly ground: string; readonly ink: string; readonly figure: string };

const SIZE = 96;

/** Rays of a star: points on two circles in turns. */
function rays(count: number, outer: number, inner: number): string {
  const points = Array.from({ length: 2 * count }, (_, index) => {
    const angle = (index * Math.PI) / count - Math.PI / 2;
    const radius = index % 2 === 0 ? outer : inner;
    return `${(SIZE / 2 + Math.cos(angle) * radius).toFixed(1)} ${(SIZE / 2 + Math.sin(angle) * radius).toFixed(1)}`;
  });
  return `M${points.join(' ')}z`;
}

/** A curve from side to side. @param y of its middle line */
function ripple(y: number, height: number, waves: number): string {
  const width = (SIZE - 36) / waves;
  return `M18 ${y} ${`q${width / 4} ${-height} ${width / 2} 0 t${width / 2} 0 `.repeat(waves).trim()}`;
}

const line = (path: string, width = 5) =>
  `<path d="${path}" fill="none" stroke="currentColor" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const area = (path: string) => `<path d="${path}" fill="currentColor"/>`;

export const AVATARS: { readonly [name: string]: Avatar } = {
  window: {
    ground: '#e9dcc3',
    ink: '#7b4a2b',
    figure: line('M28 74V38a20 20 0 0 1 40 0v36z M48 20v54 M28 48h40'),
  },
  sprout: {
    ground: '#dbe5cf',
    ink: '#3d6b3a',
    figure: `${line('M48 76V46')}${area('M48 50C48 32 36 24 20 24c0 18 12 26 28 26z')}${area('M48 42c0-12 10-20 28-20 0 16-10 24-28 24z')}${line('M26 76h44')}`,
  },
  wave: {
    ground: '#26304a',
    ink: '#d8c27a',
    figure: `${line(ripple(36, 24, 2))}${line(ripple(50, 16, 2), 4)}${line(ripple(64, 8, 2), 3)}`,
  },
  boat: {
    ground: '#cfe0e3',
    ink: '#235a6b',
    figure: `${area('M18 56h60c-4 12-12 16-20 16H38c-8 0-16-4-20-16z')}${area('M46 18v34H26z')}${area('M52 26v26h18z')}${line('M16 80h64', 3)}`,
  },
  tea: {
    ground: '#ead3c6',
    ink: '#9a3b2e',
    figure: `${area('M24 46h44c0 20-8 30-22 30S24 66 24 46z')}${line('M68 50c12-2 12 14-3 14', 4)}${line('M40 36c-5-6 5-8 0-15 M52 36c-5-6 5-8 0-15', 3)}`,
  },
  star: {
    ground: '#2a2438',
    ink: '#efe3b8',
    figure: `${area(rays(4, 30, 8))}<circle cx="72" cy="26" r="3" fill="currentColor"/><circle cx="24" cy="70" r="2.5" fill="currentColor"/>`,
  },
};

/** Draws an avatar. */
export function avatar({ ground, ink, figure }: Avatar): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}"><rect width="100%" height="100%" fill="${ground}"/><g color="${ink}">${figure}</g></svg>\n`;
}
