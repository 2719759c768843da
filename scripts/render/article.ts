// The second stage: one source becomes one article.
//
// A unified pipeline: the dialect's reader → remark-rehype → our own steps on hast → rehype-stringify. Links and
// pictures are resolved on hast (raw HTML included) and leave a mark each; when the HTML is written, it is divided at
// the marks into pieces, so that no later stage has to parse it again.

import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as hastToString } from 'hast-util-to-string';
import type { Root as MdastRoot } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Node } from 'unist';
import { type ProblemOptions, problem, type RuleId } from '../diagnostics.js';
import { endsWide, isWide } from '../markdown/eastAsianWidth.js';
import { readerOf } from '../markdown/extensions.js';
import { apart, commonmarkRehypeOptions, pandocRehypeOptions } from '../markdown/handlers.js';
import { headingId } from '../markdown/headingId.js';
import { masked } from '../markdown/index.js';
import type { Warn } from '../markdown/lint.js';
import { markdownReader } from '../markdown/reader.js';
import { SKIP, walk } from '../markdown/walk.js';
import type { SiteLookup } from '../siteLookup.js';
import { validHtml, withoutForbidden } from '../text/characters.js';
import { cut } from '../text/cut.js';
import { termsOf } from '../text/terms.js';
import type { Article, Diagnostic, InlineText, Lookup, Piece, Place, RenderedMetadata, Source, TocEntry } from '../types.js';
import { type BrokenTag, closedHtml, findBrokenHtml, type Raw } from './brokenHtml.js';
import { type BadDiagram, diagramsIn, drawDiagrams } from './diagrams.js';
import { excerpt } from './excerpt.js';
import { withPlainFootnoteIds } from './footnoteIds.js';
import { type ReportMark, readWithMarks } from './foreign/foreign.js';
import { formulas } from './formulas.js';
import { highlight } from './highlight.js';
import { inlineCode } from './inlineCode.js';
import { PluggedTrees, type RenderPlugins } from './plugged.js';
import { readingMinutes } from './readingTime.js';
import { References } from './references.js';
import { safeTree, type Unsafe } from './safe.js';
import { numberSections, shiftHeadings } from './sections.js';
import type { SiteUrls } from './site.js';
import { pieces } from './slotMarks.js';

export interface RenderOptions extends SiteUrls {
  readonly dialect: string;
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

/** For screen readers: the word over the footnotes, and the label of the way back from one. */
export interface FootnoteWords {
  readonly label: string;
  readonly back: string;
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
  const told = complaints(source.path, references, surprises);
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
  const { toc, ids } = identify(hast, pipeline.stringify, source.meta['number-sections'] === true);
  nameCheckboxes(hast);
  references.resolveIn(hast);
  if (source.meta.cover) references.cover(source.meta.cover, source.places.cover);
  const words = plainText(hast.children);
  // The last: what they make is HTML already.
  const diagrams = diagramsIn(hast);
  if (diagrams.length > 0) yield drawDiagrams(diagrams, told.diagram).then(() => hast);
  highlight(hast, told.language);
  const harmless = harmlessOf(options, told.unsafeAt);
  const metadata = metadataOf(source, pipeline, references, harmless);
  const html = validHtml(pipeline.stringify(hast));
  const body = pieces(isBroken ? closedHtml(html) : html, references.slots);
  // No author is trusted with what a policy would have to let pass.
  const code = options.safe ? undefined : inlineCode([...body, ...piecesOf(metadata)]);
  const inline = (markdown: string, place?: Place): InlineText =>
    PLAIN.test(markdown)
      ? { html: markdown, text: markdown }
      : inlineText(harmless(pipeline.inline(markdown), place), pipeline.stringify);

