// A build that has something to do: the five stages in order. Nothing is written before every diagnostic is known.

import { presentUrls } from '../assemble/published.js';
import { isPublishError } from '../base/errors.js';
import { programVersion } from '../base/program.js';
import { unanswered } from '../config/answers.js';
import { withoutFollowing } from '../read/files.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';
import { openQueue } from '../work/queue/queueExecutor.js';
import { addressesText } from './addresses.js';
import { Articles } from './articles.js';
import type { MakeContext, MakeResult } from './context.js';
import { guardOf, leaksInFiles } from './leaks.js';
import type { Summary } from './options.js';
import { type Means, publish } from './publication.js';
import { type Published, recordOf } from './record.js';
import {
  type AssembleStage,
  assembleStage,
  knownSite,
  type PictureStage,
  pictureStage,
  type ReadStage,
  readStage,
  renderStage,
} from './stages.js';

/** So many files are worth a worker, whatever is in them. */
const MANY = 500;

/** Builds a site with what the last build left. */
export async function make(context: MakeContext): Promise<MakeResult> {
  const { last, inputs, options } = context;
  const elsewhere = options.queue && (await openQueue(options.queue, programVersion(), options.workers));
  const batches = new Batches(options.workers, elsewhere);
  try {
    // Where there will be much to do, workers start while the files are read.
    if (!last && inputs.paths.length >= MANY) batches.open(inputs.paths.length);
    return await makeWith(context, batches);
  } finally {
    await batches.close();
  }
}

async function makeWith(context: MakeContext, batches: Batches): Promise<MakeResult> {
  const { timed, options, inputs } = context;
  const isGood = (problems: readonly Diagnostic[]) => !problems.some(({ fatal }) => fatal || options.strict);
  const reasons = new Map<string, string>();
  const articles = new Articles(context, batches, reasons);
  const read = await timed('read', () => readStage(context, articles));
  const rendered = await timed('render', () => renderStage(context, read, articles));
  const pictured = await timed('pictures', () => pictureStage(context, read, rendered, batches));
  const { outline } = read;
  const answered = (all: readonly Diagnostic[]) => unanswered(all, outline.config.answered, outline.sources());
  const leaks = await timed('look through', () => leaksInFiles(context, outline.config.safe));
  const found = withoutFollowing([...inputs.problems, ...read.problems, ...rendered.problems, ...pictured.problems, ...leaks]);
  const assembled = await assembleStage(context, {
    read,
    rendered,
    pictured,
    articles,
    batches,
    isGood: isGood(answered(found).left),
  });
  const { left, idle } = answered([...found, ...assembled.problems]);
  const problems = [...left, ...idle];
  let published: Published | undefined;
  if (isGood(problems)) {
    const guard = guardOf(context, read.reading, outline);
    const means = { articles, batches, templates: pictured.look.templateSet, guard, reasons };
    published = await timed('publish', () => publishStage(context, assembled, means, problems));
  }
  const result = {
    site: knownSite(read, rendered, pictured, assembled),
    sources: read.reading.sources,
    related: assembled.related,
    pluginFiles: read.bundled.files,
    problems,
    published,
    summary: summaryOf(context, articles, { reading: read.reading, pictured, assembled, published }),
  };
  const isListed = published && outline.index.published;
  const isPublic = options.drafts === false;
  return {
    last: await timed('keep', () => recordOf(context, articles, result)),
    // A preview publishes nothing, wherever it is sent.
    addresses: isListed ? addressesText(isPublic ? presentUrls(outline, rendered.linked) : []) : undefined,
    dropped: isListed && isPublic && options.acceptUrlChanges ? rendered.lost : [],
    slowest: articles.slowest,
    reasons,
  };
}

/**
 * The last stage.
 * @param problems gets what goes wrong with the output folder
 * @returns undefined if it could not be written
 */
async function publishStage(
  context: MakeContext,
  assembled: AssembleStage,
  means: Means,
  problems: Diagnostic[],
): Promise<Published | undefined> {
  try {
    const published = await publish(assembled, context, means);
    problems.push(...context.output.foreignProblems());
    return published;
  } catch (error) {
    if (!isPublishError(error)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

interface Summed extends Pick<ReadStage, 'reading'> {
  readonly pictured: PictureStage;
  readonly assembled: AssembleStage;
  readonly published: Published | undefined;
}

function summaryOf(
  { output }: MakeContext,
  articles: Articles,
  { reading: { waiting }, pictured: { pictures }, assembled, published }: Summed,
): Summary {
  const { posts, pages, index } = assembled.site.outline;
  // The list of files is none of the site.
  const files = published ? published.outputs.paths.length - 1 : assembled.files.length;
  return {
    posts: posts.length,
    pages: pages.length,
    drafts: index.drafts.length - waiting.length,
    waiting: waiting.length,
    due: waiting[0],
    files,
    written: output.written,
    unchanged: files - output.written,
    removed: output.removed,
    rendered: articles.rendered,
    ...pictures.summary(),
  };
}
