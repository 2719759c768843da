// Carries out the plan of a site: makes and writes every output file that has changed.

import type { Plan, PlannedFile } from '../assemble/plan.js';
import { Unsettled } from '../base/errors.js';
import type { FileContent } from '../base/fileContent.js';
import { hashOfBytes } from '../base/hash.js';
import { contentFile, inputFolderOf } from '../base/inputFolders.js';
import { MARKDOWN_FILE } from '../base/siteLookup.js';
import type { FileTable } from '../cache/fileTable.js';
import type { GuardedSite, OutputGuard } from '../engine/artifact.js';
import { type FileBatch, isPage } from '../engine/contents.js';
import type { Engine } from '../engine/engine.js';
import { writingTask } from '../publish/writing.js';
import type { ReadSource } from '../read/read.js';
import { derivedFiles, partsOfDerived, putDerived } from './derived.js';
import { whyMade } from './reasons.js';
import type { PublishedOutput } from './record.js';
import type { StageContext } from './stageContext.js';

/** All files of a site and their parts. */
export interface Publication {
  readonly plan: Plan;
  readonly files: readonly PlannedFile[];
  /** `Plan.parts` of each file, in the same order. */
  readonly parts: readonly string[];
}

/** Makes and writes the changed files: pictures and stylesheets before the pages that show them. */
export async function publish(
  { plan, files, parts }: Publication,
  context: StageContext,
  engine: Engine,
  reasons: Map<string, string>,
): Promise<PublishedOutput> {
  const { output, last } = context;
  const guard = guardOf(context, engine);
  const put: Put = ({ path }, content, hash) => {
    const isAsBefore = () => last?.outputs.hashes[output.survey.previousIndex(path) ?? -1] === hash;
    if (content instanceof Uint8Array) guard.check(path, content, isAsBefore());
    output.put(path, content, hash);
  };
  const own = files.map(({ path }) => path);
  const derived = derivedFiles(engine.features.rows, context.options, own);
  const paths = [...own, ...derived.map(({ file }) => file.path)];
  const pending =
    engine.features.pluginKeys.length > 0 ? await makePluginFiles({ plan, files, parts }, context, engine) : new Map();
  beginOutput(paths, context);
  const stale = staleFiles({ plan, files, parts }, context, reasons);
  if (guard.checksUnchangedFiles) checkUnchangedFiles(files, new Set(stale), output, guard);
  const rest = stale.filter((planned) => !pending.has(planned));
  const isMany = ({ maker }: PlannedFile) => 'output' in maker && maker.output.many !== undefined;
  await putOutputs(
    rest.filter((planned) => !isPage(planned) && !isMany(planned)),
    engine,
    put,
  );
  for (const putHeld of pending.values()) putHeld(put);
  const pages = rest.filter(isPage);
  const writers = { context, guard, put };
  if (pages.length > 0) await makeAndPut(engine.contents.pages(plan), pages, engine, writers);
  for (const some of outputBatches(rest.filter(isMany)))
    await makeAndPut(await engine.contents.many(plan, some), some, engine, writers);
  await putDerived(derived, context, reasons);
  const partsOf = [...parts, ...derived.map((each) => partsOfDerived(each, output.hash(each.file.source)))];
  return { ...tableOf(paths, partsOf, context), absentHashes: guard.absentHashes() };
}

/** Files that were made and are not yet written. */
type PendingFiles = ReadonlyMap<PlannedFile, (put: Put) => void>;

/**
 * Makes files of plugins before anything is written, since plugins may fail: their outputs, and all pages if plugins contribute
 * to pages.
 */
