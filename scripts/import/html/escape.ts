// Writes inline text as markdown with as few backslashes as possible. What was written is read again: if it says something else, all
// punctuation is escaped, and each backslash without which the reader still finds the same is dropped.

import type { Node } from '../../markdown/nodes.js';
import { markdownReader } from '../../markdown/reader.js';
import { formOf } from './tree.js';

/**
 * The dialect that markdown is written for. `smart` is off: whether straight quotes become curly is the site's choice, as it was that of
 * the old tool.
 */
export const PRINTED_DIALECT = 'markdown+east_asian_line_breaks+autolink_bare_uris+cjk-smart';

/** A place for inline text: how a document with only this text is written, and where in its tree the text is. */
export interface Frame {
  readonly wrap: (markdown: string) => string;
  readonly find: (blocks: readonly Node[]) => readonly Node[] | undefined;
}

const only = (blocks: readonly Node[], ...types: readonly string[]): Node | undefined =>
  blocks.length === 1 && types.includes(blocks[0]?.type as string) ? blocks[0] : undefined;

const inItem = (blocks: readonly Node[]): readonly Node[] | undefined => {
  const list = only(blocks, 'list');
  const item = list?.children?.length === 1 ? list.children[0] : undefined;
  return item && item.checked === null ? only(item.children ?? [], 'plain', 'paragraph')?.children : undefined;
};

/** The places of inline text. */
export const FRAMES = {
  paragraph: { wrap: (markdown) => markdown, find: (blocks) => only(blocks, 'paragraph')?.children },
  item: { wrap: (markdown) => `- ${markdown.replaceAll('\n', '\n  ')}`, find: inItem },
  heading: { wrap: (markdown) => `# ${markdown} {#i}`, find: (blocks) => only(blocks, 'heading')?.children },
  term: {
    wrap: (markdown) => `${markdown}\n:   x`,
    find: (blocks) => only(blocks, 'pandocdl')?.children?.[0]?.children?.[0]?.children,
  },
  cell: {
    wrap: (markdown) => `| ${markdown} | x |\n|---|---|\n| x | x |`,
    find: (blocks) => {
      const row = only(blocks, 'pandoctable')?.children?.[0]?.children?.[0]?.children;
      return row?.length === 2 ? (row[0]?.children?.[0]?.children ?? []) : undefined;
    },
  },
  caption: {
    wrap: (markdown) => `![${markdown}](a.png)`,
    find: (blocks) => only(blocks, 'pandocfigure')?.children?.[1]?.children?.[0]?.children,
  },
  summary: {
    wrap: (markdown) => `<details>\n<summary>${markdown}</summary>\n\nx\n\n</details>`,
    find: (blocks) => blocks.find(({ type }) => type === 'plain')?.children,
  },
} as const satisfies { readonly [name: string]: Frame };

/** Punctuation that a backslash escapes. @see Pandoc manual, "Backslash escapes" */
const SIGN = /[!-/:-@[-`{-~]/;

/** The reader looks for the end of a tag even after `\\<`. */
const withSlash = (char: string): string => (char === '<' ? '&lt;' : `\\${char}`);

/** How inline text is written. */
export interface Style {
  /** Writes the next character of a text, which is punctuation. */
  readonly sign: (char: string) => string;
  /** True to set marks apart from their neighbours. */
  readonly isApart: boolean;
  /** True to write marks as elements. */
  readonly isElement?: boolean;
}

/** Writes text with the signs of a style. */
export function escaped(text: string, { sign }: Style): string {
  return [...text].map((char) => (SIGN.test(char) ? sign(char) : char)).join('');
}

export interface Written {
  readonly markdown: string;
  /** True if it reads as the same nodes. */
  readonly isExact: boolean;
}

/** Trials of single backslashes for one text. More are not worth the time: the text is full of them. */
const TRIALS = 40;

/**
 * Writes inline nodes for a place.
 * @param print writes the nodes in a style; signs are asked for in order
 * @param tail what the reader needs to know besides: definitions of the notes that the nodes refer to
 */
export function fewestEscapes(nodes: readonly Node[], frame: Frame, print: (style: Style) => string, tail: string): Written {
  const wanted = formOf(nodes);
  const reads = (markdown: string): boolean => readsAs(markdown, wanted, frame, tail);
  const plain = print({ sign: (char) => char, isApart: false });
  if (reads(plain)) return { markdown: plain, isExact: true };
  const { form, ...all } = escapedForm(print, reads);
  if (!all.isExact) return all;
  const signs: string[] = [];
  print({ sign: (char) => signs[signs.push(char) - 1] as string, ...form });
  return { markdown: withFewer(signs, form, print, reads), isExact: true };
}

/** Signs that begin markup anywhere. The others matter at the start of a line, or beside these. */
const STRONG = /[\\`*_{}[\]<>#|~^$@&"':]/;

/** Writes inline nodes for a place, with a backslash before all signs that begin markup; before all punctuation if that is not enough. */
export function allEscaped(nodes: readonly Node[], frame: Frame, print: (style: Style) => string, tail: string): Written {
  const wanted = formOf(nodes);
  const reads = (each: string): boolean => readsAs(each, wanted, frame, tail);
  const strong = print({ sign: (char) => (STRONG.test(char) ? withSlash(char) : char), isApart: false });
  if (reads(strong)) return { markdown: strong, isExact: true };
  const { markdown, isExact } = escapedForm(print, reads);
  return { markdown, isExact };
}

function escapedForm(print: (style: Style) => string, reads: (markdown: string) => boolean): Written & { readonly form: Form } {
  let markdown = '';
  for (const form of FORMS) {
    markdown = print({ sign: withSlash, ...form });
    if (reads(markdown)) return { markdown, isExact: true, form };
  }
  return { markdown, isExact: false, form: FORMS[0] as Form };
}

type Form = Omit<Style, 'sign'>;

/** The forms of marks, the most readable first. */
const FORMS: readonly Form[] = [{ isApart: false }, { isApart: true }, { isApart: true, isElement: true }];

function withFewer(
  signs: readonly string[],
  form: Form,
  print: (style: Style) => string,
  reads: (markdown: string) => boolean,
): string {
  const isEscaped = signs.map(() => true);
  const write = (): string => {
    let at = 0;
    return print({ sign: (char) => (isEscaped[at++] ? withSlash(char) : char), ...form });
  };
  for (const kind of new Set(signs)) {
    for (const [at, sign] of signs.entries()) if (sign === kind) isEscaped[at] = false;
    if (reads(write())) continue;
    for (const [at, sign] of signs.entries()) if (sign === kind) isEscaped[at] = true;
  }
  // From the end, so that the first of two paired characters keeps its backslash.
  for (let [at, trials] = [signs.length - 1, TRIALS]; at >= 0 && trials > 0; at--) {
    if (!isEscaped[at]) continue;
    trials--;
    isEscaped[at] = false;
    if (!reads(write())) isEscaped[at] = true;
  }
  return write();
}

/** True if markdown reads as wanted. */
function readsAs(markdown: string, wanted: string, frame: Frame, tail: string): boolean {
  // A line that begins in one of these ways belongs to the block before it, of which a reader of the text alone knows nothing.
  if (/^(?:[:~][ \t]|[Tt]able:|%)/.test(markdown)) return false;
  const tree = markdownReader(PRINTED_DIALECT).document(`\n${frame.wrap(markdown)}\n${tail}`) as unknown as Node;
  const blocks = (tree.children ?? []).filter(({ type }) => type !== 'footnoteDefinition');
  const found = frame.find(blocks);
  return found !== undefined && formOf(found) === wanted;
}
