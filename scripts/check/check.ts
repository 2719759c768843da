// `check`: all that a build would say, without making a picture or writing a file, and what a careful editor would say besides.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unanswered } from '../answers.js';
import { LiveSite, lastBuildOf } from '../dev/liveSite.js';
import { sortProblems } from '../diagnostics.js';
import { openExecutor } from '../executor/executor.js';
import { WORK } from '../executor/tasks.js';
import { inputFile } from '../read/files.js';
import type { Diagnostic } from '../types.js';
import type { CheckRule } from './rule.js';
import { duplicateTitles } from './rules/duplicateTitles.js';
import { insecure } from './rules/insecure.js';
import { unusedPictures } from './rules/unusedPictures.js';

/** What a check says that a build does not. */
const RULES: readonly CheckRule[] = [unusedPictures, duplicateTitles, insecure];

/**
 * The problems of a site.
 * @param root its folder
 * @param drafts whether drafts are looked at like all else
 */
export async function check(root: string, drafts: boolean): Promise<readonly Diagnostic[]> {
  // What a live site keeps of pictures goes here, and is thrown away: nothing is written into the site's folder.
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-check-'));
  const executor = openExecutor(0, async () => WORK);
  try {
    const site = new LiveSite({ root, folder, built: join(folder, 'none'), drafts, executor, last: lastBuildOf(root) });
    const survey = await site.survey();
    if (!survey) return check(root, drafts);
    const { problems, outline, ...known } = survey;
    if (!outline) return sortProblems(problems);
    const textOf = (file: string) => readFileSync(inputFile(root, file), 'utf8');
    const found = RULES.flatMap((rule) => [...rule({ outline, ...known, textOf })]);
    const { left, idle } = unanswered([...problems, ...found], outline.config.answered, outline.sources(), true);
    return sortProblems([...left, ...idle]);
  } finally {
    await executor.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
