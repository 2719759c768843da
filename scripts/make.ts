// A build that has something to do: the five stages in order. Each takes from the last build what still holds, and nothing
// is written before every diagnostic is known.

import { availableParallelism } from 'node:os';
import { feeds } from './assemble/feeds.js';
import { defaultNavigation, entryOf, type Frame, iconOf } from './assemble/frame.js';
import {
  type Asset,
  assetUrl,
  fileOf,
  generatedUrls,
  type Hashes,
  type PageOrder,
  type Planned,
  planSite,
} from './assemble/plan.js';
import { relatedPosts } from './assemble/related.js';
import { robots, sitemaps } from './assemble/sitemap.js';
import { loadTemplates, type TemplateFiles } from './assemble/templates.js';
import { wordsFor } from './assemble/words.js';
import type { BuildOptions, Summary } from './buildTypes.js';
import { type FileTable, NO_FILES, type Survey } from './cache/fileTable.js';
import { hashOf, hashOfBytes } from './cache/hash.js';
import type { Store } from './cache/store.js';
import { CONFIG_FILE, type Config } from './config.js';
import { nearest, problem } from './diagnostics.js';
import { isPublishError, Unsettled } from './errors.js';
import { type Executor, openExecutor } from './executor/executor.js';
import {
  articleFrom,
  described,
  lookupOf,
  type PageTask,
  type RenderInput,
  type StoredRendered,
  type Tasks,
  WORK,
} from './executor/tasks.js';
import { shownAnswer, whyMade } from './explain.js';
import { type KnownSite, type KnownSource, type LastBuild, parseHead } from './lastBuild.js';
import { type KnownPicture, keysOf, makePictures, pictureProblems, variantsOf } from './picture/pictures.js';
import { programVersion } from './program.js';
import type { Output } from './publish/publish.js';
import { templatePaths } from './read/files.js';
import { type Reading, readSite, readText } from './read/read.js';
import { checkAnchors } from './render/anchors.js';
import { resolveNavigation } from './render/navigation.js';
import { brokenLookup } from './render/trace.js';
import { namesOf } from './siteLookup.js';
import type { Article, ArticleHead, Diagnostic, Entry, Picture, SiteIndex, Source } from './types.js';

export interface MakeContext {
  readonly options: BuildOptions;
  readonly inputs: Survey;
  readonly fileOf: (path: string) => string;
  readonly inputProblems: readonly Diagnostic[];
  readonly last: LastBuild<Summary> | undefined;
  readonly output: Output;
  readonly store: Store;
  readonly timed: <T>(stage: string, work: () => T | Promise<T>) => Promise<T>;
}

export interface Made {
  readonly last: LastBuild<Summary>;
  /** The slowest files to render, slowest first. */
  readonly slowest: readonly (readonly [file: string, milliseconds: number])[];
  /** Why articles and pages were made again; those that were not are not in it. */
  readonly reasons: ReadonlyMap<string, string>;
  readonly plan: readonly Planned[];
}

/** Articles handed out at once, and pages. */
const BATCH = 32;
/** So many articles are worth a worker, which takes a fifth of a second to start. */
const WORTH_A_WORKER = 400;

/** Builds a site with what the last build left. */
export async function make(context: MakeContext): Promise<Made> {
  const work = new Work(context);
  try {
    return await work.make();
  } finally {
    await work.close();
  }
}

/** A rendered article, as far as it is in memory. */
interface Known {
  readonly key: string;
  readonly hashes: Hashes;
  readonly refers: boolean;
  /** JSON, or what it says. */
  head: string | ArticleHead;
}

class Work {
  private readonly problems: Diagnostic[] = [];
  private readonly articles = new Map<string, Known>();
  private readonly bodies = new Map<string, Uint8Array>();
  private bytesInBodies = 0;
  private readonly slowest: (readonly [string, number])[] = [];
  private readonly reasons = new Map<string, string>();
  private executor: Executor | undefined;

  constructor(private readonly context: MakeContext) {}

  async close(): Promise<void> {
    await this.executor?.close();
  }

