// The second stage: one source becomes one article.
//
// A unified pipeline: the dialect's reader → remark-rehype → our own steps on hast → rehype-stringify (`body.ts`). Links and
// pictures are resolved on hast (raw HTML included) and leave a mark each; when the HTML is written, it is divided at
// the marks into pieces, so that no later stage has to parse it again.

import type { SiteLookup } from '../base/siteLookup.js';
import { termsOf } from '../base/text/terms.js';
import type { Article, Lookup, Source } from '../types.js';
import { type Body, renderBody } from './body.js';
import { excerptOf } from './excerpt.js';
import { inlineCode } from './inlineCode.js';
import { type Metadata, piecesIn, renderMetadata } from './metadata.js';
import type { RenderOptions } from './options.js';
import { readingMinutes } from './readingTime.js';
import { openRendering, type Rendering, type Steps } from './rendering.js';

export type ArticleSteps = Steps<Article>;

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
  const rendering = openRendering(source, text, { lookup, known: answers }, options);
  const body = yield* renderBody(rendering);
  return articleOf(rendering, body, renderMetadata(rendering, body.tree));
}

function articleOf(rendering: Rendering, body: Body, { title, authors, description, blocks }: Metadata): Article {
  const { references, lookups, plugged } = rendering;
  // No author is trusted with what a policy would have to let pass.
  const code = rendering.options.safe ? undefined : inlineCode([...body.pieces, ...piecesIn(blocks)]);
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
    ...references.coverFound,
    lookups: [...lookups.recorded, ...(plugged?.lookups ?? [])],
    problems: [...rendering.problems, ...(plugged?.problems ?? []), ...rendering.deadEnds],
  };
}