async function makePluginFiles(publication: Publication, context: StageContext, engine: Engine): Promise<PendingFiles> {
  const { plan } = publication;
  const pending = new Map<PlannedFile, (put: Put) => void>();
  const hold: Put = (planned, content, hash) => void pending.set(planned, (put) => put(planned, content, hash));
  const rows = engine.features.rows.filter(({ plugin }) => plugin);
  const names = new Set(rows.flatMap(({ linked = [], outputs = [] }) => [...linked, ...outputs].map(({ name }) => name)));
  const stale = staleFiles(publication, context, new Map());
  await putOutputs(
    stale.filter(({ maker }) => 'output' in maker && names.has(maker.output.name)),
    engine,
    hold,
  );
  const pages = plan.site.facts.frame.plugins ? stale.filter(isPage) : [];
  if (pages.length > 0) await makeFiles(engine.contents.pages(plan), pages, engine, hold);
  return pending;
}

/** Checks unchanged files, too: a post that is a draft now may have been public when they were made. */
function checkUnchangedFiles(
  files: readonly PlannedFile[],
  stale: ReadonlySet<PlannedFile>,
  output: StageContext['output'],
  guard: OutputGuard,
): void {
  for (const planned of files) {
    const { path } = planned;
    if (!stale.has(planned) && holdsText(planned)) guard.check(path, output.read(path), true);
  }
}

function holdsText({ maker }: PlannedFile): boolean {
  return 'kind' in maker || !maker.output.holdsNoText;
}

type Put = (planned: PlannedFile, content: FileContent, hash: string) => void;

function beginOutput(paths: readonly string[], { output, last, options }: StageContext): void {
  // The last build's table also lists the manifest, hence + 1.
  const isSameCount = paths.length + 1 === last?.outputs.paths.length;
  output.begin(paths, isSameCount && paths.every((path) => output.survey.previousIndex(path) !== undefined), options.adopt);
}

/** Returns the files that are missing or have changed. */
function staleFiles(
  { plan, files, parts }: Publication,
  { output, last, options }: StageContext,
  reasons: Map<string, string>,
): PlannedFile[] {
  const meaningsOf = (kind: string) => plan.features.partMeanings(kind);
  return files.filter(({ path }, at) => {
    const place = output.survey.previousIndex(path);
    const hash = place === undefined ? undefined : last?.outputs.hashes[place];
    const partsBefore = place === undefined ? undefined : last?.parts[place];
    if (hash !== undefined && partsBefore === parts[at] && output.holds(path, hash)) return false;
    if (options.explain) reasons.set(path, whyMade(parts[at] as string, partsBefore, meaningsOf));
    return true;
  });
}

// ── outputs ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function putOutputs(planned: readonly PlannedFile[], { options: { inputs }, contents }: Engine, put: Put): Promise<void> {
  for (const each of planned) {
    const content = await contents.output(each);
    if (content instanceof Uint8Array) put(each, content, hashOfBytes(content));
    else {
      const { copyOf } = content;
      put(each, { open: () => inputs.open(copyOf) }, inputs.hash(copyOf));
      if (!inputs.isUnmodified(copyOf)) throw new Unsettled(`${copyOf} changed while it was copied`, false);
    }
  }
}

// ── files that are made many at once ────────────────────────────────────────────────────────────────────────────

/**
 * Makes files in a batch.
 * @param put called with each file
 */
function makeFiles<Input, Shared>(
  { task, shared, inputOf }: FileBatch<Input, Shared>,
  files: readonly PlannedFile[],
  { options: { batches } }: Engine,
  put: Put,
): Promise<void> {
  return batches.run(task, shared, files, { inputOf, onResult: (planned, { bytes, hash }) => put(planned, bytes, hash) });
}

/** Maximum files of an output in one batch, since what they share is kept in memory. */
const MAX_BATCH = 4096;

/** Groups files of outputs that make many at once. */
function* outputBatches(files: readonly PlannedFile[]): Generator<readonly PlannedFile[]> {
  const byOutput = new Map<unknown, PlannedFile[]>();
  for (const planned of files) {
    const { output } = planned.maker as { readonly output: unknown };
    const others = byOutput.get(output) ?? [];
    others.push(planned);
    byOutput.set(output, others);
  }
  for (const all of byOutput.values()) for (let at = 0; at < all.length; at += MAX_BATCH) yield all.slice(at, at + MAX_BATCH);
}

interface Writers {
  readonly context: StageContext;
  readonly guard: OutputGuard;
  readonly put: Put;
}

