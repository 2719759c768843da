// Makes the contents of planned files: pages from articles and templates, and all other outputs.

import type { Content, ContentSource, Kind, Output, OutputBatch } from '../assemble/kind.js';
import { languageValues } from '../assemble/languageValues.js';
import { type PageInput, type PagesShared, pagesTask, type StoredRendered } from '../assemble/pageTask.js';
import type { Plan, PlannedFile } from '../assemble/plan.js';
import type { Rendered } from '../assemble/rendered.js';
import { Unsettled } from '../base/errors.js';
import type { MadeFile } from '../base/fileContent.js';
import { hashOf } from '../base/hash.js';
import { unpackArticle } from '../base/storedArticle.js';
import type { Source } from '../types.js';
import type { BatchWork } from '../work/task.js';
import type { SiteParts } from './parts.js';
import { pictureUses } from './pictures.js';
import type { ReadState } from './reading.js';

/** True if a template makes the file. */
export function isPage({ maker }: PlannedFile): boolean {
  return 'kind' in maker;
}

/** A batch of planned files to be made by one task. */
export type FileBatch<Input, Shared> = BatchWork<PlannedFile, Input, MadeFile, Shared>;

export class Contents {
  /** Rendered posts of feeds, cached since each is in several feeds. */
  private readonly feedArticles = new Map<string, Promise<Rendered>>();

  constructor(private readonly services: SiteParts) {}

  /** Returns a hash of everything that a page is made from. Renders its articles and pictures first. */
  async version(plan: Plan, planned: PlannedFile): Promise<string> {
    const { article, data } = planned.address;
    const { kind } = planned.maker as { readonly kind: Kind };
    const own = article ? [article] : [];
    await this.prepareArticles([...own, ...kind.shows(planned.site, data)]);
    for (const each of own) await this.preparePictures(each);
    if (planned.site.facts.frame.covers) await this.prepareCovers(kind.shows(planned.site, data));
    return hashOf(planned.path, plan.parts(planned));
  }

  /** Makes a page in this thread. */
  async page(plan: Plan, planned: PlannedFile): Promise<Uint8Array> {
    const { address, site } = planned;
    const { url, article, data } = address;
    const { kind, template } = planned.maker as { readonly kind: Kind; readonly template: string };
    const { frame, translationsOf } = site.facts;
    const rendered = article && (await this.rendered(article));
    const values = kind.values(frame, kind.input(site, data), rendered);
    const languages = languageValues(frame, { url, source: article, translations: translationsOf(address) });
    const { themes, pictures } = this.services;
    const theme = themes.theme(this.services.themeInput(this.state()), pictures);
    return Buffer.from(theme.compiled().render(template, ...values, languages, plan.features.commonValues(frame)));
  }

  /** Returns the batch that makes pages in workers. */
  pages({ site }: Plan): FileBatch<PageInput, PagesShared> {
    const { themes, pictures, options } = this.services;
    const theme = themes.theme(this.services.themeInput(this.state()), pictures);
    const frames = site.editions().map((edition) => edition.facts.frame);
    const shared = { frames, templates: theme.templateSet() };
    const inputOf = async ({ maker, address, site: own }: PlannedFile): Promise<PageInput> => {
      const { kind, template } = maker as { readonly kind: Kind; readonly template: string };
      const { url, article, data } = address;
      const rendered = article && (await this.stored(article));
      const translations = own.facts.translationsOf(address);
      const frame = frames.indexOf(own.facts.frame);
      return { kind: kind.name, template, frame, url, translations, input: kind.input(own, data), ...(rendered && { rendered }) };
    };
    return { task: pagesTask(options.features), shared, inputOf };
  }

  /** Returns the bytes of an output, or the input that it is a copy of. */
  async output({ maker, address, site }: PlannedFile): Promise<Content> {
    const { output } = maker as { readonly output: Output };
    return output.content(site, address.data, this.contentSource());
  }

  /** Returns the batch for files of an output that makes many at once. */
  async many({ site }: Plan, files: readonly PlannedFile[]): Promise<FileBatch<unknown, unknown>> {
    const data = files.map(({ address }) => address.data);
    const [output] = files.map(({ maker }) => maker as { readonly output: Output<unknown, never> });
    const { task, shared, inputOf } = (await output?.output.many?.(site, data)) as OutputBatch<unknown>;
    return { task, shared, inputOf: ({ address }) => inputOf(address.data) };
  }

  private state(): ReadState {
    return this.services.state;
  }

  private contentSource(): ContentSource {
    const { services } = this;
    const { config } = this.state().outline;
    const { store, profile } = services.options;
    return {
      rendered: (post) => {
        if (profile.followsChanges) return this.prepareRendered(post);
        const made = this.feedArticles.get(post.path) ?? this.rendered(post);
        this.feedArticles.set(post.path, made);
        return made;
      },
      kept: async (key) => {
        const bytes = store ? await store.get(key) : await services.makeUnstored(key);
        if (!bytes) throw new Unsettled('a file is no longer kept', true);
        return bytes;
      },
      published: async (path) => (await services.cleaned.bytes(path, config)) ?? { copyOf: path },
    };
  }

  private async prepareRendered(post: Source): Promise<Rendered> {
    await this.prepareArticles([post]);
    await this.preparePictures(post);
    return this.rendered(post);
  }

  private async prepareArticles(sources: readonly Source[]): Promise<void> {
    await this.services.articles.prepare(sources, this.state());
  }

  private async preparePictures({ path }: Source): Promise<void> {
    const { articles, pictures } = this.services;
    await pictures.prepareUses(pictureUses([{ head: articles.head(path) }], []));
  }

  /** Prepares the pictures that lists show with some posts. */
  private async prepareCovers(posts: readonly Source[]): Promise<void> {
    const { articles, pictures } = this.services;
    await pictures.prepareUses(
      pictureUses(
        posts.map(({ path }) => ({ head: articles.head(path) })),
        [],
      ),
    );
  }

  private async rendered(source: Source): Promise<Rendered> {
    const stored = await this.stored(source);
    return { ...stored, article: unpackArticle(stored.article) };
  }

  /** Returns an article in its stored form, with its pictures. */
  private async stored(source: Source): Promise<StoredRendered> {
    const { articles, pictures } = this.services;
    const paths = new Set(articles.pictures(source.path));
    const shown = [...paths].map(pictures.get).filter((picture) => picture !== undefined);
    return { source, article: await articles.body(source, this.state()), pictures: shown };
  }
}