  return {
    title: inline(source.meta.title ?? '', source.places.title),
    ...(metadata && {
      metadata: { ...metadata, ...(source.meta.subtitle && { subtitle: inline(source.meta.subtitle, source.places.subtitle) }) },
    }),
    authors: source.meta.authors
      .map((author) => inline(author, source.places.author))
      .map(({ html, text, listed = html }) => ({ html: listed, text })),
    body,
    toc,
    minutes: readingMinutes(words),
    terms: termsOf(words),
    excerpt: source.meta.description ?? writersExcerpt(hast) ?? excerpt(leadText(hast.children) || words),
    ids: [...ids, ...references.ids],
    anchors: references.anchors,
    pictures: references.pictures,
    remotes: references.remotes,
    files: [...references.files],
    ...(code && { code }),
    ...(references.coverPath !== undefined && { cover: references.coverPath }),
    lookups: [...references.lookups, ...(plugged?.lookups ?? [])],
    problems: [...surprises, ...(plugged?.problems ?? []), ...references.problems],
  };
}

/** Takes out of a tree what acts, where that is wanted; complains at a place of the header. */
type Harmless = (tree: Root, place?: Place) => Root;

function harmlessOf({ safe }: RenderOptions, unsafe: (reason: string, place?: Place) => void): Harmless {
  return (tree, place) => (safe ? safeTree(tree, ({ reason }) => unsafe(reason, place)) : tree);
}

/** What the steps complain of, as problems of a file. */
function complaints(path: string, references: References, problems: Diagnostic[]) {
  const file = `content/${path}`;
  const say = (...[place, rule, reason, more]: [Place | undefined, RuleId, string, ProblemOptions?]) =>
    void problems.push(problem(file, place, rule, reason, more));
  const unsafeAt = (reason: string, place?: Place) =>
    say(place, 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`);
  return {
    markdown: (({ rule, reason, remedy, position }) =>
      say(placeOf(position), `markdown/${rule}`, reason, { note: remedy })) satisfies Warn,
    foreign: (({ reason, instead, targets, place }) => {
      say(place, 'markdown/foreign', reason, { note: instead });
      references.mention(targets, place);
    }) satisfies ReportMark,
    broken: ({ node, tag, rule, reason, note }: BrokenTag) => say(references.placeInRaw(node, tag), rule, reason, { note }),
    unsafe: ({ node, tag, reason }: Unsafe) =>
      unsafeAt(reason, tag ? references.placeInRaw(node as Raw, tag) : node.position && placeOf(node.position)),
    unsafeAt,
    formula: (reason: string, position: Element['position']) => {
      if (position) say(placeOf(position), 'markdown/formula', reason);
    },
    diagram: ({ reason, place, isLate }: BadDiagram) =>
      isLate
        ? say(place, 'code/slow', reason, { note: 'divide it, or draw it once and show the picture' })
        : say(place, 'code/diagram', reason, { note: 'use ```text to show it as code' }),
    language: (language: string, expected: readonly string[], position: Element['position']) =>
      say(position && placeOf(position), 'code/language', `code in "${language}" is not highlighted: unknown language`, {
        expected,
        note: 'use `text` for plain text',
      }),
  };
}

const INCLUDES = ['header-includes', 'include-before', 'include-after'] as const;

/** Metadata that is blocks of markdown; undefined if there is none, nor a subtitle. */
function metadataOf(
  { meta, places }: Source,
  pipeline: Pipeline,
  references: References,
  harmless: Harmless,
): RenderedMetadata | undefined {
  const given = INCLUDES.filter((name) => meta[name]?.length);
  if (!meta.abstract && !meta.subtitle && given.length === 0) return undefined;
  const render = (markdown: string, place?: Place): Piece[] => {
    const hast = harmless(pipeline.toHast(pipeline.read(markdown, () => {})), place);
    const isBroken = findBrokenHtml(hast, () => {});
    formulas(hast, () => {});
    // It is in the header: its own lines are those of no file.
    walk<Nodes>(hast, (node) => {
      delete node.position;
    });
    references.resolveIn(hast);
    const html = validHtml(pipeline.stringify(hast));
    return pieces(isBroken ? closedHtml(html) : html, references.slots);
  };
  return {
    ...(meta.abstract && { abstract: render(meta.abstract, places.abstract) }),
    ...Object.fromEntries(given.map((name) => [name, meta[name]?.map((markdown) => render(markdown, places[name]))])),
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

/** Words in which no dialect sees markup, and HTML nothing to escape: most titles and names. */
const PLAIN = /^[\p{L}\p{N}，。？！、；：“”‘’《》（）]+(?: [\p{L}\p{N}，。？！、；：“”‘’《》（）]+)*$/u;

interface Pipeline {
  readonly dialect: string;
  readonly read: (body: string, warn: Warn) => MdastRoot;
  readonly inline: (text: string) => Root;
  readonly toHast: (tree: MdastRoot) => Root;
  readonly stringify: (tree: Root) => string;
}

const pipelines = new Map<string, Pipeline>();

function pipelineFor(dialect: string, { label, back }: RenderOptions['footnotes']): Pipeline {
  const key = `${dialect}\0${label}\0${back}`;
  const known = pipelines.get(key);
  if (known) return known;
  const reader = markdownReader(dialect);
  const isPandoc = readerOf(dialect) === 'pandoc';
  const toHast = unified()
    .use(remarkRehype, {
      ...(isPandoc ? pandocRehypeOptions : commonmarkRehypeOptions),
      footnoteLabel: label,
      footnoteBackLabel: back,
      footnoteBackContent: '↩\uFE0E',
    })
    .freeze();
  const writer = unified()
    .use(rehypeStringify, { allowDangerousHtml: true, characterReferences: { useNamedReferences: true } })
    .freeze();
  const pipeline: Pipeline = {
    dialect,
    read: reader.document,
    inline: (text) => toHast.runSync(reader.inline(text)) as unknown as Root,
    toHast: (tree) =>
      isPandoc ? (toHast.runSync(apart(tree)) as unknown as Root) : withPlainFootnoteIds(toHast.runSync(tree) as unknown as Root),
    stringify: (tree) => writer.stringify(tree),
  };
  pipelines.set(key, pipeline);
  return pipeline;
}

/** Gives headings their ids, and collects the table of contents and every id there is. */
function identify(tree: Root, stringify: (tree: Root) => string, isNumbered: boolean): { toc: TocEntry[]; ids: string[] } {
  const ids = new Set<string>();
  const headings: Element[] = [];
  /** The ids of headings whose section has them. */
  const ofSection = new Map<Element, string>();
  walk<Nodes>(tree, (node, _index, parent) => {
    if (node.type !== 'element') return undefined;
    if (typeof node.properties.id === 'string') ids.add(node.properties.id);
    if (isFootnotes(node)) {
      walk<Nodes>(node, (inner) => {
        if (inner.type === 'element' && typeof inner.properties.id === 'string') ids.add(inner.properties.id);
      });
      return SKIP;
    }
    if (!/^h[1-6]$/.test(node.tagName)) return undefined;
    headings.push(node);
    const id = parent.type === 'element' && parent.tagName === 'section' ? parent.properties.id : undefined;
    const isFirst = parent.children.find((child) => child.type === 'element') === node;
    if (typeof id === 'string' && isFirst) ofSection.set(node, id);
    return undefined;
  });
  for (const node of headings)
    if (typeof node.properties.id !== 'string' && !ofSection.has(node)) node.properties.id = headingId(hastToString(node), ids);
  // After that: a number is not part of an id.
  if (isNumbered) numberSections(tree);
  const toc = headings.map((node): TocEntry => {
    return {
      id: String(node.properties.id ?? ofSection.get(node)),
      depth: Number(node.tagName[1]),
      html: plainHtml(node) ?? validHtml(stringify({ type: 'root', children: withoutRaw(withoutLinks(node.children), false) })),
    };
  });
  return { toc, ids: [...ids] };
}

/** The HTML of an element that holds nothing but plain words. */
function plainHtml({ children: [only, ...others] }: Element): string | undefined {
  return only?.type === 'text' && others.length === 0 && PLAIN.test(only.value) ? only.value : undefined;
}

/** The most letters of a name that is read aloud. */
const LONGEST_NAME = 80;

/** Boxes of task lists are named by their items, for who cannot see that they stand together. */
function nameCheckboxes(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'element' || node.tagName !== 'li') return;
    const paragraph = node.children.find((child): child is Element => child.type === 'element' && child.tagName === 'p');
    for (const { children } of paragraph ? [node, paragraph] : [node]) {
      const box = children.find((child): child is Element => child.type === 'element' && child.tagName === 'input');
      if (box && box.properties.type === 'checkbox')
        box.properties.ariaLabel = cut(hastToString(node).trim().replace(/\s+/g, ' '), LONGEST_NAME);
    }
  });
}

