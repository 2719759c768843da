// literate_haskell: lines that begin with `>` in the first column are the program, those with `<` are example code.

import type { BlockConstruct } from '../document.js';
import { cut, isBlank, type Line, lineEnd } from '../text.js';

export const literateHaskell: BlockConstruct = {
  extensions: ['literate_haskell'],
  starts: '><',
  read: (lines, at, document) => {
    const sign = (lines[at] as Line).text[0];
    if (sign !== '>' && sign !== '<') return undefined;
    let next = at;
    while (lines[next]?.text.startsWith(sign)) next++;
    if (!isBlank(lines[next])) return undefined;
    const tracks = lines.slice(at, next);
    const code = tracks.map((line) => cut(line, 1));
    // A space after the marker is dropped if every line has one.
    const isSpaced = code.every(({ text }) => text === '' || text.startsWith(' '));
    const value = code.map(({ text }) => (isSpaced ? text.slice(1) : text)).join('\n');
    const className = ['language-haskell', ...(sign === '>' ? ['literate'] : [])];
    const position = document.position((tracks[0] as Line).offset, lineEnd(tracks.at(-1) as Line));
    return { nodes: [{ type: 'code', lang: 'haskell', value, position, data: { hProperties: { className } } }], next };
  },
};
