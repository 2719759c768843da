// Finds foreign markup in a text, which the dialect leaves as text: Hexo's tags, Hugo's shortcodes, Obsidian's wikilinks and so on. The
// text is searched rather than the tree, since a mark may span several nodes, addresses and raw HTML. The tree tells what is code, and
// what the dialect has read itself.

import type { Root } from 'mdast';
import { extensionsOfDialect, readerOf } from '../../markdown/extensions.js';
import { PATTERNS } from './constructs.js';
import { fences } from './fences.js';
import { comments, formulas, shortcodes } from './finders.js';
import { type Construct, type Finder, type ForeignText, isHinted, type Mark } from './mark.js';
import { blanked, inRanges, maskedText, partsOf } from './mask.js';
import { hugoShortcodes, liquidTags, templateValues } from './tags.js';

/** The finders in the order in which they are tried. Formulas come before template variables: TeX has double braces too. */
const FINDERS: readonly Finder[] = [
  hugoShortcodes,
  liquidTags,
  comments,
  formulas,
  templateValues,
  ...PATTERNS.map(patternFinder),
  shortcodes,
];

/** Every mark contains one of these hints. */
const HINTS = [...new Set(FINDERS.flatMap(({ hints }) => hints))];

/**
 * Finds the marks in a text.
 * @param text the file, with its header masked
 * @param tree the text as the dialect reads it
 * @returns marks in the order of the text; no two overlap
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
        dialectWith: (extension) =>
          extensions.has(extension) ? dialect : `${dialect.replace(new RegExp(`-${extension}(?![a-z_])`), '')}+${extension}`,
      }),
    ];
    if (found.length === 0) continue;
    marks.push(...found);
    // The delimiters of a mark are not searched again, but its words may contain further marks.
    text = blanked(
      text,
      found.flatMap(({ start, end, delimiters, isComment }) =>
        isComment ? [[start, end] as const] : (delimiters ?? [[start, end] as const]),
      ),
    );
  }
  return marks;
}

/** Returns a finder for the matches of a pattern that the dialect left as text. */
function patternFinder({ hints, pattern, isAnywhere, when, read }: Construct): Finder {
  return {
    hints,
    *find(text: ForeignText): Iterable<Mark> {
      if (when && !when(text)) return;
      for (const match of text.text.matchAll(pattern)) {
        const details = read(match, text);
        if (!details) continue;
        const mark = { start: match.index, end: match.index + match[0].length, ...details };
        const isEscaped = text.text[mark.start - 1] === '\\';
        if (!isEscaped && (isAnywhere || text.isText(mark.start))) yield mark;
      }
    },
  };
}
