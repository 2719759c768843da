// The second stage: one source becomes one article.
//
// A unified pipeline: the dialect's reader → remark-rehype → our own steps on hast → rehype-stringify. Links and
// pictures are resolved on hast (raw HTML included) and leave a mark each; when the HTML is written, it is divided at
// the marks into pieces, so that no later stage has to parse it again.

import type { Element, Nodes, Root } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import type { Node } from 'unist';
import { nearest, type ProblemOptions, placeAt, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { SiteLookup } from '../base/siteLookup.js';
import { validHtml } from '../base/text/characters.js';
import { cut } from '../base/text/cut.js';
import type { RawTag } from '../base/text/rawHtml.js';
import { termsOf } from '../base/text/terms.js';
import { endsWide, isWide } from '../markdown/eastAsianWidth.js';
import { masked } from '../markdown/index.js';
import type { Warn } from '../markdown/lint.js';
import { walk } from '../markdown/walk.js';
import type { Article, Diagnostic, InlineText, Lookup, Piece, Place, RenderedMetadata, Source } from '../types.js';
import { type BrokenTag, closedHtml, findBrokenHtml, type Raw } from './brokenHtml.js';
import { findClasses } from './classes.js';
import { type BadDiagram, diagramsIn, drawDiagrams } from './diagrams.js';
import { setDirections } from './directions.js';
import { excerpt } from './excerpt.js';
import { type ReportMark, readWithMarks } from './foreign/foreign.js';
import { type BadFormula, formulas } from './formulas.js';
import { HeaderTexts, PLAIN, type Say } from './headerTexts.js';
import { highlight } from './highlight.js';
import { identify, settleIds } from './ids.js';
import { inlineCode } from './inlineCode.js';
import { setLayout } from './layout.js';
import { type FootnoteWords, pipelineFor } from './pipeline.js';
import { type Child, inlineWords, plainText } from './plainText.js';
import { PluggedTrees, type RenderPlugins } from './plugged.js';
import { readingMinutes } from './readingTime.js';
import { References } from './references.js';
import { safeTree, type Unsafe } from './safe.js';
import { shiftHeadings } from './sections.js';
import type { SiteUrls } from './siteUrls.js';
import { pieces } from './slotMarks.js';

export interface RenderOptions extends SiteUrls {
  readonly dialect: string;
  /** Of the site, for texts that name none. */
  readonly language?: string;
  /** What a dead link, and what a missing picture is. */
  readonly links: 'error' | 'warn';
  readonly pictures: 'error' | 'warn';
  /** Origins whose scripts the writer allows. */
  readonly allow: readonly string[];
  readonly footnotes: FootnoteWords;
  /** Whether what acts is taken out of posts: scripts, handlers, frames. */
  readonly safe?: boolean;
  /** Absent if the site has none. */
  readonly plugins?: RenderPlugins;
}

/** The steps of rendering an article: yields what has to be waited for, and gets the tree that is left. */
export type ArticleSteps = Generator<Promise<Node>, Article, Node>;

/**
 * Renders an article. Reads no file and no clock.
 * @param text the whole file; its header is passed over
 * @param answers look-ups that need not be made, since their answers are known
 */
export async function renderArticle(
  ...[source, text, lookup, options, answers]: Parameters<typeof articleSteps>
): Promise<Article> {
  const steps = articleSteps(source, text, lookup, options, answers);
  return finished(steps, steps.next());
}

/**
 * Goes on from a step to the end. Without plugins and diagrams there is nothing to wait for.
 * @param limited does a step within a time
 */
export async function finished(
  steps: ArticleSteps,
  from: ReturnType<ArticleSteps['next']>,
  limited: <T>(step: () => T) => T = (step) => step(),
): Promise<Article> {
  let step = from;
  while (!step.done) {
    const tree = await step.value;
    step = limited(() => steps.next(tree));
  }
  return step.value;
}

/** The steps of `renderArticle`. */
export function* articleSteps(
  source: Source,
  text: string,
  lookup: SiteLookup,
  options: RenderOptions,
  answers: readonly Lookup[] = [],
): ArticleSteps {
  const pipeline = pipelineFor(source.meta.markdown ?? options.dialect, options.footnotes);
  const references = new References(source, text, lookup, options, answers);

  const surprises: Diagnostic[] = [];
  const told = complaints({ path: source.path, text }, references, surprises);
  const plugged = options.plugins && new PluggedTrees(options.plugins, source, text, lookup);
  const how = { warn: told.markdown, isPlugged: Boolean(plugged) };
  const foreign = readWithMarks(masked(text, source.bodyOffset), pipeline, how);
  const tree = plugged ? ((yield plugged.transform('remark', foreign.tree)) as MdastRoot) : foreign.tree;
  const read = pipeline.toHast(tree);
  foreign.finish(read, told.foreign);
  // Reading raw HTML closes what is open.
  if (options.safe) findBrokenHtml(read, told.broken);
  const made = options.safe ? safeTree(read, told.unsafe) : read;
  const hast = plugged ? ((yield plugged.transform('rehype', made)) as Root) : made;
  // Before links are put in: raw HTML still is what is in the file.
  const isBroken = findBrokenHtml(hast, told.broken);
  formulas(hast, told.formula);
  if (source.meta['shift-heading-level-by']) shiftHeadings(hast, source.meta['shift-heading-level-by']);
  settleIds(hast, told.placeOf, told.duplicate);
  const { toc, ids } = identify(hast, pipeline.stringify, {
    isNumbered: source.meta['number-sections'] === true,
    plain: PLAIN,
  });
  findClasses(hast, told.className);
  setLayout(hast, text);
  nameCheckboxes(hast);
  references.resolveIn(hast);
  setDirections(hast, source.meta.lang ?? options.language ?? '');
  if (source.meta.cover) references.cover(source.meta.cover, source.places.cover);
  const words = plainText(hast.children);
  // The last: what they make is HTML already.
  const diagrams = diagramsIn(hast);
  if (diagrams.length > 0) yield drawDiagrams(diagrams, told.diagram).then(() => hast);
  highlight(hast, told.language);
  const header = new HeaderTexts({ pipeline, text, isSafe: options.safe === true, say: told.say });
  const metadata = metadataOf(source, header, references, pipeline.stringify);
  const html = validHtml(pipeline.stringify(hast));
  const body = pieces(isBroken ? closedHtml(html) : html, references.slots);
  // No author is trusted with what a policy would have to let pass.
  const code = options.safe ? undefined : inlineCode([...body, ...piecesOf(metadata)]);
  return {
    title: titleOf(source, header, hast, told.repeatedTitle),
    ...(metadata && { metadata }),
    authors: source.meta.authors
      .map((author) => header.inline(author, source.places.author))
      .map(({ html, text, listed = html }) => ({ html: listed, text })),
    body,
    toc,
    minutes: readingMinutes(words),
    terms: termsOf(words),
    excerpt: excerptOf(source, header, hast, words),
    ids: [...ids, ...references.ids],
    anchors: references.anchors,
    pictures: references.pictures,
    remotes: references.remotes,
    files: [...references.files],
    ...(code && { code }),
    ...references.coverFound,
    lookups: [...references.lookups, ...(plugged?.lookups ?? [])],
    problems: [...surprises, ...(plugged?.problems ?? []), ...references.problems],
  };
}

/** The description, what the writer ends with a mark, or the beginning of the text. */
function excerptOf({ meta, places }: Source, header: HeaderTexts, tree: Root, words: string): string {
  const description = meta.description && header.plain(meta.description, places.description);
  return description ?? writersExcerpt(tree) ?? excerpt(leadText(tree.children) || words);
}

/** The title; tells of a heading at the beginning of the text that repeats it. */
function titleOf({ meta, places }: Source, header: HeaderTexts, tree: Root, tell: (heading: Element) => void): InlineText {
  const title = header.inline(meta.title ?? '', places.title);
  const first = tree.children.find((node) => !isUnseen(node));
  const isHeading = first?.type === 'element' && /^h[1-6]$/.test(first.tagName);
  // Where the title is missing, `title/missing` names the heading.
  if (isHeading && places.title !== undefined && title.text !== '' && inlineWords(first.children) === title.text) tell(first);
  return title;
}

function isUnseen(node: Child): boolean {
  const { value = '' } = node as { readonly value?: string };
  return node.type === 'text' ? value.trim() === '' : (node.type as string) === 'raw' && /^<!--[\s\S]*-->$/.test(value.trim());
}

/** What the steps complain of, as problems of a file. */
function complaints(
  { path, text }: { readonly path: string; readonly text: string },
  references: References,
  problems: Diagnostic[],
) {
  const file = contentFile(path);
  const say: Say = (place, rule, reason, more) => void problems.push(problem(file, place, rule, reason, more));
  const unsafeAt = (reason: string, place?: Place) =>
    say(place, 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`);
  return {
    markdown: (({ rule, reason, remedy, position }) =>
      say(placeOf(position), `markdown/${rule}`, reason, { note: remedy })) satisfies Warn,
    foreign: (({ rule, reason, instead, targets, range: [start, end] }) => {
      const place = placeAt(text, start, end);
      say(place, rule, reason, { note: instead });
      references.mention(targets, place);
    }) satisfies ReportMark,
    broken: ({ node, tag, rule, reason, note }: BrokenTag) => say(references.placeInRaw(node, tag), rule, reason, { note }),
    unsafe: ({ node, tag, reason }: Unsafe) =>
      unsafeAt(reason, tag ? references.placeInRaw(node as Raw, tag) : node.position && placeOf(node.position)),
    say,
    placeOf: (node: Element | Raw, tag?: RawTag) =>
      tag ? references.placeInRaw(node as Raw, tag) : node.position && placeOf(node.position),
    duplicate: (id: string, place: Place | undefined, kept: Place | undefined) => {
      const where = kept ? ` in line ${kept.line}` : '';
      say(
        place,
        'markdown/duplicate-id',
        `another element${where} has the id #${id}; it is left out here, so that links lead there`,
        {
          note: 'give one of them a different id',
        },
      );
    },
    repeatedTitle: ({ position }: Element) =>
      say(position && placeOf(position), 'title/repeated', 'this heading repeats the title, which the page shows above it', {
        note: 'delete the heading',
      }),
    className: (name: string, expected: readonly string[], node: Element) =>
      say(node.position && placeOf(node.position), 'markdown/class', `the theme knows no class "${name}"`, { expected }),
    formula: ({ rule, reason, expected = [], position }: BadFormula) => {
      const severity = rule === 'link/equation' && references.areLinksWarnings ? ({ severity: 'warning' } as const) : {};
      if (position)
        say(placeOf(position), rule, reason, { expected: nearest(reason.split('"')[1] ?? '', expected), ...severity });
    },
    diagram: ({ reason, place, isLate }: BadDiagram) =>
      isLate
        ? say(place, 'code/slow', reason, { note: 'divide it, or draw it once and show the picture' })
        : say(place, 'code/diagram', reason, { note: 'use ```text to show it as code' }),
    language: (language: string, expected: readonly string[], position: Element['position']) =>
      say(position && placeOf(position), 'code/language', `code in "${language}" is not highlighted: unknown language`, {
        ...adviceOn(language, expected),
      }),
  };
}

