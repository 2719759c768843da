// Bare addresses next to Chinese text in `gfm`: they end before a wide character or an emphasis marker, and may begin right after a wide
// character. All other bare addresses follow GFM's own rule.

import { firstWide, isWide } from '../eastAsianWidth.js';

const ADDRESS = /(?<![a-z0-9])(?:https?:\/\/|www\.)[^\s<]+/gi;
/** Signs that end a sentence or emphasis rather than an address. */
const TRAILING = /[?!.,:;*_~'"]+$/;

/** Returns the bare addresses that GFM would read differently: for each start index, the index after the address. */
export function bareAddresses(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  ADDRESS.lastIndex = 0;
  for (let match = ADDRESS.exec(text); match; match = ADDRESS.exec(text)) {
    const [written] = match;
    const wide = firstWide(written);
    const emphasis = written.search(/\*\*|~~/);
    const cut = Math.min(...[wide, emphasis, written.length].filter((at) => at >= 0));
    const address = withoutTrailing(written.slice(0, cut));
    const isAfterWide = match.index > 0 && isWide(text.slice(0, match.index).at(-1) ?? '');
    if ((cut < written.length || isAfterWide) && /^(?:https?:\/\/[\w-]|www\.[\w-]+\.[\w-])/i.test(address))
      ends.set(match.index, match.index + address.length);
    // Another one may follow after a comma.
    ADDRESS.lastIndex = match.index + Math.max(1, cut);
  }
  return ends;
}

/** Removes final punctuation, and closing brackets that the address doesn't open. */
function withoutTrailing(written: string): string {
  let address = written.replace(TRAILING, '');
  while (address.endsWith(')') && address.split(')').length > address.split('(').length)
    address = address.slice(0, -1).replace(TRAILING, '');
  return address;
}
