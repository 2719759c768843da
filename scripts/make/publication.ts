// The plan of a site is carried out: what is not as it should be in the output folder is made and written.

import { feeds, tagFeed } from '../assemble/feeds.js';
import { entryOf, type Frame } from '../assemble/frame.js';
import type { InstantOf } from '../assemble/instants.js';
import type { Order, PageOrder, Planned } from '../assemble/plan.js';
import type { Rendered } from '../assemble/rendered.js';
import { sitemaps } from '../assemble/sitemap.js';
import type { TemplateFiles } from '../assemble/templates.js';
import type { Summary } from '../buildTypes.js';
import type { FileTable } from '../cache/fileTable.js';
import { hashOfBytes } from '../cache/hash.js';
import type { Config } from '../config.js';
import { Unsettled } from '../errors.js';
import { articleFrom, type PageTask, type StoredRendered, WORK } from '../executor/tasks.js';
import { whyMade } from '../explain.js';
import type { LastBuild } from '../lastBuild.js';
import type { Entry, Picture, SiteIndex, Source } from '../types.js';
import type { Articles } from './articles.js';
import type { Batches } from './batches.js';
import type { MakeContext } from './context.js';

export interface Publication {
  readonly plan: readonly Planned[];
  readonly config: Config;
  readonly index: SiteIndex;
  readonly frame: Frame;
  readonly instants: InstantOf;
  /** Read when a page has to be made. */
  readonly templates: () => TemplateFiles;
  readonly pictureOf: (path: string) => Picture | undefined;
  readonly hashOfFile: (path: string) => string;
}

type PlannedPage = Planned & { readonly order: { readonly type: 'page' } };

