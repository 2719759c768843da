// The task of rendering articles, some at once: a text that would take forever ends the build and is named.

import { type ArticleHashes, digestOf } from '../assemble/digest.js';
import type { Features } from '../assemble/feature.js';
import { TaskError } from '../base/errors.js';
import { TimeIsUp, withinTime } from '../base/flow/timeLimit.js';
import { contentFile } from '../base/inputFolders.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { packArticle } from '../base/storedArticle.js';
import { PluginFailure } from '../plugins/guarded.js';
import { type ArticleSteps, articleSteps, runSteps } from '../render/article.js';
import type { RenderOptions } from '../render/options.js';
import type { FootnoteWords } from '../render/pipeline.js';
import type { Diagnostic, Lookup, Source } from '../types.js';
import type { ListTask } from '../work/task.js';

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
  /** Whether it may be another one at the next try: a diagram took too long. */
  readonly isPassing?: true;
}

/** The task of rendering articles, with what some features say of their texts. */
export function renderTask(features: Features): ListTask<RenderInput, RenderOutput, RenderShared> {
  return {
    name: 'render',
    away: 'list',
    run: (inputs, shared) => renderArticles(inputs, shared, { problemsIn: features.problemsIn }),
    label: ([only]) => only && `render of ${contentFile(only.source.path)}`,
  };
}

/** Milliseconds for some texts, a few hundred times what they take, and for each of their characters. */
const LONGEST = 60_000;
const LONGEST_FOR_CHARACTER = 0.06;

export interface RenderTaskOptions {
  /** What is wrong with publishing a text, besides what rendering finds. */
  readonly problemsIn?: (file: string, text: string) => Promise<readonly Diagnostic[]>;
  /** Milliseconds for all articles, where it is not the usual limit. */
  readonly longest?: number;
}

/**
 * Renders articles.
 * @throws TaskError that names a text which takes too long or is nested too deeply
 */
export async function renderArticles(
  inputs: readonly RenderInput[],
  { names, options }: RenderShared,
  { problemsIn, longest = longestFor(inputs) }: RenderTaskOptions = {},
): Promise<RenderOutput[]> {
  const lookup = siteLookup(names);
  const begun = inputs.map((input): Begun => {
    const { source, text, dialect, footnotes, answers } = input;
    const own = { ...options, dialect, ...(footnotes && { footnotes }) };
    return { input, steps: articleSteps(source, text, lookup, own, answers), milliseconds: 0 };
  });
  begin(begun, longest);
  const outputs: RenderOutput[] = [];
  for (const { input, steps, first, milliseconds } of begun) {
    const start = performance.now();
    const { source, text } = input;
    const made = await runSteps(steps, first as First, (step) => limited(longest, () => source, step)).catch((error) => {
      throw told(error, longest, source);
    });
    const found = (await problemsIn?.(contentFile(source.path), text)) ?? [];
    const article = found.length > 0 ? { ...made, problems: [...made.problems, ...found] } : made;
    const bytes = packArticle(article);
    const isPassing = article.problems.some(({ ruleId }) => ruleId === 'code/slow');
    outputs.push({
      bytes,
      ...digestOf(source, article, bytes),
      milliseconds: milliseconds + performance.now() - start,
      ...(isPassing && { isPassing: true as const }),
    });
  }
  return outputs;
}

function longestFor(inputs: readonly RenderInput[]): number {
  return LONGEST + LONGEST_FOR_CHARACTER * inputs.reduce((all, { text }) => all + text.length, 0);
}

type First = ReturnType<ArticleSteps['next']>;

/** An article that is being rendered: without plugins and diagrams, its first step is the last. */
interface Begun {
  readonly input: RenderInput;
  readonly steps: ArticleSteps;
  first?: First;
  milliseconds: number;
}

/** The first step of all, within a time. */
function begin(articles: readonly Begun[], longest: number): void {
  let at = 0;
  const all = () => {
    for (; at < articles.length; at++) {
      const article = articles[at] as Begun;
      const start = performance.now();
      article.first = article.steps.next();
      article.milliseconds = performance.now() - start;
    }
  };
  limited(longest, () => articles[at]?.input.source, all);
}

/**
 * Does a step within a time.
 * @param source what is worked on
 * @throws TaskError that names it
 */
function limited<T>(longest: number, source: () => Source | undefined, step: () => T): T {
  try {
    return withinTime(longest, step);
  } catch (error) {
    throw told(error, longest, source());
  }
}

/** An error that names the text that is at fault. */
function told(error: unknown, longest: number, source: Source | undefined): unknown {
  const file = contentFile(String(source?.path));
  if (error instanceof PluginFailure) return new TaskError(`${file}: ${error.message}`);
  // Libraries that go down a level for each quote, list or element come to the end of their stack.
  if (error instanceof RangeError && error.message.startsWith('Maximum call stack'))
    return new TaskError(`${file} is nested too deeply (quotes, lists, emphasis or HTML): no text needs more than a few levels`);
  if (!(error instanceof TimeIsUp)) return error;
  const seconds = Math.round(longest / 1000);
  return new TaskError(
    `${file} was not rendered within ${seconds} seconds: this is a bug in titleblock or in a plugin; please report it with this file, and build without it until it is fixed`,
  );
}
