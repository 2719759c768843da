// The task that renders articles in batches. A time limit stops a text that would never finish, and the error names it.

import { type ArticleHashes, digestOf } from '../assemble/digest.js';
import type { Features } from '../assemble/feature.js';
import { TaskError } from '../base/errors.js';
import { TimeIsUp, withinTime } from '../base/flow/timeLimit.js';
import { contentFile } from '../base/inputFolders.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { packArticle } from '../base/storedArticle.js';
import { PluginFailure } from '../plugins/guarded.js';
import { type ArticleSteps, articleSteps, runSteps } from '../render/article.js';
import type { RenderOptions, TextWords } from '../render/options.js';
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
  /** Present if its language is not the site's. */
  readonly words?: TextWords;
  /** Lookups whose answers are known to be up to date. */
  readonly answers: readonly Lookup[];
}

/** A rendered article in its stored form, with what is needed before its page is made. */
export interface RenderOutput {
  readonly bytes: Uint8Array;
  readonly head: string;
  readonly needsChecks: boolean;
  readonly hashes: ArticleHashes;
  readonly milliseconds: number;
  /** True if another try may give another result: a diagram timed out. Such an article is not stored. */
  readonly isTransient?: true;
}

/** Returns the render task. Features add problems that they find in the texts. */
export function renderTask(features: Features): ListTask<RenderInput, RenderOutput, RenderShared> {
  return {
    name: 'render',
    remote: 'list',
    run: (inputs, shared) => renderArticles(inputs, shared, { problemsIn: features.problemsIn }),
    label: ([only]) => only && `render of ${contentFile(only.source.path)}`,
  };
}

/** Milliseconds for a batch, plus some for each character: a few hundred times what texts take. */
const BASE_TIMEOUT = 60_000;
const TIMEOUT_PER_CHARACTER = 0.06;

export interface RenderTaskOptions {
  /** Finds problems in a text besides those of rendering. */
  readonly problemsIn?: (file: string, text: string) => Promise<readonly Diagnostic[]>;
  /** Milliseconds for the batch; by default, `timeoutFor`. */
  readonly timeout?: number;
}

/**
 * Renders articles.
 * @throws TaskError naming a text that takes too long or is nested too deeply
 */
export async function renderArticles(
  inputs: readonly RenderInput[],
  { names, options }: RenderShared,
  { problemsIn, timeout = timeoutFor(inputs) }: RenderTaskOptions = {},
): Promise<RenderOutput[]> {
  const lookup = siteLookup(names);
  const begun = inputs.map((input): StartedArticle => {
    const { source, text, dialect, words, answers } = input;
    const own = { ...options, dialect, ...(words && { words }) };
    return { input, steps: articleSteps(source, text, lookup, own, answers), milliseconds: 0 };
  });
  startAll(begun, timeout);
  const outputs: RenderOutput[] = [];
  for (const { input, steps, first, milliseconds } of begun) {
    const start = performance.now();
    const { source, text } = input;
    const made = await runSteps(steps, first as First, (step) => limited(timeout, () => source, step)).catch((error) => {
      throw namedError(error, timeout, source);
    });
    const found = (await problemsIn?.(contentFile(source.path), text)) ?? [];
    const article = found.length > 0 ? { ...made, problems: [...made.problems, ...found] } : made;
    const bytes = packArticle(article);
    const isTransient = article.problems.some(({ ruleId }) => ruleId === 'code/slow');
    outputs.push({
      bytes,
      ...digestOf(source, article, bytes),
      milliseconds: milliseconds + performance.now() - start,
      ...(isTransient && { isTransient: true as const }),
    });
  }
  return outputs;
}

function timeoutFor(inputs: readonly RenderInput[]): number {
  return BASE_TIMEOUT + TIMEOUT_PER_CHARACTER * inputs.reduce((all, { text }) => all + text.length, 0);
}

type First = ReturnType<ArticleSteps['next']>;

/** An article being rendered. Without plugins and diagrams, its first step is the last. */
interface StartedArticle {
  readonly input: RenderInput;
  readonly steps: ArticleSteps;
  first?: First;
  milliseconds: number;
}

/** Takes the first step of all articles, within one time limit. */
function startAll(articles: readonly StartedArticle[], timeout: number): void {
  let at = 0;
  const all = () => {
    for (; at < articles.length; at++) {
      const article = articles[at] as StartedArticle;
      const start = performance.now();
      article.first = article.steps.next();
      article.milliseconds = performance.now() - start;
    }
  };
  limited(timeout, () => articles[at]?.input.source, all);
}

/**
 * Runs a step within a time limit.
 * @param source the text being rendered, for the error
 * @throws TaskError naming it
 */
function limited<T>(timeout: number, source: () => Source | undefined, step: () => T): T {
  try {
    return withinTime(timeout, step);
  } catch (error) {
    throw namedError(error, timeout, source());
  }
}

/** Turns an error into one that names the text. */
function namedError(error: unknown, timeout: number, source: Source | undefined): unknown {
  const file = contentFile(String(source?.path));
  if (error instanceof PluginFailure) return new TaskError(`${file}: ${error.message}`);
  // Some libraries recurse for each quote, list or element, and run out of stack.
  if (error instanceof RangeError && error.message.startsWith('Maximum call stack'))
    return new TaskError(`${file} is nested too deeply (quotes, lists, emphasis or HTML): no text needs more than a few levels`);
  if (!(error instanceof TimeIsUp)) return error;
  const seconds = Math.round(timeout / 1000);
  return new TaskError(
    `${file} was not rendered within ${seconds} seconds: this is a bug in titleblock or in a plugin; please report it with this file, and build without it until it is fixed`,
  );
}
