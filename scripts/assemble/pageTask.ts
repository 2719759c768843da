// The task that makes pages in batches.

import type { MadeFile } from '../base/fileContent.js';
import { hashOfBytes } from '../base/hash.js';
import { contentFile } from '../base/inputFolders.js';
import { unpackArticle } from '../base/storedArticle.js';
import type { Translation } from '../types.js';
import type { ListTask } from '../work/task.js';
import type { Features } from './feature.js';
import type { Frame } from './frame.js';
import { languageValues } from './languageValues.js';
import { withPagePlugins } from './pluginFeatures.js';
import type { Rendered } from './rendered.js';
import { type TemplateSet, Templates } from './templates.js';

export interface PagesShared {
  /** The frames of the site's languages, the main one first. */
  readonly frames: readonly Frame[];
  readonly templates: TemplateSet;
}

/** `Rendered` with the article in its stored form. */
export type StoredRendered = Omit<Rendered, 'article'> & { readonly article: Uint8Array };

/** A page to be made. */
export interface PageInput {
  /** Name of its kind. */
  readonly kind: string;
  readonly template: string;
  /** Position of its frame. */
  readonly frame: number;
  readonly url: string;
  readonly translations: readonly Translation[];
  /** The kind's own input. */
  readonly input: unknown;
  readonly rendered?: StoredRendered;
}

/** Returns the task that makes pages of the features' kinds: the program's, and those of the plugins in the frame. */
export function pagesTask(features: Features): ListTask<PageInput, MadeFile, PagesShared> {
  return {
    name: 'pages',
    remote: 'list',
    makesFiles: true,
    run: (inputs, shared) => makePages(inputs, shared, features),
    label: ([only]) => only?.rendered && `pages of ${contentFile(only.rendered.source.path)}`,
  };
}

const encoder = new TextEncoder();

function makePages(inputs: readonly PageInput[], { frames, templates: set }: PagesShared, own: Features): MadeFile[] {
  const features = withPagePlugins(own, frames[0]?.plugins);
  const templates = templatesOf(set);
  return inputs.map(({ kind: name, template, input, rendered, ...page }) => {
    const kind = features.kinds.find((each) => each.name === name);
    if (!kind) throw new Error(`unknown kind of page "${name}"`);
    const frame = frames[page.frame] as Frame;
    const own = rendered && { ...rendered, article: unpackArticle(rendered.article) };
    const languages = languageValues(frame, { ...page, source: rendered?.source });
    const values = [...kind.values(frame, input, own), languages, features.commonValues(frame)];
    const bytes = encoder.encode(templates.render(template, ...values));
    return { bytes, hash: hashOfBytes(bytes) };
  });
}

const compiled = new WeakMap<TemplateSet, Templates>();

/** Returns the compiled templates of a set; each set is compiled once per thread. */
function templatesOf(set: TemplateSet): Templates {
  const known = compiled.get(set) ?? new Templates(set);
  compiled.set(set, known);
  return known;
}
