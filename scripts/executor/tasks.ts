// The pieces of work that can be done anywhere: plain values in, plain values out, no closures and no shared memory. What
// many pieces need alike is sent along once, as `shared`.

import { digestOf } from '../assemble/digest.js';
import type { Frame } from '../assemble/frame.js';
import { KINDS } from '../assemble/kinds/table.js';
import type { Rendered } from '../assemble/rendered.js';
import { indexArticles } from '../assemble/searched.js';
import { type TemplateSet, Templates } from '../assemble/templates.js';
import { hashOfBytes } from '../cache/hash.js';
import { packArticle, unpackArticle } from '../cache/storedArticle.js';
import { type CardLine, composeCard, drawCard } from '../card/card.js';
import type { Shapes } from '../card/shapes.js';
import { secretProblem } from '../leaks/files.js';
import { findSecrets, type Secret } from '../leaks/secrets.js';
import { PICTURE_TASKS } from '../picture/tasks.js';
import { wholePicture } from '../picture/whole.js';
import { type FootnoteWords, type RenderOptions, renderArticle } from '../render/article.js';
import { prepareDiagrams } from '../render/diagrams.js';
import { type Names, siteLookup } from '../siteLookup.js';
import type { Article, ArticleHashes, Lookup, Source } from '../types.js';

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
  readonly bytes: Uint8Array;
  readonly head: string;
  readonly needsChecks: boolean;
  readonly hashes: ArticleHashes;
  readonly milliseconds: number;
}

export interface PagesShared {
  readonly frame: Frame;
  readonly templates: TemplateSet;
}

/** `Rendered` with the article as it is kept. */
export type StoredRendered = Omit<Rendered, 'article'> & { readonly article: Uint8Array };

/** A page to be made. */
export interface PageInput {
  /** The name of its kind, and of its template. */
  readonly kind: string;
  readonly template: string;
  /** What the kind makes its values from. */
  readonly input: unknown;
  readonly rendered?: StoredRendered;
}

export interface PageOutput {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

async function renderArticles(inputs: readonly RenderInput[], { names, options }: RenderShared): Promise<RenderOutput[]> {
  await prepareDiagrams(inputs.map(({ text }) => text));
  const lookup = siteLookup(names);
  const outputs: RenderOutput[] = [];
  for (const { source, text, dialect, footnotes, answers } of inputs) {
    const start = performance.now();
    const own = { ...options, dialect, ...(footnotes && { footnotes }) };
    const article = withSecrets(await renderArticle(source, text, lookup, own, answers), source, text, await findSecrets(text));
    const bytes = packArticle(article);
    outputs.push({ bytes, ...digestOf(source, article, bytes), milliseconds: performance.now() - start });
  }
  return outputs;
}

/** An article with what is wrong with publishing its text. */
function withSecrets(article: Article, { path }: Source, text: string, secrets: readonly Secret[]): Article {
  if (secrets.length === 0) return article;
  const file = `content/${path}`;
  return { ...article, problems: [...article.problems, ...secrets.map((secret) => secretProblem(file, text, secret))] };
}

const encoder = new TextEncoder();

async function makePages(inputs: readonly PageInput[], { frame, templates: set }: PagesShared): Promise<PageOutput[]> {
  const templates = templatesOf(set);
  return inputs.map(({ kind: name, template, input, rendered }) => {
    const kind = KINDS.find((each) => each.name === name);
    if (!kind) throw new Error(`unknown kind of page "${name}"`);
    const own = rendered && { ...rendered, article: unpackArticle(rendered.article) };
    const bytes = encoder.encode(templates.render(template, kind.values(frame, input, own)));
    return { bytes, hash: hashOfBytes(bytes) };
  });
}

export interface CardsShared {
  readonly shapes: Shapes;
}

function composeCards(inputs: readonly (readonly CardLine[])[], { shapes }: CardsShared): Uint8Array[] {
  return inputs.map((lines) => composeCard(lines, shapes));
}

/** Every kind of work: what goes in, and what many pieces share. */
export const WORK = {
  render: renderArticles,
  pages: makePages,
  search: indexArticles,
  card: drawCard,
  cards: composeCards,
  picture: wholePicture,
  ...PICTURE_TASKS,
} as const;

export type Work = typeof WORK;
export type TaskName = keyof Work;
export type TaskInput<Name extends TaskName> = Parameters<Work[Name]>[0];
export type TaskShared<Name extends TaskName> = Parameters<Work[Name]> extends [unknown, infer Shared] ? Shared : undefined;
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<Work[Name]>>;

const compiled = new WeakMap<TemplateSet, Templates>();

/** The templates of a site, each compiled once. */
function templatesOf(set: TemplateSet): Templates {
  const known = compiled.get(set) ?? new Templates(set);
  compiled.set(set, known);
  return known;
}