/** Makes and writes files. Each thread writes its own files, unless changes are being recorded. */
function makeAndPut<Input, Shared>(
  making: FileBatch<Input, Shared>,
  files: readonly PlannedFile[],
  engine: Engine,
  { context: { output }, guard, put }: Writers,
): Promise<void> {
  const { batches } = engine.options;
  // Other machines do not have the output folder.
  if (batches.remote || output.onChange) return makeFiles(making, files, engine, put);
  const { task, shared, inputOf } = making;
  const suspects = files.some(holdsText) ? guard.suspects : [];
  return batches.run(writingTask(task), output.writingShared(shared, suspects), files, {
    inputOf: async (planned) => ({ path: planned.path, heldHash: output.heldHash(planned.path), input: await inputOf(planned) }),
    onResult: (planned, { bytes, ...written }) => {
      if (bytes) put(planned, bytes, written.hash);
      else output.noteWritten(planned.path, written);
    },
  });
}

/** Returns the combined guard of all features. */
function guardOf({ options, inputs, last }: StageContext, { reading, state, features }: Engine): OutputGuard {
  const { sources } = reading.current;
  const text = (file: string) => inputs.read(file).toString();
  const hidden = new Set(state.outline.index.drafts);
  const inContent = ({ source }: ReadSource) => contentFile(source.path);
  const site: GuardedSite = {
    root: options.root,
    outShown: options.outShown,
    drafts: sources.filter(({ source }) => hidden.has(source.url)).map((each) => [inContent(each), () => text(inContent(each))]),
    *published() {
      for (const each of sources) if (!hidden.has(each.source.url)) yield text(inContent(each));
      for (const path of inputs.paths) if (isOtherText(path) && inputs.size(path) <= MAX_TEXT_BYTES) yield text(path);
    },
  };
  // With another output folder, the record lists no files, and its result does not apply.
  const absent = last?.outputs.paths.length ? last.outcome.absentHashes : [];
  const guards = features.rows.flatMap(({ guard }) => guard?.(site, absent) ?? []);
  return {
    checksUnchangedFiles: guards.some(({ checksUnchangedFiles }) => checksUnchangedFiles),
    suspects: guards.flatMap(({ suspects }) => suspects),
    check: (...file) => {
      for (const guard of guards) guard.check(...file);
    },
    absentHashes: () => guards.flatMap((guard) => guard.absentHashes()),
  };
}

/** Longer texts were not written by hand. */
const MAX_TEXT_BYTES = 5_000_000;

/** True if the text of a file, other than a post's, can get into pages. */
function isOtherText(path: string): boolean {
  return inputFolderOf(path)?.isSearched === true && !MARKDOWN_FILE.test(path);
}

// ── the record ──────────────────────────────────────────────────────────────────────────────────────────────────

function tableOf(
  paths: readonly string[],
  parts: readonly string[],
  { output, last }: StageContext,
): Omit<PublishedOutput, 'absentHashes'> {
  const outputs = output.end(paths);
  if (outputs.paths === last?.outputs.paths) {
    const placed = outputs.paths.map(() => '');
    for (const [at, path] of paths.entries()) placed[output.survey.previousIndex(path) as number] = parts[at] as string;
    return { outputs, parts: placed };
  }
  const partsByPath = new Map(paths.map((path, at) => [path, parts[at] as string]));
  const sorted = sortedByPath(outputs);
  return { outputs: sorted, parts: sorted.paths.map((path) => partsByPath.get(path) ?? '') };
}

/** Sorts outputs in the order of a folder listing. */
function sortedByPath({ paths, stats, hashes }: FileTable): FileTable {
  const order = paths.map((_path, at) => at).sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));
  const sorted = new Float64Array(stats.length);
  for (const [to, from] of order.entries()) for (let n = 0; n < 4; n++) sorted[to * 4 + n] = stats[from * 4 + n] as number;
  return { paths: order.map((at) => paths[at] as string), stats: sorted, hashes: order.map((at) => hashes[at] as string) };
}