function isFootnotes(node: Element): boolean {
  return node.tagName === 'section' && 'dataFootnotes' in node.properties;
}

/** Signs of another tool, which are shown but are no words of the text. */
function isForeign({ properties }: Element): boolean {
  return properties.dataNosnippet !== undefined;
}

/** The raised number in the text. */
function isFootnoteMark(node: Element): boolean {
  return (
    node.tagName === 'sup' && node.children.some((child) => child.type === 'element' && 'dataFootnoteRef' in child.properties)
  );
}

/** Inline content that can stand inside a link: links unwrapped, pictures and footnote marks dropped. */
function withoutLinks(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'raw') return /^<\/?(?:a|img|br)\b/i.test((node as { value: string }).value) ? [] : [node];
    if (node.type !== 'element') return [node];
    if (node.tagName === 'img' || node.tagName === 'br' || isFootnoteMark(node)) return [];
    const children = withoutLinks(node.children);
    return node.tagName === 'a' ? children : [{ ...node, properties: { ...node.properties }, children }];
  });
}

function inlineText(tree: Root, stringify: (tree: Root) => string): InlineText {
  const [paragraph] = tree.children;
  if (paragraph?.type !== 'element') return { html: '', text: '' };
  const isBroken = findBrokenHtml(tree, () => {});
  const children = withoutLinks(paragraph.children);
  const written = validHtml(stringify({ type: 'root', children }));
  const html = isBroken ? closedHtml(written) : written;
  const listed = validHtml(stringify({ type: 'root', children: withoutRaw(children, isBroken) }));
  const text = withoutForbidden(hastToString({ ...paragraph, children })).trim();
  return { html, text, ...(listed !== html && { listed }) };
}

