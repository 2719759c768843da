// `check`: all that a build would say, without making a picture or writing a file, and what a careful editor would say besides.

import { readFileSync } from 'node:fs';
import { CHECK_RULES, sortProblems } from '../base/diagnostics.js';
import { unanswered } from '../config/answers.js';
import { borrowStore } from '../engine/borrowedStore.js';
import type { CheckedSite, CheckRule } from '../engine/checkedSite.js';
import { Engine } from '../engine/engine.js';
import { Inputs } from '../engine/inputs.js';
import { loadLastBuild, previouslyReported } from '../engine/lastBuild.js';
import { viewingProfile } from '../engine/profile.js';
import { FEATURES } from '../features/table.js';
import { inputFile } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { Batches } from '../work/batches.js';
import { copyedited } from './copyedit.js';
import { duplicateTitles } from './rules/duplicateTitles.js';
import { insecure } from './rules/insecure.js';

/** What a check says that a build does not; features say more. */
const RULES: readonly CheckRule[] = [duplicateTitles, insecure];

export interface CheckOptions {
  /** The site's folder. */
  readonly root: string;
  /** Whether drafts are looked at like all else. */
  readonly drafts: boolean;
  /** Looks links to other sites up. */
  readonly external?: ((site: CheckedSite) => Promise<readonly Diagnostic[]>) | undefined;
  /** Edits a text. */
  readonly copyedit?: ((text: string) => string) | undefined;
}

/** What a check finds. */
export interface Checked {
  readonly problems: readonly Diagnostic[];
  /** Keys of problems that the last build reported, in files that have not changed since. */
  readonly told: ReadonlySet<string>;
}

/** The problems of a site. */
export async function check(options: CheckOptions): Promise<readonly Diagnostic[]> {
  return (await checkSite(options)).problems;
}

/** The problems of a site, and which of them are known. */
export async function checkSite(options: CheckOptions): Promise<Checked> {
  const { root, drafts } = options;
  const last = loadLastBuild(root);
  const inputs = new Inputs(root, last?.inputs);
  // As many threads as the texts are worth that no build has left.
  const batches = new Batches(undefined);
  const borrowed = await borrowStore(root);
  try {
    const profile = viewingProfile(drafts);
    const engine = new Engine({
      root,
      inputs,
      features: FEATURES,
      profile,
      last,
      store: borrowed?.store,
      batches,
      outputFolder: root,
    });
    return { problems: await problemsOf(engine, options), told: previouslyReported(last, inputs) };
  } finally {
    await batches.close();
    await borrowed?.close();
  }
}

async function problemsOf(engine: Engine, options: CheckOptions): Promise<Diagnostic[]> {
  const settled = await engine.settle();
  const plan = await engine.plan();
  const problems = [...(await engine.problems(settled)), ...plan.problems()];
  if (!settled) return sortProblems(problems);
  const { outline } = settled.state;
  const textOf = (file: string) => readFileSync(inputFile(options.root, file), 'utf8');
  const usedFiles = engine.features.rows.flatMap((feature) => feature.usedFiles?.(outline) ?? []);
  const site = { outline, referring: settled.referring, shown: settled.named, usedFiles, textOf };
  const rules = [...engine.features.rows.flatMap((feature) => feature.check ?? []), ...RULES];
  const found = rules.flatMap((rule) => [...rule(site)]);
  if (options.copyedit) found.push(...copyedited(outline, textOf, options.copyedit));
  if (options.external) found.push(...(await options.external(site)));
  const wasAsked = (rule: string) => {
    const needed = CHECK_RULES[rule];
    return !needed || options[needed] !== undefined;
  };
  const { left, idle } = unanswered([...problems, ...found], outline.config.answered, outline.sources(), wasAsked);
  return sortProblems([...left, ...idle]);
}