  async make(): Promise<Made> {
    const { options, inputs, last, output, timed } = this.context;
    const { problems } = this;
    problems.push(...this.context.inputProblems);

    const knownSources = new Map((last?.sources ?? []).map((known, at) => [known.source.path, { known, at }]));
    const reading = await timed('read', () => this.read(knownSources));
    const { config, index } = reading;
    const names = namesOf(index);
    const namesHash = hashOf(JSON.stringify(names));
    const templates = this.templates();
    problems.push(...reading.problems, ...reading.configProblems, ...templates.problems, ...emptyFolders(config, index));
    for (const { problems: found } of reading.sources) problems.push(...found);

    const urls = { own: [config.url, ...config.aliases] };
    await timed('render', () => this.render(reading, names, namesHash, knownSources));
    const sourceAt = new Map([...index.posts, ...index.pages].map((source) => [source.url, source]));
    const headAt = (url: string): ArticleHead | undefined => {
      const source = sourceAt.get(url);
      return source && this.head(source.path);
    };
    const referring = [...index.posts, ...index.pages].filter(({ path }) => this.article(path).refers);
    for (const { path, url } of referring) {
      const head = this.head(path);
      problems.push(...head.problems, ...checkAnchors(path, url, head, headAt, config.links));
    }
    const navigation = config.navigation && resolveNavigation(config.navigation, lookupOf(names), urls);
    problems.push(...(navigation?.problems ?? []));

    const pictures = await timed('pictures', () => this.pictures(referring, config));
    const pictureOf = (path: string): Picture | undefined => {
      const made = pictures.made.get(path)?.made;
      return made && 'picture' in made ? made.picture : undefined;
    };
    for (const { path } of referring)
      problems.push(
        ...pictureProblems(
          `content/${path}`,
          this.head(path).pictures,
          (each) => failureOf(pictures.made.get(each)),
          config.pictures,
        ),
      );

    const frame: Frame = {
      config: {
        title: config.title,
        url: config.url,
        description: config.description,
        author: config.author,
        language: config.language,
      },
      navigation: navigation?.entries ?? defaultNavigation(config, index, (path) => this.head(path).title),
      stylesheets: templates.assets.filter(({ path }) => /^[^/]+\.css$/.test(path)).map(assetUrl),
      scripts: templates.assets.filter(({ path }) => /^[^/]+\.js$/.test(path)).map(assetUrl),
      icon: iconOf(index.files),
    };
    const likeness = hashOf(JSON.stringify(index.posts.map(({ path, meta }) => [path, meta.title, meta.tags])));
    const related = last?.site.likeness === likeness ? last.related : relatedPosts(index.posts);
    const linked = new Set(
      referring.flatMap(({ path }) => {
        const head = this.head(path);
        return [...head.files, ...head.pictures.map((use) => use.path).filter((each) => !pictureOf(each))];
      }),
    );
    const planned = await timed('plan', () =>
      planSite({
        config,
        frame,
        index,
        hashesOf: ({ path }) => this.article(path).hashes,
        picturesOf: ({ path }) => {
          const { refers } = this.article(path);
          const uses = refers ? this.head(path).pictures : [];
          return uses.length === 0 ? '' : hashOf(...uses.map((use) => pictures.made.get(use.path)?.key ?? ''));
        },
        related,
        templates: templates.hashes,
        assets: templates.assets,
        linked,
        hashOfFile: (path) => this.hashOfFile(path),
        pictures: [...pictures.made.values()].flatMap(({ made }) => ('picture' in made ? [made.picture] : [])),
      }),
    );
    problems.push(...planned.problems);

    const failed = problems.some(({ fatal }) => fatal || options.strict);
    let published: Pick<LastBuild<Summary>, 'outputs' | 'parts'> | undefined;
    if (!failed) {
      try {
        published = await timed('publish', () => this.publish(planned.plan, config, index, frame, templates.files, pictureOf));
      } catch (error) {
        if (!isPublishError(error)) throw error;
        problems.push(error.problem);
      }
    }
    const foreign = output.foreignProblems();

    const shown = [...pictures.made.values()].flatMap(({ made }) => ('picture' in made ? [made.picture] : []));
    const summary: Summary = {
      posts: index.posts.length,
      pages: index.pages.length,
      drafts: index.drafts.length,
      files: planned.plan.length,
      written: output.written,
      unchanged: planned.plan.length - output.written,
      removed: output.removed,
      rendered: this.rendered,
      pictures: shown.length,
      variants: sum(shown.map((picture) => variantsOf(picture).length)),
      encoded: pictures.encoded,
      pictureBytes: [
        sum(shown.map(({ bytes }) => bytes)),
        sum(shown.map(({ sources, fallback }) => (sources[0]?.variants.at(-1) ?? fallback).bytes)),
      ],
    };
    const sources = reading.sources.map(({ source, draft, problems: found }): KnownSource => {
      const article = draft ? undefined : this.article(source.path);
      return {
        source,
        draft,
        problems: found,
        key: article?.key ?? '',
        hashes: article?.hashes ?? { article: '', entry: '', link: '' },
        refers: article?.refers ?? false,
      };
    });
    await this.retire(sources, pictures.made);
    // Where nothing was written, the output folder is still that of the build before.
    const { outputs, parts } = published ?? { outputs: last?.outputs ?? NO_FILES, parts: last?.parts ?? [] };
    const site: KnownSite = {
      config,
      configProblems: reading.configProblems,
      names: namesHash,
      likeness,
      templates: { key: templates.key, hashes: templates.hashes, problems: templates.problems },
      pictures: [...pictures.made],
    };
    return {
      last: {
        inputs: inputs.table(),
        outputs,
        parts,
        told: {
          problems: [...problems, ...(published ? foreign : [])],
          published: published !== undefined,
          strict: options.strict,
          foreign: output.foreign,
          summary,
        },
        site,
        sources,
        heads: sources.map(({ draft, source }) => (draft ? '' : this.headJson(source.path))),
        related,
      },
      slowest: this.slowest,
      reasons: this.reasons,
      plan: planned.plan,
    };
  }

