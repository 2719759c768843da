// Finds the marks of other tools in a text: Hexo's tags, Hugo's shortcodes, Obsidian's wikilinks and so on, which the dialect leaves
// as text. The text is searched rather than the tree, since a mark may reach over several nodes, addresses and raw HTML; the tree says
// what is code, and what the dialect has read itself.

import type { Root } from 'mdast';
import { extensionsOfDialect, readerOf } from '../../markdown/extensions.js';
import { PATTERNS } from './constructs.js';
import { fences } from './fences.js';
import { comments, formulas, shortcodes } from './finders.js';
import { type Construct, type Finder, type ForeignText, isHinted, type Mark } from './mark.js';
import { blanked, inRanges, maskedText, partsOf } from './mask.js';
import { hugoShortcodes, liquidTags, templateValues } from './tags.js';

/** In the order in which they are tried. Formulas come before values: TeX has doubled braces too. */
const FINDERS: readonly Finder[] = [
  hugoShortcodes,
  liquidTags,
  comments,
  formulas,
  templateValues,
  ...PATTERNS.map(finderOf),
  shortcodes,
];

/** Every mark has one of them. */
const HINTS = [...new Set(FINDERS.flatMap(({ hints }) => hints))];

/**
 * Finds marks.
 * @param text the file, its header blanked out
 * @param tree as the dialect reads it
 * @returns marks in the order of the text; none overlaps another
 */
export function findMarks(text: string, tree: Root, dialect: string): Mark[] {
  const marks: Mark[] = readerOf(dialect) === 'pandoc' ? [] : fences(text, tree, dialect);
  if (HINTS.some((hint) => isHinted(text, hint))) marks.push(...marksIn(text, tree, dialect));
  return marks.sort((a, b) => a.start - b.start);
}

function marksIn(written: string, tree: Root, dialect: string): Mark[] {
  const { blank, words } = partsOf(tree);
  const extensions = extensionsOfDialect(dialect);
  const isText = (offset: number) => inRanges(words, offset);
  const marks: Mark[] = [];
  let text = maskedText(written, blank);
  for (const { hints, find } of FINDERS) {
    if (!hints.some((hint) => isHinted(text, hint))) continue;
    const found = [
      ...find({
        text,
        written,
        isText,
        has: (extension) => extensions.has(extension),
        isPandoc: readerOf(dialect) === 'pandoc',
        with: (extension) =>
          extensions.has(extension) ? dialect : `${dialect.replace(new RegExp(`-${extension}(?![a-z_])`), '')}+${extension}`,
      }),
    ];
    if (found.length === 0) continue;
    marks.push(...found);
    // What a mark has taken is no other's; the words in it may hold marks of their own.
    text = blanked(
      text,
      found.flatMap(({ start, end, signs, isComment }) =>
        isComment ? [[start, end] as const] : (signs ?? [[start, end] as const]),
      ),
    );
  }
  return marks;
}

/** Finds what a pattern matches, where the dialect has left it as text. */
function finderOf({ hints, pattern, isAnywhere, when, read }: Construct): Finder {
  return {
    hints,
    *find(text: ForeignText): Iterable<Mark> {
      if (when && !when(text)) return;
      for (const match of text.text.matchAll(pattern)) {
        const made = read(match, text);
        if (!made) continue;
        const mark = { start: match.index, end: match.index + match[0].length, ...made };
        const isEscaped = text.text[mark.start - 1] === '\\';
        if (!isEscaped && (isAnywhere || text.isText(mark.start))) yield mark;
      }
    },
  };
}
