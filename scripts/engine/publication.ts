// The plan of a site is carried out: what is not as it should be in the output folder is made and written.

import type { Content, Kind, Output, SiteAddress, Supply } from '../assemble/kinds/kind.js';
import { PAGES, type PageInput, type StoredRendered } from '../assemble/pageTask.js';
import type { Planned } from '../assemble/plan.js';
import type { Rendered } from '../assemble/rendered.js';
import type { Site } from '../assemble/site.js';
import type { TemplateSet } from '../assemble/templates.js';
import { isTrustedDrawing } from '../base/activeFiles.js';
import { Unsettled } from '../base/errors.js';
import { hashOfBytes } from '../base/hash.js';
import type { FileContent } from '../base/inside.js';
import { unpackArticle } from '../base/storedArticle.js';
import type { FileTable } from '../cache/fileTable.js';
import type { Guard } from '../leaks/guard.js';
import { bytesOfClean } from '../picture/encode.js';
import { CLEAN } from '../picture/tasks.js';
import type { Source } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { Articles } from './articles.js';
import { compressedFiles, partsOfCompressed, putCompressed } from './compressed.js';
import type { MakeContext } from './context.js';
import { whyMade } from './reasons.js';
import type { Published } from './record.js';

/** All files of a site, with what each is made from. */
export interface Publication {
  readonly site: Site;
  readonly files: readonly Planned[];
  /** In their order. */
  readonly parts: readonly string[];
}

/** What a plan is carried out with. */
export interface Means {
  readonly articles: Articles;
  readonly batches: Batches;
  /** Read when a page has to be made. */
  readonly templates: () => TemplateSet;
  /** Looks through what is written. */
  readonly guard: () => Guard;
  /** Gets why files were made again. */
  readonly reasons: Map<string, string>;
}

/** Makes and writes what is needed; pictures and style sheets before the pages that show them. */
export async function publish({ site, files, parts }: Publication, context: MakeContext, means: Means): Promise<Published> {
  const { output, last } = context;
  const guard = means.guard();
  const put: Put = ({ path }, content, hash) => {
    const isAsBefore = () => last?.outputs.hashes[output.survey.placeBefore(path) ?? -1] === hash;
    if (content instanceof Uint8Array) guard.check(path, content, isAsBefore());
    output.put(path, content, hash);
  };
  const compressed = context.options.precompress ? compressedFiles(files.map(({ path }) => path)) : [];
  const paths = [...files, ...compressed].map(({ path }) => path);
  beginOutput(paths, context);
  const stale = staleFiles(files, parts, context, means.reasons);
  if (guard.mindsAll) lookThroughKept(files, new Set(stale), output, guard);
  const isPage = ({ by }: Planned): boolean => 'kind' in by;
  const others = stale.filter((planned) => !isPage(planned));
  await putOutputs(site, others, { context, means, put });
  await putPages(site, stale.filter(isPage), means, put);
  await putCompressed(compressed, context, means.reasons);
  const partsOf = [...parts, ...compressed.map(({ of }) => partsOfCompressed(output.hash(of)))];
  return { ...tableOf(paths, partsOf, context), absent: guard.absent() };
}

/** Outputs that are no text, or copies of files that say what they say. */
const NOT_MADE: ReadonlySet<string> = new Set(['file', 'asset', 'picture', 'icon', 'card']);

/** Looks through the texts that stay as the last build made them: a draft of today may have been a post then. */
function lookThroughKept(
  files: readonly Planned[],
  stale: ReadonlySet<Planned>,
  output: MakeContext['output'],
  guard: Guard,
): void {
  for (const planned of files) {
    const { by, path } = planned;
    if (!stale.has(planned) && ('kind' in by || !NOT_MADE.has(by.output.name))) guard.check(path, output.read(path), true);
  }
}

type Put = (planned: Planned, content: FileContent, hash: string) => void;

function beginOutput(paths: readonly string[], { output, last, options }: MakeContext): void {
  // The list of files is one of those of the last build.
  const areAsMany = paths.length + 1 === last?.outputs.paths.length;
  output.begin(paths, areAsMany && paths.every((path) => output.survey.placeBefore(path) !== undefined), options.adopt);
}

/** The files that are not as they should be. */
function staleFiles(
  files: readonly Planned[],
  parts: readonly string[],
  { output, last, options }: MakeContext,
  reasons: Map<string, string>,
): Planned[] {
  return files.filter(({ path }, at) => {
    const place = output.survey.placeBefore(path);
    const hash = place === undefined ? undefined : last?.outputs.hashes[place];
    const partsBefore = place === undefined ? undefined : last?.parts[place];
    if (hash !== undefined && partsBefore === parts[at] && output.holds(path, hash)) return false;
    if (options.explain) reasons.set(path, whyMade(parts[at] as string, partsBefore));
    return true;
  });
}