  // ── read ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private read(knownSources: ReadonlyMap<string, { known: KnownSource }>): Reading {
    const { inputs, last } = this.context;
    const isUnchanged = (path: string) => last !== undefined && inputs.isUnchanged(path);
    return readSite(
      {
        paths: inputs.paths,
        read: (path) => inputs.read(path),
        known: (path) => {
          const found = knownSources.get(path);
          return found && isUnchanged(`content/${path}`) ? found.known : undefined;
        },
        knownConfig:
          last && inputs.has(CONFIG_FILE) && isUnchanged(CONFIG_FILE)
            ? { config: last.site.config, problems: last.site.configProblems }
            : undefined,
      },
      generatedUrls,
    );
  }

  /** The text of a source, which must be the one that was read before. */
  private textOf(path: string): string {
    const file = `content/${path}`;
    const hash = this.context.inputs.hash(file);
    const { text } = readText(file, (each) => this.context.inputs.read(each));
    if (text === undefined || this.context.inputs.hash(file) !== hash)
      throw new Unsettled(`${file} changed while it was read`, false);
    return text;
  }

  private hashOfFile(path: string): string {
    try {
      return this.context.inputs.hash(path);
    } catch (error) {
      const reason = `the file cannot be read: ${(error as Error).message}`;
      this.problems.push(problem(path, undefined, 'source/unreadable', reason));
      return '';
    }
  }

  /** Templates and what is published with them; compiled only where one of them has changed. */
  private templates() {
    const { inputs, last } = this.context;
    const paths = [...templatePaths(inputs.paths)];
    const key = hashOf(...paths.flatMap(([name, path]) => [name, path, inputs.hash(path)]));
    const assets = paths
      .filter(([name]) => !name.endsWith('.html'))
      .map(([path, from]): Asset => ({ path, from, hash: inputs.hash(from) }));
    const known = last?.site.templates;
    const read = (): TemplateFiles =>
      paths
        .filter(([name]) => name.endsWith('.html'))
        .map(([name, path]) => {
          const text = new TextDecoder().decode(inputs.read(path));
          return [name, { name: `templates/${name}`, text }] as const;
        });
    let files: TemplateFiles | undefined;
    const lazyFiles = () => {
      files ??= read();
      return files;
    };
    if (known?.key === key) return { ...known, assets, files: lazyFiles };
    const { hashes, problems } = loadTemplates(lazyFiles());
    return { key, hashes, problems, assets, files: lazyFiles };
  }

  // ── render ────────────────────────────────────────────────────────────────────────────────────────────────────

  private rendered = 0;

  private async render(
    { config, index, texts }: Reading,
    names: Tasks['render']['shared']['names'],
    namesHash: string,
    knownSources: ReadonlyMap<string, { known: KnownSource; at: number }>,
  ): Promise<void> {
    const { last, store, inputs, options } = this.context;
    const words = wordsFor(config.language);
    const settings = {
      own: [config.url, ...config.aliases],
      links: config.links,
      pictures: config.pictures,
      footnotes: { label: words.footnotes, back: words.backToText },
    };
    const program = hashOf(programVersion(), JSON.stringify(settings));
    const sameNames = last?.site.names === namesHash;
    const all = [...index.posts, ...index.pages].sort((a, b) => (a.path < b.path ? -1 : 1));
    const missing: { source: Source; key: string; dialect: string }[] = [];
    for (const source of all) {
      const { path } = source;
      const dialect = dialectOf(path, config);
      // The path first: LevelDB writes once what comes in the order of its keys.
      const key = `${path} ${hashOf(program, dialect, path, inputs.hash(`content/${path}`))}`;
      const found = knownSources.get(path);
      if (found?.known.key === key) {
        const head = last?.heads[found.at] as string;
        const known: Known = { key, hashes: found.known.hashes, refers: found.known.refers, head };
        const broken =
          sameNames || !known.refers ? undefined : brokenLookup(parseHead(head).lookups, source, lookupOf(names), settings);
        if (!broken) {
          this.articles.set(path, known);
          continue;
        }
        if (options.explain)
          this.reasons.set(
            `content/${path}`,
            `"${broken.lookup.key}" led to ${shownAnswer(broken.lookup.answer)} and leads to ${shownAnswer(broken.now)}`,
          );
      } else if (options.explain) {
        const why = !found
          ? 'the last build did not have it'
          : last && !inputs.isUnchanged(`content/${path}`)
            ? 'its text has changed'
            : 'the program or a setting that it depends on has changed';
        this.reasons.set(`content/${path}`, why);
      }
      missing.push({ source, key, dialect });
    }

    const shared = { names, options: settings };
    const toRender: { input: RenderInput; key: string }[] = [];
    for (let at = 0; at < missing.length; at += BATCH) {
      const part = missing.slice(at, at + BATCH);
      const kept = await store.getMany(part.map(({ key }) => key));
      for (const [index, { source, key, dialect }] of part.entries()) {
        const bytes = kept[index];
        if (bytes) {
          const article = articleFrom(bytes);
          if (!brokenLookup(article.lookups, source, lookupOf(names), settings)) {
            this.add(source, key, bytes, article);
            continue;
          }
        }
        toRender.push({ input: { source, text: texts.get(source.path) ?? this.textOf(source.path), dialect }, key });
        texts.delete(source.path);
      }
    }
    this.rendered = toRender.length;
    await this.inBatches(
      'render',
      shared,
      toRender,
      ({ input }) => input,
      async ({ input, key }, { bytes, head, hashes, milliseconds }) => {
        this.articles.set(input.source.path, { key, hashes, refers: refers(head), head });
        this.remember(key, bytes);
        this.noteTime(`content/${input.source.path}`, milliseconds);
        await store.put(key, bytes);
      },
    );
  }

  private add(source: Source, key: string, bytes: Uint8Array, article: Article): void {
    const { head, hashes } = described(source, article, bytes);
    this.articles.set(source.path, { key, hashes, refers: refers(head), head });
    this.remember(key, bytes);
  }

  private noteTime(file: string, milliseconds: number): void {
    this.slowest.push([file, milliseconds]);
    if (this.slowest.length < 40) return;
    this.slowest.sort((a, b) => b[1] - a[1]);
    this.slowest.length = 10;
  }

  /** Keeps an article at hand, so that it need not be read again for its page; the oldest go when there are many. */
  private remember(key: string, bytes: Uint8Array): void {
    this.bodies.set(key, bytes);
    this.bytesInBodies += bytes.length;
    for (const [oldest, { length }] of this.bodies) {
      if (this.bytesInBodies <= AT_HAND) break;
      this.bodies.delete(oldest);
      this.bytesInBodies -= length;
    }
  }

  private article(path: string): Known {
    const known = this.articles.get(path);
    if (!known) throw new Error(`no article was rendered for ${path}`);
    return known;
  }

  private head(path: string): ArticleHead {
    const known = this.article(path);
    if (typeof known.head === 'string') known.head = parseHead(known.head);
    return known.head;
  }

  private headJson(path: string): string {
    const { head } = this.article(path);
    return typeof head === 'string' ? head : JSON.stringify(head);
  }

  /** Does work on many things, some at once, and takes the results in the order of the things. */
  private async inBatches<Name extends 'render' | 'pages', Thing>(
    name: Name,
    shared: Tasks[Name]['shared'],
    things: readonly Thing[],
    inputOf: (thing: Thing) => Tasks[Name]['input'][number] | Promise<Tasks[Name]['input'][number]>,
    take: (thing: Thing, output: Tasks[Name]['output'][number]) => void | Promise<void>,
  ): Promise<void> {
    const executor = this.executorFor(things.length);
    const size = Math.max(1, Math.min(BATCH, Math.ceil(things.length / 8)));
    const running: Promise<void>[] = [];
    let failure: { error: unknown } | undefined;
    for (let at = 0; at < things.length && !failure; at += size) {
      const part = things.slice(at, at + size);
      const inputs = await Promise.all(part.map(inputOf));
      const run = executor.run(name, shared, inputs as never).then(async (outputs) => {
        for (const [index, output] of (outputs as readonly Tasks[Name]['output'][number][]).entries())
          await take(part[index] as Thing, output);
      });
      running.push(
        run.catch((error) => {
          failure ??= { error };
        }),
      );
      // No more in memory than keeps everybody busy.
      if (running.length > IN_FLIGHT) await running.shift();
    }
    await Promise.all(running);
    if (failure) throw failure.error;
  }

  private executorFor(things: number): Executor {
    const { workers } = this.context.options;
    this.executor ??= openExecutor(workers ?? Math.min(SPARE_CORES, Math.floor(things / WORTH_A_WORKER)), async () => WORK);
    return this.executor;
  }

  // ── pictures ──────────────────────────────────────────────────────────────────────────────────────────────────

  private pictures(referring: readonly Source[], config: Config) {
    const { inputs, last, store, options, fileOf: absolute } = this.context;
    const paths = [...new Set(referring.flatMap(({ path }) => this.head(path).pictures.map((use) => use.path)))].sort();
    const known = new Map(last?.site.pictures ?? []);
    const executor = openExecutor(0, async () => WORK);
    return makePictures(paths, {
      widths: config.images.widths,
      store,
      work: { probe: (file) => executor.run('probe', null, file), encode: (input) => executor.run('encode', null, input) },
      fileOf: absolute,
      hashOfFile: (path) => inputs.hash(path),
      sizeOf: (path) => inputs.size(path),
      known: (path) => known.get(path),
      progress: options.progress,
    });
  }

  // ── publish ───────────────────────────────────────────────────────────────────────────────────────────────────

  private async publish(
    plan: readonly Planned[],
    config: Config,
    index: SiteIndex,
    frame: Frame,
    templateFiles: () => TemplateFiles,
    pictureOf: (path: string) => Picture | undefined,
  ): Promise<Pick<LastBuild<Summary>, 'outputs' | 'parts'>> {
    const { output, last, store, fileOf: absolute, options } = this.context;
    const before = new Map((last?.outputs.paths ?? []).map((path, at) => [path, at]));
    output.begin(plan.map(({ url }) => fileOf(url)));
    const pages: (Planned & { readonly order: { readonly type: 'page' } })[] = [];
    const copies: Planned[] = [];
    let texts: Map<string, string> | undefined;
    const hashes = new Map<string, string>();
    for (const each of plan) {
      const path = fileOf(each.url);
      const at = before.get(path);
      if (at !== undefined && last?.parts[at] === each.parts && output.holds(path, last.outputs.hashes[at] as string)) {
        hashes.set(path, last.outputs.hashes[at] as string);
        continue;
      }
      if (options.explain) this.reasons.set(path, whyMade(each.parts, at === undefined ? undefined : last?.parts[at]));
      if (each.order.type === 'page') pages.push(each as (typeof pages)[number]);
      else copies.push(each);
    }
    // Pictures and stylesheets before the pages that show them.
    for (const { url, order } of copies) {
      const path = fileOf(url);
      const put = (content: Parameters<Output['put']>[1], hash: string) => {
        output.put(path, content, hash);
        hashes.set(path, hash);
      };
      if (order.type === 'file') put({ copyOf: absolute(order.path) }, this.hashOfFile(order.path));
      else if (order.type === 'variant') {
        const bytes = await store.get(order.variant.key);
        if (!bytes) throw new Unsettled(`a variant of ${order.path} is no longer kept`, true);
        put(bytes, hashOfBytes(bytes));
      } else if (order.type === 'robots') {
        const bytes = Buffer.from(robots(config));
        put(bytes, hashOfBytes(bytes));
      } else {
        texts ??= new Map();
        if (!texts.has(url)) {
          const made =
            order.type === 'sitemaps'
              ? sitemaps(config, index)
              : feeds(
                  frame,
                  await Promise.all(index.posts.slice(0, config.feedSize).map((source) => this.renderedNow(source, pictureOf))),
                );
          for (const { url: made_, text } of made) texts.set(made_, text);
        }
        const bytes = Buffer.from(texts.get(url) ?? '');
        put(bytes, hashOfBytes(bytes));
      }
    }
    const sourceOf = new Map([...index.posts, ...index.pages].map((source) => [source.path, source]));
    const entries = new Map<string, Entry>();
    const entry = (path: string): Entry => {
      const known = entries.get(path) ?? entryOf(sourceOf.get(path) as Source, this.head(path));
      entries.set(path, known);
      return known;
    };
    const shared = { frame, templates: pages.length > 0 ? templateFiles() : [] };
    await this.inBatches(
      'pages',
      shared,
      pages,
      async ({ order }): Promise<PageTask> => ({
        template: order.template,
        input: (await this.inputOf(order.page, sourceOf, entry, pictureOf)) as PageTask['input'],
      }),
      ({ url }, { bytes, hash }) => {
        const path = fileOf(url);
        output.put(path, bytes, hash);
        hashes.set(path, hash);
      },
    );
    const files = plan.map(({ url }) => fileOf(url));
    return sortedByPath(
      output.end(files.map((path) => [path, hashes.get(path) ?? ''])),
      plan.map(({ parts }) => parts),
    );
  }

  private async inputOf(
    page: PageOrder,
    sourceOf: ReadonlyMap<string, Source>,
    entry: (path: string) => Entry,
    pictureOf: (path: string) => Picture | undefined,
  ): Promise<unknown> {
    const rendered = async (path: string | undefined) =>
      path === undefined ? {} : { rendered: await this.stored(sourceOf.get(path) as Source, pictureOf) };
    switch (page.kind) {
      case 'post':
        return {
          kind: 'post',
          ...(await rendered(page.path)),
          ...(page.older !== undefined && { older: entry(page.older) }),
          ...(page.newer !== undefined && { newer: entry(page.newer) }),
          related: page.related.map(entry),
        };
      case 'page':
      case 'notFound':
        return { kind: page.kind, ...(await rendered(page.path)) };
      case 'home':
        return { kind: 'home', ...(await rendered(page.path)), latest: page.latest.map(entry) };
      case 'list':
        return { ...page, posts: page.posts.map(entry) };
      case 'redirect':
        return { kind: 'redirect', url: sourceOf.get(page.path)?.url, title: this.head(page.path).title };
    }
  }

  private async stored(source: Source, pictureOf: (path: string) => Picture | undefined): Promise<StoredRendered> {
    const { key, refers: refersTo } = this.article(source.path);
    const article = this.bodies.get(key) ?? (await this.context.store.get(key));
    if (!article) throw new Unsettled(`the article of ${source.path} is no longer kept`, true);
    const uses = refersTo ? this.head(source.path).pictures : [];
    const pictures = [...new Set(uses.map(({ path }) => path))].map(pictureOf).filter((picture) => picture !== undefined);
    return { source, article, pictures };
  }

  private async renderedNow(source: Source, pictureOf: (path: string) => Picture | undefined) {
    const stored = await this.stored(source, pictureOf);
    return { ...stored, article: articleFrom(stored.article) };
  }

  // ── the store ─────────────────────────────────────────────────────────────────────────────────────────────────

  private async retire(sources: readonly KnownSource[], pictures: ReadonlyMap<string, KnownPicture>): Promise<void> {
    const { last, store } = this.context;
    const used = keysIn(sources, pictures);
    const before = last && keysIn(last.sources, last.site.pictures);
    if (before && before.size === used.size && [...used].every((key) => before.has(key))) return;
    await store.retire(used, before);
  }
}

