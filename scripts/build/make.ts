// A build that has something to do: the engine settles the site, and where nothing keeps it from being published, its plan is carried
// out. Nothing is written before every problem is known.

import { linkedHeadings, presentUrls } from '../assemble/published.js';
import { isPublishError } from '../base/errors.js';
import { programVersion } from '../base/program.js';
import { withoutAnswered } from '../config/answers.js';
import { Engine } from '../engine/engine.js';
import type { Settled } from '../engine/parts.js';
import { lostOf } from '../engine/problems.js';
import type { Profile } from '../engine/profile.js';
import { FEATURES } from '../features/table.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';
import { openQueue } from '../work/queue/queueExecutor.js';
import { addressesText } from './addresses.js';
import type { MakeContext, MakeResult } from './given.js';
import type { BuildOptions, Summary } from './options.js';
import { type Publication, publish } from './publication.js';
import { type Published, recordOf } from './record.js';

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

function profileOf({ drafts, today, acceptUrlChanges = false, twice = false }: BuildOptions): Profile {
  return {
    drafts,
    today,
    anyDay: false,
    mistakes: 'as they are',
    pictures: 'made',
    follows: false,
    isPublic: true,
    atOnce: Number.POSITIVE_INFINITY,
    acceptUrlChanges,
    twice,
  };
}

async function makeWith(context: MakeContext, batches: Batches): Promise<MakeResult> {
  const { timed, options, inputs, last, store, unfetched } = context;
  const { root, out: built, explain, progress, features = FEATURES } = options;
  const reasons = new Map<string, string>();
  const means = { root, inputs, features, profile: profileOf(options), last, store, batches, built, unfetched };
  const engine = await timed('read', () => new Engine({ ...means, reasons, explain, progress, timed }));
  // No changes of the files are followed.
  const settled = (await engine.settle()) as Settled;
  const { outline } = settled.state;
  const isGood = (problems: readonly Diagnostic[]) => !problems.some(({ fatal }) => fatal || options.strict);
  const answered = (all: readonly Diagnostic[]) => withoutAnswered(all, outline.config.answered, outline.sources());
  const found = await engine.problems(settled);
  if (isGood(answered(found).remaining)) await engine.complete(settled, store);
  const publication = await timed('plan', () => publicationOf(engine));
  const { remaining, idle } = answered([...found, ...publication.plan.problems(), ...engine.hashes.problems()]);
  const problems = [...remaining, ...idle];
  let published: Published | undefined;
  if (isGood(problems))
    published = await timed('publish', () => publishStage(context, engine, publication, { reasons, problems }));
  const files = published ? published.outputs.paths.length - 1 : publication.files.length;
  const summary = summaryOf(context, engine, settled, files);
  const isListed = published && outline.index.published;
  const isPublic = options.drafts === false;
  return {
    last: await timed('save', () => recordOf(context, engine, settled, { problems, published, summary })),
    // A preview publishes nothing, wherever it is sent.
    addresses: isListed ? addressesText(isPublic ? presentUrls(outline, linkedHeadings(settled.referring)) : []) : undefined,
    dropped: isListed && isPublic && options.acceptUrlChanges ? lostOf(engine, settled) : [],
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
 * The last stage.
 * @param problems gets what goes wrong with the output folder
 * @returns undefined if it could not be written
 */
async function publishStage(
  context: MakeContext,
  engine: Engine,
  publication: Publication,
  { reasons, problems }: { readonly reasons: Map<string, string>; readonly problems: Diagnostic[] },
): Promise<Published | undefined> {
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

/** @param files that the site has, the list of files in the output folder aside */
function summaryOf({ output }: MakeContext, engine: Engine, { state }: Settled, files: number): Summary {
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
