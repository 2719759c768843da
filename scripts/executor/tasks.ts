// The pieces of work that can be done anywhere: plain values in, plain values out, no closures and no shared memory. What
// many pieces need alike is sent along once, as `shared`.

import type { Frame } from '../assemble/frame.js';
import { KINDS } from '../assemble/kinds/table.js';
import type { Rendered } from '../assemble/rendered.js';
import { indexArticles } from '../assemble/searched.js';
import { type TemplateSet, Templates } from '../assemble/templates.js';
import { hashOfBytes } from '../base/hash.js';
import { unpackArticle } from '../base/storedArticle.js';
import { type CardLine, composeCard, drawCard } from '../card/card.js';
import type { Shapes } from '../card/shapes.js';
import { PICTURE_TASKS } from '../picture/tasks.js';
import { wholePicture } from '../picture/whole.js';
import { type RenderInput, type RenderShared, renderArticles } from './renderArticles.js';

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
  render: (inputs: readonly RenderInput[], shared: RenderShared) => renderArticles(inputs, shared),
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