/** Bytes of articles that are kept at hand until their pages are made. */
const AT_HAND = 64_000_000;
/** This thread works too. */
const SPARE_CORES = availableParallelism() - 1;
/** Batches that are given out and not yet taken back. */
const IN_FLIGHT = 8;

function keysIn(sources: readonly KnownSource[], pictures: Iterable<readonly [string, KnownPicture]>): Set<string> {
  const keys = new Set(sources.map(({ key }) => key));
  for (const [, { key, made }] of pictures) for (const each of [key, ...keysOf(made)]) keys.add(each);
  keys.delete('');
  return keys;
}

/** Outputs in the order in which the output folder is listed, with what each was made from. */
function sortedByPath(
  { paths, stats, hashes }: FileTable,
  parts: readonly string[],
): Pick<LastBuild<Summary>, 'outputs' | 'parts'> {
  const order = paths.map((_path, at) => at).sort((a, b) => ((paths[a] as string) < (paths[b] as string) ? -1 : 1));
  const sorted = new Float64Array(stats.length);
  for (const [to, from] of order.entries()) sorted.set(stats.subarray(from * 4, from * 4 + 4), to * 4);
  const outputs = {
    paths: order.map((at) => paths[at] as string),
    stats: sorted,
    hashes: order.map((at) => hashes[at] as string),
  };
  return { outputs, parts: order.map((at) => parts[at] ?? '') };
}

