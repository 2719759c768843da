// The command `check`: reports the problems of a build, without making pictures or writing files, and further problems that only `check`
// looks for.

import { readFileSync } from 'node:fs';
import { CHECK_RULES } from '../base/diagnostics.js';
import { isTemplateFile } from '../base/inputFolders.js';
import { PROJECT } from '../base/program.js';
import { withoutAnswered } from '../config/answers.js';
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
import { copyeditProblems } from './copyedit.js';
import { duplicateTitles } from './rules/duplicateTitles.js';
import { ejected } from './rules/ejected.js';
import { insecure } from './rules/insecure.js';

/** Rules of `check` alone; features add more. */
const RULES: readonly CheckRule[] = [duplicateTitles, ejected, insecure];

export interface CheckOptions {
  /** The site's folder. */
  readonly root: string;
  /** True to check drafts too. */
  readonly drafts: boolean;
  /** Checks external links. */
  readonly external?: ((site: CheckedSite) => Promise<readonly Diagnostic[]>) | undefined;
  /** Corrects a text; differences are reported. */
  readonly copyedit?: ((text: string) => string) | undefined;
}

/** The result of a check. */
export interface CheckResult {
  readonly problems: readonly Diagnostic[];
  /** Keys of problems that the last build reported, in files that have not changed since. */
  readonly previouslyReported: ReadonlySet<string>;
}

/** Returns the problems of a site. */
export async function check(options: CheckOptions): Promise<readonly Diagnostic[]> {
  return (await checkSite(options)).problems;
}

/** Returns the problems of a site, and the keys of those that the last build reported. */
export async function checkSite(options: CheckOptions): Promise<CheckResult> {
  const { root, drafts } = options;
  const last = loadLastBuild(root);
  const inputs = new Inputs(root, last?.inputs);
  // `undefined`: the number of threads depends on how many texts still have to be rendered.
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
    return { problems: await problemsOf(engine, options), previouslyReported: previouslyReported(last, inputs) };
  } finally {
    await batches.close();
    await borrowed?.close();
  }
}

async function problemsOf(engine: Engine, options: CheckOptions): Promise<Diagnostic[]> {
  const settled = await engine.settle();
  const plan = await engine.plan();
  const problems = [...(await engine.problems(settled)), ...plan.problems()];
  if (!settled) return engine.reported(problems);
  const { outline, names } = settled.state;
  const data = Object.values(names.data ?? {});
  const textOf = (file: string) => readFileSync(inputFile(options.root, file), 'utf8');
  const templates = options.root === PROJECT ? [] : engine.options.inputs.paths.filter(isTemplateFile);
  const usedFiles = engine.features.rows.flatMap((feature) => feature.usedFiles?.(outline) ?? []);
  const site = { outline, referring: settled.referring, shown: settled.named, usedFiles, templates, data, textOf };
  const rules = [...engine.features.rows.flatMap((feature) => feature.check ?? []), ...RULES];
  const found = rules.flatMap((rule) => [...rule(site)]);
  if (options.copyedit) found.push(...copyeditProblems(outline, textOf, options.copyedit));
  if (options.external) found.push(...(await options.external(site)));
  const wasChecked = (rule: string) => {
    const needed = CHECK_RULES[rule];
    return !needed || options[needed] !== undefined;
  };
  const { remaining, idle } = withoutAnswered([...problems, ...found], outline.config.answered, outline.sources(), wasChecked);
  return engine.reported([...remaining, ...idle]);
}