/** Languages of diagrams that editors draw. */
const DIAGRAMS =
  /^(?:mermaid|sequence|flow(?:chart)?|plantuml|puml|uml|echarts|mindmap|markmap|gantt|abc|wavedrom|vega(?:-lite)?|d2)$/i;

/** Languages that mean a formula. */
const MATH = /^(?:math|latex-?math|katex|mathjax)$/i;

/** What to do about code in a language that nobody highlights. */
function adviceOn(language: string, expected: readonly string[]): ProblemOptions {
  if (MATH.test(language)) return { note: 'write the formula between two lines of `$$`' };
  if (DIAGRAMS.test(language)) return { note: 'it is shown as code: draw it in `dot`, or with a plugin (docs/plugins/)' };
  return { expected, note: 'use `text` for plain text' };
}

const INCLUDES = ['header-includes', 'include-before', 'include-after'] as const;

/** Metadata that is markdown; undefined if there is none. */
function metadataOf(
  { meta, places }: Source,
  header: HeaderTexts,
  references: References,
  stringify: (tree: Root) => string,
): RenderedMetadata | undefined {
  const given = INCLUDES.filter((name) => meta[name]?.length);
  if (!meta.abstract && !meta.subtitle && given.length === 0) return undefined;
  const render = (markdown: string, place?: Place): Piece[] => {
    const { tree, isBroken } = header.blocks(markdown, place);
    references.resolveIn(tree);
    const html = validHtml(stringify(tree));
    return pieces(isBroken ? closedHtml(html) : html, references.slots);
  };
  return {
    ...(meta.abstract && { abstract: render(meta.abstract, places.abstract) }),
    ...Object.fromEntries(given.map((name) => [name, meta[name]?.map((markdown) => render(markdown, places[name]))])),
    ...(meta.subtitle && { subtitle: header.inline(meta.subtitle, places.subtitle) }),
  };
}

