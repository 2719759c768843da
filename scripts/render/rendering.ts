// The state shared by the steps of rendering one article: its source, its references and its problems.

import type { Node } from 'unist';
import type { SiteLookup } from '../base/siteLookup.js';
import type { Diagnostic, Lookup, Source } from '../types.js';
import { Lookups } from './lookups.js';
import type { RenderOptions } from './options.js';
import { type Pipeline, pipelineFor } from './pipeline.js';
import { PluginTransforms } from './pluginTransforms.js';
import { RawReferences } from './rawReferences.js';
import { References } from './references.js';
import { problemReporter, type Reporters, type ReportProblem, reporters } from './reporters.js';
import { TreeReferences } from './treeReferences.js';

/** A computation that yields promises to wait for, and receives the tree that each resolves to. */
export type Steps<Result> = Generator<Promise<Node>, Result, Node>;

export interface Rendering {
  readonly source: Source;
  /** The whole file. */
  readonly text: string;
  readonly options: RenderOptions;
  readonly pipeline: Pipeline;
  /** Absent if the site has no plugins. */
  readonly pluginTransforms: PluginTransforms | undefined;
  readonly lookups: Lookups;
  readonly references: References;
  readonly trees: TreeReferences;
  readonly raw: RawReferences;
  readonly reportProblem: ReportProblem;
  readonly report: Reporters;
  /** Problems in the text. */
  readonly problems: readonly Diagnostic[];
  /** Problems with its references. */
  readonly referenceProblems: readonly Diagnostic[];
}

export function startRendering(
  source: Source,
  text: string,
  { lookup, knownLookups }: { readonly lookup: SiteLookup; readonly knownLookups: readonly Lookup[] },
  options: RenderOptions,
): Rendering {
  const problems: Diagnostic[] = [];
  const referenceProblems: Diagnostic[] = [];
  const reportProblem = problemReporter(source.path, problems);
  const reportReference = problemReporter(source.path, referenceProblems);
  const lookups = new Lookups(source, lookup, options, knownLookups);
  const references = new References(text, lookups, options, reportReference);
  const raw = new RawReferences(text, references, options, reportReference);
  const pluginTransforms = options.plugins && new PluginTransforms(options.plugins, source, text, lookup);
  const mention: References['mention'] = (targets, place) => references.mention(targets, place);
  return {
    source,
    text,
    options,
    pipeline: pipelineFor(source.meta.markdown ?? options.dialect, options.words, pluginTransforms?.constructs),
    pluginTransforms,
    lookups,
    references,
    trees: new TreeReferences({ text, references, raw, lookups, reportProblem: reportReference }),
    raw,
    reportProblem,
    report: reporters({ text, reportProblem, links: options.links, mention }),
    problems,
    referenceProblems,
  };
}
