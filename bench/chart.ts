// A chart of bars, as SVG: for docs/.

export interface Bar {
  readonly group: string;
  readonly name: string;
  readonly seconds: number;
}

const ROW = 22;
const LABELS = 210;
const WIDTH = 760;

/** Horizontal bars in groups; our own in another colour. Each group has its own scale. */
export function chart(title: string, bars: readonly Bar[]): string {
  const groups = [...new Set(bars.map(({ group }) => group))];
  const parts: string[] = [];
  let y = 30;
  for (const group of groups) {
    const own = bars.filter((bar) => bar.group === group);
    const longest = Math.max(...own.map(({ seconds }) => seconds));
    parts.push(`<text x="0" y="${y + 16}" font-weight="bold">${group}</text>`);
    y += ROW + 4;
    for (const { name, seconds } of own) {
      const width = Math.max(1, (seconds / longest) * (WIDTH - LABELS - 70));
      const colour = name.startsWith('titleblock') ? '#a8321f' : '#8a8f98';
      parts.push(`<text x="${LABELS - 8}" y="${y + 14}" text-anchor="end">${name}</text>`);
      parts.push(`<rect x="${LABELS}" y="${y + 3}" width="${width.toFixed(1)}" height="${ROW - 7}" rx="2" fill="${colour}"/>`);
      parts.push(`<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 14}">${seconds.toFixed(2)} s</text>`);
      y += ROW;
    }
    y += 12;
  }
  const style = 'text{font:13px system-ui,sans-serif;fill:#444}@media(prefers-color-scheme:dark){text{fill:#ccc}}';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" role="img" aria-label="${title}">\n<style>${style}</style>\n<text x="0" y="16">${title}</text>\n${parts.join('\n')}\n</svg>\n`;
}