function piecesOf(metadata: RenderedMetadata | undefined): readonly Piece[] {
  if (!metadata) return [];
  return [...(metadata.abstract ?? []), ...INCLUDES.flatMap((name) => metadata[name]?.flat() ?? [])];
}

function placeOf({ start, end }: { readonly start: Spot; readonly end: Spot }): Place {
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The most letters of a name that is read aloud. */
const LONGEST_NAME = 80;

/** Parts of a list's item that are items or cells themselves. */
const NESTED = /^(?:ul|ol|dl|table)$/;

/** Boxes of task lists are named by their items, for who cannot see that they stand together; not by what is nested in those. */
function nameCheckboxes(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || node.tagName !== 'li') return;
    const paragraph = node.children.find((child): child is Element => child.type === 'element' && child.tagName === 'p');
    for (const { children } of paragraph ? [node, paragraph] : [node]) {
      const box = children.find((child): child is Element => child.type === 'element' && child.tagName === 'input');
      if (box && box.properties.type === 'checkbox')
        box.properties.ariaLabel = cut(plainText(node.children.filter((child) => !isNested(child))), LONGEST_NAME);
    }
  });
}

function isNested(node: Element['children'][number]): boolean {
  return node.type === 'element' && NESTED.test(node.tagName);
}

/** A comment with which a writer ends the excerpt, in Hexo, Hugo, WordPress, Jekyll and Docusaurus. */
const MORE = /^<!--\s*(?:more|excerpt|truncate|summary)\b[^>]*-->$/i;
/** Longest excerpt that a writer ends, in UTF-16 units. */
const LONGEST_EXCERPT = 500;

