// Finds block formulas in CommonMark: `$$` at the beginning of a line, and at the end of a later one. Between them, blank lines and lines
// that would begin a list or underline a heading are TeX.

const OPENING = /^((?:[ \t]*>)*)[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*\$\$/;
const QUOTES = /^(?:[ \t]*>)*/;

/** Maps the index of each block formula to the index after it. */
export function mathBlocks(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  let open: { readonly offset: number; readonly quotes: number } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    if (open) {
      const sign = line.indexOf('$$');
      if (sign >= 0 || quotesOf(line) < open.quotes) {
        if (sign >= 0 && line.slice(sign).trimEnd() === '$$') ends.set(open.offset, offset + line.replace(/\r$/, '').length);
        open = undefined;
      }
    } else {
      const opening = OPENING.exec(line);
      if (opening && !line.includes('$$', opening[0].length))
        open = { offset: offset + opening[0].length - 2, quotes: quotesOf(line) };
    }
    offset += line.length + 1;
  }
  return ends;
}

function quotesOf(line: string): number {
  return (QUOTES.exec(line)?.[0] ?? '').split('>').length - 1;
}
