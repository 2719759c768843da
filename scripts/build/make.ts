// Runs the stages of a build: the engine settles the site, and if nothing prevents publishing, its plan is carried out. Nothing
// is written before all problems are known.

import { linkedHeadings, presentUrls } from '../assemble/published.js';
import { isPublishError } from '../base/errors.js';
import { programVersion } from '../base/program.js';
import { withoutAnswered } from '../config/answers.js';
import { Engine } from '../engine/engine.js';
import type { SettledSite } from '../engine/parts.js';
import { lostAddresses } from '../engine/problems.js';
import type { Profile } from '../engine/profile.js';
import { FEATURES } from '../features/table.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';
import { openQueue } from '../work/queue/queueExecutor.js';
import { addressesText } from './addresses.js';
import type { BuildOptions, Summary } from './options.js';
import { type Publication, publish } from './publication.js';
import { type PublishedOutput, recordOf } from './record.js';
import type { StageContext, StageResult } from './stageContext.js';

/** With this many files or more, start workers while the files are read. */
const MIN_FILES_FOR_EARLY_WORKERS = 500;

export async function runStages(context: StageContext): Promise<StageResult> {
  const { last, inputs, options } = context;
  const elsewhere = options.queue && (await openQueue(options.queue, programVersion(), options.workers));
  const batches = new Batches(options.workers, elsewhere);
  try {
    // Without a record, all articles have to be rendered.
    if (!last && inputs.paths.length >= MIN_FILES_FOR_EARLY_WORKERS) batches.open(inputs.paths.length);
    return await makeWith(context, batches);
  } finally {
    await batches.close();
  }
}

function profileOf({ drafts, today, acceptUrlChanges = false, runsPluginsTwice = false }: BuildOptions): Profile {
  return {
    drafts,
    today,
    ignoresDates: false,
    mistakes: 'as they are',
    pictures: 'made',
    followsChanges: false,
    isPublic: true,
    batchSize: Number.POSITIVE_INFINITY,
    acceptUrlChanges,
    runsPluginsTwice,
  };
}

async function makeWith(context: StageContext, batches: Batches): Promise<StageResult> {
  const { timed, options, inputs, last, store, unfetched } = context;
  const { root, out: outputFolder, explain, progress, features = FEATURES } = options;
  const reasons = new Map<string, string>();
  const engineOptions = { root, inputs, features, profile: profileOf(options), last, store, batches, outputFolder, unfetched };
  const engine = await timed('read', () => new Engine({ ...engineOptions, reasons, explain, progress, timed }));
  // `settle` returns undefined only with a profile that follows changes.
  const settled = (await engine.settle()) as SettledSite;
  const { outline } = settled.state;
  const isGood = (problems: readonly Diagnostic[]) => !problems.some(({ fatal }) => fatal || options.strict);
  const answered = (all: readonly Diagnostic[]) => withoutAnswered(all, outline.config.answered, outline.sources());
  const found = await engine.problems(settled);
  if (isGood(answered(found).remaining)) await engine.complete(settled, store);
  const publication = await timed('plan', () => publicationOf(engine));
  const { remaining, idle } = answered([...found, ...publication.plan.problems(), ...engine.hashes.problems()]);
  const problems = engine.reported([...remaining, ...idle]);
  let published: PublishedOutput | undefined;
  if (isGood(problems))
    published = await timed('publish', () => publishStage(context, engine, publication, { reasons, problems }));
  const files = published ? published.outputs.paths.length - 1 : publication.files.length;
  const summary = summaryOf(context, engine, settled, files);
  const isListed = published && outline.index.published;
  const isPublic = options.drafts === false;
  return {
    last: await timed('save', () => recordOf(context, engine, settled, { problems, published, summary })),
    // A preview is not published, wherever it is uploaded.
    addresses: isListed ? addressesText(isPublic ? presentUrls(outline, linkedHeadings(settled.referring)) : []) : undefined,
    dropped: isListed && isPublic && options.acceptUrlChanges ? lostAddresses(engine, settled) : [],
    slowest: engine.articles.slowest.list(),
    reasons,
  };
}

async function publicationOf(engine: Engine): Promise<Publication> {
  const plan = await engine.plan();
  const files = plan.files();
  return { plan, files, parts: files.map((planned) => plan.parts(planned)) };
}

/**
 * Runs the publish stage.
 * @param problems problems of the output folder are added
 * @returns undefined if the folder could not be written
 */
async function publishStage(
  context: StageContext,
  engine: Engine,
  publication: Publication,
  { reasons, problems }: { readonly reasons: Map<string, string>; readonly problems: Diagnostic[] },
): Promise<PublishedOutput | undefined> {
  try {
    const published = await publish(publication, context, engine, reasons);
    problems.push(...context.output.foreignProblems());
    return published;
  } catch (error) {
    if (!isPublishError(error)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** @param files number of the site's files, without the manifest */
function summaryOf({ output }: StageContext, engine: Engine, { state }: SettledSite, files: number): Summary {
  const { posts, pages, index } = state.outline;
  const { dueDays } = engine.reading.current;
  return {
    posts: posts.length,
    pages: pages.length,
    drafts: index.drafts.length - dueDays.length,
    waiting: dueDays.length,
    due: dueDays[0],
    files,
    written: output.written,
    unchanged: files - output.written,
    removed: output.removed,
    rendered: engine.articles.rendered,
    ...engine.pictures.summary(),
  };
}