/** The paragraphs up to the writer's mark; undefined without one, or with nothing before it. */
function writersExcerpt(tree: Root): string | undefined {
  const before: Child[] = [];
  for (const node of tree.children) {
    const at = node.type === 'element' ? node.children.findIndex(isMore) : -1;
    if (node.type === 'element' && at >= 0) before.push({ ...node, children: node.children.slice(0, at) });
    if (isMore(node) || at >= 0) return leadText(before, LONGEST_EXCERPT) || undefined;
    before.push(node);
  }
  return undefined;
}

function isMore(node: Child): boolean {
  return ((node.type as string) === 'raw' || node.type === 'comment') && MORE.test(commentOf(node));
}

function commentOf(node: Child): string {
  const { value = '' } = node as { readonly value?: string };
  return node.type === 'comment' ? `<!--${value}-->` : value.trim();
}

/** Longest lead, in UTF-16 units: more than any excerpt shows. */
const LEAD = 400;

function leadText(nodes: readonly Child[], longest = LEAD): string {
  let lead = '';
  for (const node of nodes) {
    if (lead.length > longest) break;
    if (node.type !== 'element' || node.tagName !== 'p') continue;
    const text = plainText([node]);
    lead += lead && !(endsWide(lead) && isWide(text)) && text ? ` ${text}` : text;
  }
  return cut(lead, longest);
}