// ── outputs ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface OutputMeans {
  readonly context: MakeContext;
  readonly means: Means;
  readonly put: Put;
}

async function putOutputs(site: Site, planned: readonly Planned[], { context, means, put }: OutputMeans): Promise<void> {
  const { inputs } = context;
  const supply = supplyOf(site, context, means);
  for (const each of planned) {
    const { output } = each.by as { readonly output: Output };
    const content = await output.content(site, each.address.data, supply);
    if (content instanceof Uint8Array) put(each, content, hashOfBytes(content));
    else {
      const { copyOf } = content;
      put(each, { open: () => inputs.open(copyOf) }, inputs.hash(copyOf));
      if (!inputs.isStill(copyOf)) throw new Unsettled(`${copyOf} changed while it was copied`, false);
    }
  }
}

function supplyOf(site: Site, { store, inputs }: MakeContext, { articles, batches: { one: run } }: Means): Supply {
  /** Posts of feeds, with their articles; one is in several feeds. */
  const inFeeds = new Map<string, Promise<Rendered>>();
  return {
    rendered: (post) => {
      let made = inFeeds.get(post.path);
      if (!made) {
        made = storedArticle(post, site, articles).then((each) => ({ ...each, article: unpackArticle(each.article) }));
        inFeeds.set(post.path, made);
      }
      return made;
    },
    kept: async (key) => {
      const bytes = await store.get(key);
      if (!bytes) throw new Unsettled('a file is no longer kept', true);
      return bytes;
    },
    published: async (path): Promise<Content> => {
      const key = site.facts.cleaningOf(path);
      if (key === undefined) return { copyOf: path };
      const kept = await store.get(key);
      if (kept) return kept;
      const { images, safe } = site.outline.config;
      const isTrusted = isTrustedDrawing(path, safe);
      const cleaned = await run(CLEAN, { file: inputs.fileOf(path), maxMegapixels: images.maxMegapixels, isTrusted });
      if (!inputs.isStill(path)) throw new Unsettled(`${path} changed while it was copied`, false);
      return bytesOfClean(cleaned);
    },
  };
}

// ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function putPages(site: Site, pages: readonly Planned[], means: Means, put: Put): Promise<void> {
  if (pages.length === 0) return;
  const shared = { frame: site.facts.frame, templates: means.templates() };
  await means.batches.run(PAGES, shared, pages, {
    inputOf: (planned) => pageInput(site, planned, means.articles),
    take: (planned, { bytes, hash }) => put(planned, bytes, hash),
  });
}

async function pageInput(site: Site, { by, address }: Planned, articles: Articles): Promise<PageInput> {
  const { kind, template } = by as { readonly kind: Kind; readonly template: string };
  const { article, data }: SiteAddress<unknown> = address;
  const rendered = article && (await storedArticle(article, site, articles));
  return { kind: kind.name, template, input: kind.input(site, data), ...(rendered && { rendered }) };
}

/** An article as it is kept, with its pictures. */
async function storedArticle(source: Source, { facts }: Site, articles: Articles): Promise<StoredRendered> {
  const paths = new Set(articles.pictures(source.path));
  const pictures = [...paths].map((path) => facts.pictures.get(path)).filter((picture) => picture !== undefined);
  return { source, article: await articles.body(source), pictures };
}

// ── the record ──────────────────────────────────────────────────────────────────────────────────────────────────

function tableOf(paths: readonly string[], parts: readonly string[], { output, last }: MakeContext): Omit<Published, 'absent'> {
  const outputs = output.end(paths);
  if (outputs.paths === last?.outputs.paths) {
    const placed = outputs.paths.map(() => '');
    for (const [at, path] of paths.entries()) placed[output.survey.placeBefore(path) as number] = parts[at] as string;
    return { outputs, parts: placed };
  }
  const partsByPath = new Map(paths.map((path, at) => [path, parts[at] as string]));
  const sorted = sortedByPath(outputs);
  return { outputs: sorted, parts: sorted.paths.map((path) => partsByPath.get(path) ?? '') };
}

/** Outputs in the order in which the output folder is listed. */
function sortedByPath({ paths, stats, hashes }: FileTable): FileTable {
  const order = paths.map((_path, at) => at).sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));
  const sorted = new Float64Array(stats.length);
  for (const [to, from] of order.entries()) for (let n = 0; n < 4; n++) sorted[to * 4 + n] = stats[from * 4 + n] as number;
  return { paths: order.map((at) => paths[at] as string), stats: sorted, hashes: order.map((at) => hashes[at] as string) };
}
