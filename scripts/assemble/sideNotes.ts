// Notes next to the text, where the window is wide enough and the browser knows anchors: the notes of the text's end, which are
// moved there by rules of the page's stylesheet. Each stands next to its mark, or below the note before it where that is long.
//
// CSS Anchor Positioning, level 1. The element and its place in the reading order stay as they are.

/** The list of notes at the end of an article; what is in it are items with ids of their own. */
const NOTE_ITEM = /<li id="(fn-?[^"]+)">/g;

/** The marks of notes in the text. */
const NOTE_MARK = /\bid="(fnref-?[^"]+)"/g;

/** The rules for the notes of an article; none if there are no notes. */
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

/** A name as CSS writes it (CSSOM, section 2.1); ids of notes begin with letters. */
function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]/gu, (char) => `\\${char.codePointAt(0)?.toString(16)} `);
}
