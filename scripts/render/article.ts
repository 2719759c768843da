// The render stage: one source becomes one article.
//
// A unified pipeline: the dialect's reader → remark-rehype → our own steps on hast → rehype-stringify (`body.ts`). Links and
// pictures are resolved on hast, raw HTML included, and leave marks. The HTML is then split at the marks into pieces, so that no later
// stage has to parse it again.

import { sheetsOf } from '../base/sheets.js';
import type { SiteLookup } from '../base/siteLookup.js';
import { termsOf } from '../base/text/terms.js';
import type { Article, Lookup, Source } from '../types.js';
import { type Body, renderBody } from './body.js';
import { excerptOf } from './excerpt.js';
import { inlineCode } from './inlineCode.js';
import { type Metadata, piecesIn, renderMetadata } from './metadata.js';
import type { RenderOptions } from './options.js';
import { readingMinutes } from './readingTime.js';
import { type Rendering, type Steps, startRendering } from './rendering.js';

export type ArticleSteps = Steps<Article>;

/**
 * Renders an article, without access to disk or clock.
 * @param text the whole file; its header is skipped
 * @param answers known lookups, which need not be made again
 */
export async function renderArticle(
  ...[source, text, lookup, options, answers]: Parameters<typeof articleSteps>
): Promise<Article> {
  const steps = articleSteps(source, text, lookup, options, answers);
  return runSteps(steps, steps.next());
}

/**
 * Runs the remaining steps. Without plugins and diagrams, there is nothing to wait for.
 * @param withTimeLimit runs a step within a time limit
 */
export async function runSteps(
  steps: ArticleSteps,
  from: ReturnType<ArticleSteps['next']>,
  withTimeLimit: <T>(step: () => T) => T = (step) => step(),
): Promise<Article> {
  let step = from;
  while (!step.done) {
    const tree = await step.value;
    step = withTimeLimit(() => steps.next(tree));
  }
  return step.value;
}

/** The steps of `renderArticle`, as a generator that pauses where it has to wait. */
export function* articleSteps(
  source: Source,
  text: string,
  lookup: SiteLookup,
  options: RenderOptions,
  answers: readonly Lookup[] = [],
): ArticleSteps {
  const rendering = startRendering(source, text, { lookup, knownLookups: answers }, options);
  const body = yield* renderBody(rendering);
  return articleOf(rendering, body, renderMetadata(rendering, body.tree));
}

function articleOf(rendering: Rendering, body: Body, { title, authors, description, blocks }: Metadata): Article {
  const { references, lookups, pluginTransforms } = rendering;
  // With `safe: true`, a policy has nothing to allow.
  const code = rendering.options.safe
    ? undefined
    : inlineCode([...body.pieces, ...body.notes.flatMap((note) => note.body), ...piecesIn(blocks)]);
  const sheets = sheetsOf([...body.pieces, ...body.notes.flatMap((note) => note.body)]);
  return {
    title,
    ...(blocks && { metadata: blocks }),
    authors,
    body: body.pieces,
    toc: body.toc,
    minutes: readingMinutes(body.words),
    terms: termsOf(body.words),
    excerpt: description ?? excerptOf(body.tree, body.words),
    ids: [...body.ids, ...rendering.raw.ids],
    anchors: references.anchors,
    pictures: references.pictures,
    remotes: references.remotes,
    files: [...references.files],
    ...(code && { code }),
    ...(sheets.length > 0 && { sheets }),
    ...references.coverFields,
    ...(body.notes.length > 0 && { notes: body.notes }),
    lookups: [...lookups.recorded, ...(pluginTransforms?.lookups ?? [])],
    problems: [...rendering.problems, ...(pluginTransforms?.problems ?? []), ...rendering.referenceProblems],
  };
}