/** Raw tags that mean no more than the words in them do, and may are in a list or a table of contents. */
const PHRASING = /^<\/?(?:b|i|em|strong|sub|sup|ruby|rt|rp|code|kbd|mark|small|s|del|ins|u|wbr|q|cite|var|bdi|bdo|abbr)>$/i;

/** Inline content for other places than its own: of raw HTML only tags without attributes that mark words, if they pair up. */
function withoutRaw(nodes: readonly ElementContent[], isBroken: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'raw') return !isBroken && PHRASING.test((node as { value: string }).value) ? [node] : [];
    return node.type === 'element' ? [{ ...node, children: withoutRaw(node.children, isBroken) }] : [node];
  });
}

const BLOCKS = /^(?:p|h[1-6]|li|td|th|dt|dd|blockquote|div|tr|figcaption|br)$/;

/** Code, and what is in for a film or sound. */
const UNREAD = new Set(['pre', 'video', 'audio']);

type Child = Root['children'][number];

/** The words: no markup, no code blocks, no footnotes, blocks divided by spaces. */
function plainText(nodes: readonly Child[]): string {
  let text = '';
  const collect = (children: readonly Child[]) => {
    for (const node of children) {
      if (node.type === 'text') text += node.value;
      if ((node.type as string) === 'root') collect((node as unknown as Root).children);
      if (node.type !== 'element' || UNREAD.has(node.tagName) || isFootnotes(node) || isFootnoteMark(node)) continue;
      if (isForeign(node)) continue;
      collect(node.children);
      if (BLOCKS.test(node.tagName)) text += ' ';
    }
  };
  collect(nodes);
  return withoutForbidden(text.replace(/\s+/g, ' ')).trim();
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
