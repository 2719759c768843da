// What the steps of rendering one article share: its source, what it refers to, and its problems.

import type { Node } from 'unist';
import type { SiteLookup } from '../base/siteLookup.js';
import type { Diagnostic, Lookup, Source } from '../types.js';
import { Lookups } from './lookups.js';
import type { RenderOptions } from './options.js';
import { type Pipeline, pipelineFor } from './pipeline.js';
import { PluggedTrees } from './plugged.js';
import { RawReferences } from './rawReferences.js';
import { References } from './references.js';
import { type Reporters, reporters, type Say, sayIn } from './reporters.js';
import { TreeReferences } from './treeReferences.js';

/** Steps to a result: yields what has to be waited for, and gets the tree that is left. */
export type Steps<Result> = Generator<Promise<Node>, Result, Node>;

export interface Rendering {
  readonly source: Source;
  /** The whole file. */
  readonly text: string;
  readonly options: RenderOptions;
  readonly pipeline: Pipeline;
  /** Absent if the site has no plugins. */
  readonly plugged: PluggedTrees | undefined;
  readonly lookups: Lookups;
  readonly references: References;
  readonly trees: TreeReferences;
  readonly raw: RawReferences;
  readonly say: Say;
  readonly report: Reporters;
  /** Problems of the text. */
  readonly problems: readonly Diagnostic[];
  /** Problems of what it refers to. */
  readonly deadEnds: readonly Diagnostic[];
}

export function openRendering(
  source: Source,
  text: string,
  { lookup, known }: { readonly lookup: SiteLookup; readonly known: readonly Lookup[] },
  options: RenderOptions,
): Rendering {
  const problems: Diagnostic[] = [];
  const deadEnds: Diagnostic[] = [];
  const say = sayIn(source.path, problems);
  const sayOfReference = sayIn(source.path, deadEnds);
  const lookups = new Lookups(source, lookup, options, known);
  const references = new References(text, lookups, options, sayOfReference);
  const raw = new RawReferences(text, references, options, sayOfReference);
  const plugged = options.plugins && new PluggedTrees(options.plugins, source, text, lookup);
  const mention: References['mention'] = (targets, place) => references.mention(targets, place);
  return {
    source,
    text,
    options,
    pipeline: pipelineFor(source.meta.markdown ?? options.dialect, options.footnotes, plugged?.constructs),
    plugged,
    lookups,
    references,
    trees: new TreeReferences({ text, references, raw, lookups, say: sayOfReference }),
    raw,
    say,
    report: reporters({ text, say, links: options.links, mention }),
    problems,
    deadEnds,
  };
}