/** Makes and writes what is needed; pictures and style sheets before the pages that show them. */
export async function publish(
  { plan, config, index, frame, instants, templates, pictureOf, hashOfFile }: Publication,
  { inputs, output, last, store, fileOf, options }: MakeContext,
  articles: Articles,
  batches: Batches,
  reasons: Map<string, string>,
): Promise<Pick<LastBuild<Summary>, 'outputs' | 'parts'>> {
  const before = new Map((last?.outputs.paths ?? []).map((path, at) => [path, at]));
  const hashes = new Array<string>(plan.length);
  const pages: number[] = [];
  const others: number[] = [];
  const areThose = plan.length + 1 === before.size && plan.every(({ path }) => before.has(path));
  output.begin(
    plan.map(({ path }) => path),
    areThose,
  );
  for (let at = 0; at < plan.length; at++) {
    const { path, parts, order } = plan[at] as Planned;
    const place = before.get(path);
    const hash = place === undefined ? undefined : last?.outputs.hashes[place];
    const partsBefore = place === undefined ? undefined : last?.parts[place];
    if (hash !== undefined && partsBefore === parts && output.holds(path, hash)) {
      hashes[at] = hash;
      continue;
    }
    if (options.explain) reasons.set(path, whyMade(parts, partsBefore));
    (order.type === 'page' ? pages : others).push(at);
  }
  const put = (at: number, content: Parameters<typeof output.put>[1], hash: string) => {
    output.put((plan[at] as Planned).path, content, hash);
    hashes[at] = hash;
  };

  const stored = async (source: Source): Promise<StoredRendered> => {
    const uses = articles.get(source.path).refers ? articles.head(source.path).pictures : [];
    const pictures = [...new Set(uses.map(({ path }) => path))].map(pictureOf).filter((picture) => picture !== undefined);
    return { source, article: await articles.body(source.path), pictures };
  };
  /** Posts of feeds, with their articles; one is in several feeds. */
  const inFeeds = new Map<string, Promise<Rendered>>();
  const whole = (sources: readonly Source[]): Promise<Rendered[]> =>
    Promise.all(
      sources.map((source) => {
        const known = inFeeds.get(source.path);
        if (known) return known;
        const made = stored(source).then((each) => ({ ...each, article: articleFrom(each.article) }));
        inFeeds.set(source.path, made);
        return made;
      }),
    );
  const sourceOf = new Map([...index.posts, ...index.pages].map((source) => [source.path, source]));
  const source = (path: string) => sourceOf.get(path) as Source;
  /** Feeds and sitemaps, several of which are made at once. */
  const texts = new Map<string, string>();
  const textAt = async (url: string, type: 'feeds' | 'sitemaps'): Promise<string> => {
    if (!texts.has(url)) {
      const newest = type === 'feeds' ? index.posts.slice(0, config.feedSize) : [];
      const made = type === 'feeds' ? feeds(frame, await whole(newest), instants) : sitemaps(config, index);
      for (const { url: address, text } of made) texts.set(address, text);
    }
    return texts.get(url) ?? '';
  };
  const bytesOf = async (
    url: string,
    order: Exclude<Order, { type: 'page' | 'file' | 'clean' }>,
  ): Promise<Uint8Array | undefined> => {
    switch (order.type) {
      case 'variant':
        return store.get(order.variant.key);
      case 'kept':
        return store.get(order.key);
      case 'text':
        return Buffer.from(order.text);
      case 'tagFeed':
        return Buffer.from(tagFeed(frame, order.tag, await whole(order.posts.map(source)), instants));
      case 'feeds':
      case 'sitemaps':
        return Buffer.from(await textAt(url, order.type));
    }
  };
  /** A picture without metadata; what cannot be read is copied as it is. */
  const cleaned = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return await WORK.clean(null, { file: fileOf(path), maxMegapixels: config.images.maxMegapixels });
    } catch {
      return undefined;
    }
  };
  for (const at of others) {
    const { url, order } = plan[at] as Planned;
    if (order.type === 'file' || order.type === 'clean') {
      const hash = hashOfFile(order.path);
      const bytes = order.type === 'clean' ? await cleaned(order.path) : undefined;
      put(at, bytes ?? { copyOf: fileOf(order.path) }, bytes ? hashOfBytes(bytes) : hash);
      if (!inputs.isStill(order.path)) throw new Unsettled(`${order.path} changed while it was copied`, false);
    } else {
      const bytes = await bytesOf(url, order as Exclude<Order, { type: 'page' | 'file' | 'clean' }>);
      if (!bytes) throw new Unsettled(`${url} is no longer kept`, true);
      put(at, bytes, hashOfBytes(bytes));
    }
  }

  if (pages.length > 0) {
    const entries = new Map<string, Entry>();
    const entry = (path: string): Entry => {
      let known = entries.get(path);
      if (!known) {
        known = entryOf(source(path), articles.head(path));
        entries.set(path, known);
      }
      return known;
    };
    const rendered = async (path: string | undefined) => (path === undefined ? {} : { rendered: await stored(source(path)) });
    const inputOf = async (page: PageOrder): Promise<unknown> => {
      switch (page.kind) {
        case 'post': {
          const { kind, path, older, newer, related, series, card, translations } = page;
          const neighbours = {
            ...(older !== undefined && { older: entry(older) }),
            ...(newer !== undefined && { newer: entry(newer) }),
          };
          return {
            kind,
            ...(await rendered(path)),
            ...neighbours,
            related: related.map(entry),
            ...(series && { series: { name: series.name, parts: series.parts.map(entry) } }),
            ...(card && { card }),
            ...(translations && { translations }),
          };
        }
        case 'page':
          return { ...page, ...(await rendered(page.path)) };
        case 'notFound':
          return { kind: page.kind, ...(await rendered(page.path)) };
        case 'home':
          return { kind: page.kind, ...(await rendered(page.path)), latest: page.latest.map(entry) };
        case 'archive':
        case 'list':
          return { ...page, posts: page.posts.map(entry) };
        case 'tags':
        case 'search':
          return page;
        case 'redirect':
          return { kind: page.kind, url: source(page.path).url, title: articles.head(page.path).title };
      }
    };
    await batches.run(
      'pages',
      { frame, templates: templates() },
      pages,
      async (at) => {
        const { template, page } = (plan[at] as PlannedPage).order;
        return { template, input: await inputOf(page) } as PageTask;
      },
      (at, { bytes, hash }) => put(at, bytes, hash),
    );
  }
  const outputs = output.end(plan.map(({ path }, at) => [path, hashes[at] as string]));
  const parts = new Map(plan.map((planned) => [planned.path, planned.parts]));
  const sorted = outputs.paths === last?.outputs.paths ? outputs : sortedByPath(outputs);
  return { outputs: sorted, parts: sorted.paths.map((path) => parts.get(path) ?? '') };
}

/** Outputs in the order in which the output folder is listed. */
function sortedByPath({ paths, stats, hashes }: FileTable): FileTable {
  const order = paths.map((_path, at) => at).sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));
  const sorted = new Float64Array(stats.length);
  for (const [to, from] of order.entries()) for (let n = 0; n < 4; n++) sorted[to * 4 + n] = stats[from * 4 + n] as number;
  return { paths: order.map((at) => paths[at] as string), stats: sorted, hashes: order.map((at) => hashes[at] as string) };
}