/** Whether anything but its title and excerpt matters to others. */
function refers({ anchors, pictures, files, lookups, problems }: ArticleHead): boolean {
  return anchors.length + pictures.length + files.length + lookups.length + problems.length > 0;
}

function failureOf(known: KnownPicture | undefined): string | undefined {
  return known && 'failure' in known.made ? known.made.failure : undefined;
}

/** The dialect of a file: that of the innermost folder which has one, or the site's. */
function dialectOf(path: string, { dialects, markdown }: Config): string {
  const around = dialects.filter(({ folder }) => path.startsWith(`${folder}/`));
  return around.sort((a, b) => b.folder.length - a.folder.length)[0]?.dialect ?? markdown;
}

/** Folders that are given a dialect and hold nothing. */
function emptyFolders({ dialects }: Config, { posts, pages, drafts }: SiteIndex): Diagnostic[] {
  if (dialects.length === 0) return [];
  const paths = [...posts, ...pages].map(({ path }) => path);
  return dialects
    .filter(({ folder }) => ![...paths, ...drafts.map((url) => url.slice(1))].some((path) => path.startsWith(`${folder}/`)))
    .map(({ folder, place }) =>
      problem(CONFIG_FILE, place, 'config/wrong', `dialects: no markdown file lies in content/${folder}/`, {
        expected: nearest(folder, [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))].filter(Boolean)),
      }),
    );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
