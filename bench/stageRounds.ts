// Measures one side of `npm run bench -- stages`, in its own process, so that V8 has compiled nothing before the first round.
//
// Our side is the program itself: an engine on one thread. The functions of the pipeline are made once per dialect, so they can
// be replaced by timed ones; an executor times whole tasks. The side of bare unified does the same as the functions of the
// pipeline, on the same texts.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Plan, PlannedFile } from '../scripts/assemble/plan.js';
import { isPage } from '../scripts/engine/contents.js';
import { Engine } from '../scripts/engine/engine.js';
import { Inputs } from '../scripts/engine/inputs.js';
import { viewingProfile } from '../scripts/engine/profile.js';
import { FEATURES } from '../scripts/features/table.js';
import { replaceOutput } from '../scripts/publish/writing.js';
import { type Pipeline, pipelineFor } from '../scripts/render/pipeline.js';
import { Batches } from '../scripts/work/batches.js';
import type { Executor } from '../scripts/work/executor.js';
import type { Run } from '../scripts/work/task.js';
import { generated } from './site.js';
import type { RoundsInput, StageRound } from './stageProcess.js';

/** Pages in one batch, as in a build. */
const BATCH = 32;

/** Adds up times by name. */
class Stopwatch {
  readonly times: { [name: string]: number } = {};

  take<T>(name: string, work: () => T): T {
    const start = performance.now();
    const result = work();
    this.add(name, start);
    return result;
  }

  add(name: string, start: number): void {
    this.times[name] = (this.times[name] ?? 0) + performance.now() - start;
  }

  async wait<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await work();
    this.add(name, start);
    return result;
  }
}

/** The stopwatch of the present round. */
let watch = new Stopwatch();
const watched = new WeakSet<Pipeline>();

/** Replaces the functions of a pipeline by timed ones. */
function watchPipeline(pipeline: { -readonly [name in keyof Pipeline]: Pipeline[name] }): void {
  if (watched.has(pipeline)) return;
  watched.add(pipeline);
  const { read, readInline, toHast, stringify } = pipeline;
  pipeline.read = (...text) => watch.take('parse', () => read(...text));
  pipeline.readInline = (...text) => watch.take('parse', () => readInline(...text));
  pipeline.toHast = (tree) => watch.take('tree', () => toHast(tree));
  pipeline.stringify = (tree) => watch.take('stringify', () => stringify(tree));
}

/** Settles after the last task. */
let lastTask: Promise<unknown> = Promise.resolve();

/** Runs tasks in this thread and times them. Tasks run one after the other, so that no time is counted twice. */
const executor: Executor = {
  run: ((task, input, shared) => {
    const turn = lastTask.then(() => watch.wait(task.name, async () => task.run(input, shared as never)));
    lastTask = turn.catch(() => {});
    return turn;
  }) as Run,
  close: async () => {},
};

/** Does what a build from scratch does for its posts, and returns the times. */
async function ourRound(root: string): Promise<StageRound> {
  watch = new Stopwatch();
  const out = join(root, 'dist');
  rmSync(out, { recursive: true, force: true });
  const batches = new Batches(0, executor);
  const { engine, state } = watch.take('read', () => {
    const inputs = new Inputs(root, undefined);
    const profile = { ...viewingProfile(false), today: () => '2099-01-01' };
    const options = { root, inputs, features: FEATURES, profile, last: undefined, store: undefined, batches, outputFolder: out };
    const engine = new Engine(options);
    return { engine, state: engine.state };
  });
  const { options, dialectOf } = state.settings;
  watchPipeline(pipelineFor(dialectOf('posts/'), options.words));
  await engine.settle();
  await writePosts(engine, await engine.plan(), out);
  const { times } = watch;
  const { read = 0, parse = 0, tree = 0, stringify = 0, render = 0, template = 0, write = 0 } = times;
  // If rendering no longer uses these functions, fail instead of reporting zeros.
  if (parse === 0 || parse + tree + stringify > render) throw new Error('the pipeline of the posts was not measured');
  return { read, parse, tree, stringify, 'links and the rest of render': render - parse - tree - stringify, template, write };
}

async function writePosts(engine: Engine, plan: Plan, out: string): Promise<void> {
  const isPost = (planned: PlannedFile) => isPage(planned) && planned.address.article?.path.startsWith('posts/');
  const files = plan.files().filter(isPost);
  const { task, shared, inputOf } = engine.contents.pages(plan);
  const known = new Set<string>();
  for (let at = 0; at < files.length; at += BATCH) {
    const part = files.slice(at, at + BATCH);
    const made = await watch.wait('template', async () => task.run(await Promise.all(part.map(inputOf)), shared));
    watch.take('write', () => {
      for (const [index, { bytes }] of made.entries()) replaceOutput(out, (part[index] as PlannedFile).path, bytes, known);
    });
  }
}

const html = { allowDangerousHtml: true };
const bare = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, html).use(rehypeStringify, html).freeze();

function bareRound(texts: readonly string[]): StageRound {
  watch = new Stopwatch();
  for (const text of texts) {
    const mdast = watch.take('parse', () => bare.parse(text));
    const hast = watch.take('tree', () => bare.runSync(mdast));
    watch.take('stringify', () => bare.stringify(hast));
  }
  return watch.times as StageRound;
}

process.on('message', async ({ side, root, posts, rounds }: RoundsInput) => {
  const texts = side === 'bare' ? generated(posts).map(({ body }) => body) : [];
  const done: StageRound[] = [];
  for (let round = 0; round < rounds; round++) done.push(side === 'ours' ? await ourRound(root) : bareRound(texts));
  process.send?.(done, () => process.disconnect());
});
