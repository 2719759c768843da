// The body of an article: its text is read, and its tree changed step by step and written as pieces.
//
// The order of the steps matters. Tags are paired while raw HTML still is what is in the file, before links are put in. Drawings
// and colours of code come last, since they are HTML already.

import type { Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import { validHtml } from '../base/text/characters.js';
import { masked } from '../markdown/index.js';
import type { Piece, TocEntry } from '../types.js';
import { closedHtml, findBrokenHtml } from './brokenHtml.js';
import { nameCheckboxes } from './checkboxes.js';
import { findClasses } from './classes.js';
import { diagramsIn, drawDiagrams } from './diagrams.js';
import { setDirections } from './directions.js';
import { readWithMarks } from './foreign/foreign.js';
import { formulas } from './formulas.js';
import { PLAIN } from './headerTexts.js';
import { highlight } from './highlight.js';
import { identify, settleIds } from './ids.js';
import { setLayout } from './layout.js';
import { plainText } from './plainText.js';
import type { Rendering, Steps } from './rendering.js';
import { safeTree } from './safe.js';
import { shiftHeadings } from './sections.js';
import { pieces } from './slotMarks.js';

export interface Body {
  readonly tree: Root;
  readonly pieces: readonly Piece[];
  readonly toc: readonly TocEntry[];
  readonly ids: readonly string[];
  /** Its text, without markup. */
  readonly words: string;
}

export function* renderBody(rendering: Rendering): Steps<Body> {
  const tree = yield* read(rendering);
  // Before links are put in: raw HTML still is what is in the file.
  const isBroken = findBrokenHtml(tree, rendering.report.broken);
  const { toc, ids } = structure(tree, rendering);
  refer(tree, rendering);
  const words = plainText(tree.children);
  yield* draw(tree, rendering);
  return { tree, pieces: piecesOf(tree, isBroken, rendering), toc, ids, words };
}

/**
 * Writes a tree as HTML, divided at its links and pictures.
 * @param isBroken whether it holds tags without a partner
 */
export function piecesOf(tree: Root, isBroken: boolean, { pipeline, references }: Rendering): Piece[] {
  const html = validHtml(pipeline.stringify(tree));
  return pieces(isBroken ? closedHtml(html) : html, references.slots);
}

/** Reads the text. With `safe: true`, the tree has nothing that acts. */
function* read({ source, text, options, pipeline, plugged, report }: Rendering): Steps<Root> {
  const how = { warn: report.markdown, isPlugged: Boolean(plugged) };
  const foreign = readWithMarks(masked(text, source.bodyOffset), pipeline, how);
  const mdast = plugged ? ((yield plugged.transform('remark', foreign.tree)) as MdastRoot) : foreign.tree;
  const hast = pipeline.toHast(mdast);
  foreign.finish(hast, report.foreign);
  // Reading raw HTML closes what is open.
  if (options.safe) findBrokenHtml(hast, report.broken);
  const safe = options.safe ? safeTree(hast, report.unsafe) : hast;
  return plugged ? ((yield plugged.transform('rehype', safe)) as Root) : safe;
}

/** Sets formulas, headings, ids and classes. */
function structure(tree: Root, { source, text, pipeline, report }: Rendering): Pick<Body, 'toc' | 'ids'> {
  const { meta } = source;
  formulas(tree, report.formula);
  if (meta['shift-heading-level-by']) shiftHeadings(tree, meta['shift-heading-level-by']);
  settleIds(tree, report.placeOf, report.duplicateId);
  const identified = identify(tree, pipeline.stringify, { isNumbered: meta['number-sections'] === true, plain: PLAIN });
  findClasses(tree, report.className);
  setLayout(tree, text);
  nameCheckboxes(tree);
  return identified;
}

/** Resolves what the text refers to, then its cover. */
function refer(tree: Root, { source, options, references, trees }: Rendering): void {
  const { meta, places } = source;
  trees.resolveIn(tree);
  setDirections(tree, meta.lang ?? options.language ?? '');
  if (meta.cover) references.cover(meta.cover, places.cover);
}

/** Draws diagrams and colours code. */
function* draw(tree: Root, { report }: Rendering): Steps<void> {
  const diagrams = diagramsIn(tree);
  if (diagrams.length > 0) yield drawDiagrams(diagrams, report.diagram).then(() => tree);
  highlight(tree, report.language);
}
