// The pieces of work that can be done anywhere: plain values in, plain values out, no closures and no shared memory. What
// many pieces need alike is sent along once, as `shared`.

import { entryOf, type Frame, listedHtml } from '../assemble/frame.js';
import { type PageInput, pageValues } from '../assemble/pages.js';
import type { Rendered } from '../assemble/rendered.js';
import { loadTemplates, type TemplateFiles, type Templates } from '../assemble/templates.js';
import { hashOf, hashOfBytes } from '../cache/hash.js';
import { type CardInput, drawCard } from '../card/card.js';
import {
  type AnimateInput,
  animate,
  clean,
  cleanDrawing,
  type EncodeInput,
  encode,
  type IconInput,
  icon,
  type Pixels,
  type Probed,
  probe,
  study,
} from '../picture/encode.js';
import type { Study } from '../picture/plan.js';
import type { CleanSvg } from '../picture/svg.js';
import { type FootnoteWords, type RenderOptions, renderArticle } from '../render/article.js';
import { prepareDiagrams } from '../render/diagrams.js';
import { type Names, type SiteLookup, siteLookup } from '../siteLookup.js';
import type { Article, ArticleHashes, ArticleHead, Lookup, Source } from '../types.js';

export interface RenderShared {
  readonly names: Names;
  readonly options: Omit<RenderOptions, 'dialect'>;
}

export interface RenderInput {
  readonly source: Source;
  /** The whole file. */
  readonly text: string;
  readonly dialect: string;
  /** Where its language is not the site's. */
  readonly footnotes?: FootnoteWords;
  /** Look-ups whose answers are known to hold. */
  readonly answers: readonly Lookup[];
}

/** A rendered article as it is kept, with what is needed of it before its page is made. */
export interface RenderOutput {
  /** The article as JSON. */
  readonly bytes: Uint8Array;
  /** Its head as JSON, and whether anything of it has to be checked against other articles or pictures. */
  readonly head: string;
  readonly refers: boolean;
  readonly hashes: ArticleHashes;
  readonly milliseconds: number;
}

export interface PagesShared {
  readonly frame: Frame;
  readonly templates: TemplateFiles;
}

/** An input in which articles are as they are kept. */
export type StoredInput<Input = PageInput> = Input extends { readonly rendered?: Rendered }
  ? Omit<Input, 'rendered'> & { readonly rendered?: StoredRendered }
  : Input;

export type StoredRendered = Omit<Rendered, 'article'> & { readonly article: Uint8Array };

export interface PageTask {
  readonly template: string;
  readonly input: StoredInput;
}

export interface PageOutput {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Every kind of work: what it shares, what goes in, what comes out. */
export interface Tasks {
  readonly render: { shared: RenderShared; input: readonly RenderInput[]; output: readonly RenderOutput[] };
  readonly pages: { shared: PagesShared; input: readonly PageTask[]; output: readonly PageOutput[] };
  readonly probe: { shared: null; input: PictureFile; output: Promise<Probed> };
  readonly study: { shared: null; input: Pixels; output: Promise<Study> };
  readonly encode: { shared: null; input: EncodeInput; output: Promise<Uint8Array> };
  readonly animate: { shared: null; input: AnimateInput; output: Promise<Uint8Array> };
  readonly clean: { shared: null; input: PictureFile; output: Promise<Uint8Array> };
  readonly drawing: { shared: null; input: string; output: CleanSvg };
  readonly card: { shared: null; input: CardInput; output: Promise<Uint8Array> };
  readonly icon: { shared: null; input: IconInput; output: Promise<Uint8Array> };
}

/** A picture, and how many millions of pixels it may have. */
interface PictureFile {
  readonly file: string;
  readonly maxMegapixels: number;
}

export type TaskName = keyof Tasks;

type Work = {
  readonly [name in TaskName]: (
    shared: Tasks[name]['shared'],
    input: Tasks[name]['input'],
  ) => Tasks[name]['output'] | Promise<Awaited<Tasks[name]['output']>>;
};

export const WORK: Work = {
  render: async (shared, inputs) => {
    await prepareDiagrams(inputs.map(({ text }) => text));
    const lookup = lookupOf(shared.names);
    return inputs.map(({ source, text, dialect, footnotes, answers }) => {
      const start = performance.now();
      const article = renderArticle(
        source,
        text,
        lookup,
        { ...shared.options, dialect, ...(footnotes && { footnotes }) },
        answers,
      );
      const bytes = packed(article);
      return { bytes, ...described(source, article, bytes), milliseconds: performance.now() - start };
    });
  },
  pages: (shared, tasks) => {
    const templates = templatesOf(shared.templates);
    return tasks.map(({ template, input }) => {
      const bytes = encoder.encode(templates.render(template, pageValues(shared.frame, unpacked(input))));
      return { bytes, hash: hashOfBytes(bytes) };
    });
  },
  probe: (_shared, input) => probe(input),
  study: (_shared, input) => study(input),
  encode: (_shared, input) => encode(input),
  animate: (_shared, input) => animate(input),
  clean: (_shared, input) => clean(input),
  drawing: (_shared, file) => cleanDrawing(file),
  card: (_shared, input) => drawCard(input),
  icon: (_shared, input) => icon(input),
};

const encoder = new TextEncoder();

/** What is needed of an article before its page is made. */
export function described(source: Source, article: Article, bytes: Uint8Array): Pick<RenderOutput, 'head' | 'refers' | 'hashes'> {
  const { title, excerpt, ids, anchors, pictures, remotes, files, code, cover, lookups, problems } = article;
  const head: ArticleHead = {
    title,
    excerpt,
    ids,
    anchors,
    pictures,
    remotes,
    files,
    ...(code && { code }),
    ...(cover !== undefined && { cover }),
    lookups,
    problems,
  };
  return {
    head: JSON.stringify(head),
    refers: anchors.length + pictures.length + remotes.length + files.length + problems.length > 0 || code !== undefined,
    hashes: {
      article: hashOf(hashOfBytes(bytes), JSON.stringify([source.url, source.kind, source.date, source.meta])),
      entry: hashOf(JSON.stringify(entryOf(source, article))),
      link: hashOf(source.url, listedHtml(title), title.text, source.meta.lang ?? ''),
      terms: article.terms.join(' '),
    },
  };
}

/**
 * An article as it is kept: JSON in UTF-16, which V8 reads and writes several times as fast as UTF-8, and which is no longer for
 * Chinese.
 */
function packed(article: Article): Uint8Array {
  const json = JSON.stringify(article);
  // Memory of its own, which can be handed to another thread.
  const bytes = Buffer.from(new ArrayBuffer(json.length * 2));
  bytes.write(json, 'utf16le');
  return bytes;
}

/** And back. */
export function articleFrom(bytes: Uint8Array): Article {
  return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf16le')) as Article;
}

function unpacked(input: StoredInput): PageInput {
  if (!('rendered' in input) || !input.rendered) return input as PageInput;
  const { rendered } = input;
  return { ...input, rendered: { ...rendered, article: articleFrom(rendered.article) } } as PageInput;
}

const lookups = new WeakMap<Names, SiteLookup>();

/** The look-ups of a site, prepared once. */
export function lookupOf(names: Names): SiteLookup {
  const known = lookups.get(names) ?? siteLookup(names);
  lookups.set(names, known);
  return known;
}

const compiled = new WeakMap<TemplateFiles, Templates>();

/** Templates, compiled once. */
function templatesOf(files: TemplateFiles): Templates {
  const known = compiled.get(files) ?? loadTemplates(files);
  compiled.set(files, known);
  return known;
}
