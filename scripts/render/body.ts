// Renders the body of an article: reads its text, changes its tree step by step, and writes it as pieces.
//
// The order of the steps matters. Tags are paired while raw HTML is still as in the file, before links are replaced. Diagrams and
// highlighting come last, since they produce raw HTML.

import type { Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import { validHtml } from '../base/text/characters.js';
import { masked } from '../markdown/index.js';
import type { Note, Piece, TocEntry } from '../types.js';
import { closedHtml, findBrokenHtml } from './brokenHtml.js';
import { nameCheckboxes } from './checkboxes.js';
import { findClasses } from './classes.js';
import { fillCollections } from './collections/collections.js';
import { diagramsIn, drawDiagrams } from './diagrams.js';
import { setDirections } from './directions.js';
import { readWithMarks } from './foreign/foreign.js';
import { renderFormulas } from './formulas.js';
import { setGalleries } from './galleries.js';
import { PLAIN } from './headerTexts.js';
import { highlight } from './highlight.js';
import { assignIds, removeDuplicateIds } from './ids.js';
import { setLayout } from './layout.js';
import { divideNotes, type NoteSection, separateIds, takeNotes } from './notes.js';
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
  /** Notes that are not in its pieces. */
  readonly notes: readonly Note[];
  /** Its plain text. */
  readonly words: string;
}

export function* renderBody(rendering: Rendering): Steps<Body> {
  const tree = yield* readTree(rendering);
  // Before links are replaced: raw HTML is still as in the file.
  const isBroken = findBrokenHtml(tree, rendering.report.broken);
  const { toc, ids, sections } = structure(tree, rendering);
  resolveReferences(tree, rendering);
  const words = plainText(tree.children);
  yield* drawCode(tree, rendering);
  const notes = takeNotes(tree, sections, (part) => piecesOf(part, isBroken, rendering));
  return { tree, pieces: piecesOf(tree, isBroken, rendering), toc, ids, notes, words };
}

/**
 * Writes a tree as HTML, split at its links and pictures.
 * @param isBroken true if some of its tags have no partner
 */
export function piecesOf(tree: Root, isBroken: boolean, { pipeline, references }: Rendering): Piece[] {
  const html = validHtml(pipeline.stringify(tree));
  return pieces(isBroken ? closedHtml(html) : html, references.slots);
}

/** Reads the text into hast. With `safe: true`, everything active is removed from it. */
function* readTree({ source, text, options, pipeline, pluginTransforms, report }: Rendering): Steps<Root> {
  const how = { warn: report.markdown, hasPlugins: Boolean(pluginTransforms) };
  const foreign = readWithMarks(masked(text, source.bodyOffset), pipeline, how);
  const mdast = pluginTransforms ? ((yield pluginTransforms.transform('remark', foreign.tree)) as MdastRoot) : foreign.tree;
  const hast = pipeline.toHast(mdast);
  foreign.finish(hast, report.foreign);
  // `safeTree` parses raw HTML and so closes open tags: they are reported before.
  if (options.safe) findBrokenHtml(hast, report.broken);
  const safe = options.safe ? safeTree(hast, report.unsafe) : hast;
  return pluginTransforms ? ((yield pluginTransforms.transform('rehype', safe)) as Root) : safe;
}

/** Fills collections, divides notes, renders formulas, shifts headings, gives them ids, and checks ids and classes. */
function structure(tree: Root, rendering: Rendering): Pick<Body, 'toc' | 'ids'> & { readonly sections: NoteSection[] } {
  const { source, text, pipeline, report } = rendering;
  const { meta } = source;
  fillCollections(tree, rendering);
  const sections = divideNotes(tree, rendering);
  renderFormulas(tree, report.formula);
  if (meta['shift-heading-level-by']) shiftHeadings(tree, meta['shift-heading-level-by']);
  removeDuplicateIds(tree, report.placeOf, report.duplicateId);
  const identified = assignIds(tree, pipeline.stringify, { isNumbered: meta['number-sections'] === true, plain: PLAIN });
  findClasses(tree, report.className);
  setGalleries(tree);
  setLayout(tree, text);
  nameCheckboxes(tree);
  separateIds(sections, source, rendering.options.notes ?? '');
  return { ...identified, sections };
}

/** Resolves the references of the text, then the cover. */
function resolveReferences(tree: Root, { source, options, references, trees }: Rendering): void {
  const { meta, places } = source;
  trees.resolveIn(tree);
  setDirections(tree, meta.lang ?? options.language ?? '');
  if (meta.cover) references.cover(meta.cover, places.cover);
}

/** Draws diagrams and highlights code. */
function* drawCode(tree: Root, { report }: Rendering): Steps<void> {
  const diagrams = diagramsIn(tree);
  if (diagrams.length > 0) yield drawDiagrams(diagrams, report.diagram).then(() => tree);
  highlight(tree, report.language);
}
