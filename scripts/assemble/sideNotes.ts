// Side notes: in wide windows, CSS rules move each footnote next to its mark, or below the previous note if that one is long.
// This needs a browser with CSS Anchor Positioning, level 1.
//
// The elements and their reading order stay as they are.

/** Items of the list of footnotes at the end of an article. */
const NOTE_ITEM = /<li id="(fn-?[^"]+)">/g;

/** Footnote marks in the text. */
const NOTE_MARK = /\bid="(fnref-?[^"]+)"/g;

/** Returns the rules for the footnotes of an article; empty if there are none. */
export function sideNotesCss(html: string): string {
  if (!html.includes('data-footnotes')) return '';
  const rules: string[] = [];
  const marks = new Set([...html.matchAll(NOTE_MARK)].map(([, id]) => id));
  let before: string | undefined;
  for (const [, id = ''] of html.matchAll(NOTE_ITEM)) {
    const mark = id.replace(/^fn/, 'fnref');
    if (!marks.has(mark)) continue;
    const own = rules.length;
    const name = `--n${own}`;
    const top = `anchor(--m${own} top)`;
    rules.push(
      `#${escaped(mark)}{anchor-name:--m${own}}#${escaped(id)}{anchor-name:${name};top:${
        before === undefined ? top : `max(${top},anchor(${before} bottom) + .6rem)`
      }}`,
    );
    before = name;
  }
  return rules.length === 0 ? '' : `@media(min-width:78rem){@supports(anchor-name:--a){${rules.join('')}}}`;
}

/** Escapes an identifier for CSS (CSSOM, section 2.1). Ids of footnotes begin with letters. */
function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16)} `);
}
