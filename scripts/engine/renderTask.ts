// The task of rendering articles, some at once: a text that would take forever ends the build and is named.

import { type ArticleHashes, digestOf } from '../assemble/digest.js';
import { TaskError } from '../base/errors.js';
import { TimeIsUp, withinTime } from '../base/flow/timeLimit.js';
import { contentFile } from '../base/inputFolders.js';
import { type Names, siteLookup } from '../base/siteLookup.js';
import { packArticle } from '../base/storedArticle.js';
import { secretProblem } from '../leaks/leaksInFile.js';
import { findSecrets, type Secret } from '../leaks/secrets.js';
import { PluginFailure } from '../plugins/guarded.js';
import { type ArticleSteps, articleSteps, finished } from '../render/article.js';
import type { RenderOptions } from '../render/options.js';
import type { FootnoteWords } from '../render/pipeline.js';
import type { Article, Lookup, Source } from '../types.js';
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

export const RENDER: ListTask<RenderInput, RenderOutput, RenderShared> = {
  name: 'render',
  away: 'list',
  run: (inputs, shared) => renderArticles(inputs, shared),
  label: ([only]) => only && `render of ${contentFile(only.source.path)}`,
};

/** Milliseconds for some texts, a few hundred times what they take, and for each of their characters. */
const LONGEST = 60_000;
const LONGEST_FOR_CHARACTER = 0.06;

/**
 * Renders articles.
 * @param longest milliseconds for all of them, where it is not the usual limit
 * @throws TaskError that names a text which takes too long or is nested too deeply
 */
export async function renderArticles(
  inputs: readonly RenderInput[],
  { names, options }: RenderShared,
  longest = LONGEST + LONGEST_FOR_CHARACTER * inputs.reduce((all, { text }) => all + text.length, 0),
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
    const made = await finished(steps, first as First, (step) => limited(longest, () => source, step)).catch((error) => {
      throw told(error, longest, source);
    });
    const article = withSecrets(made, source, text, await findSecrets(text));
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

/** An article with what is wrong with publishing its text. */
function withSecrets(article: Article, { path }: Source, text: string, secrets: readonly Secret[]): Article {
  if (secrets.length === 0) return article;
  const file = contentFile(path);
  return { ...article, problems: [...article.problems, ...secrets.map((secret) => secretProblem(file, text, secret))] };
}
