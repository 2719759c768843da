// What is wrong with a site: the one place where it is put together.

import { type Lost, lostHeadings, lostUrls } from '../assemble/published.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { withoutFollowing } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import type { Artifact } from './artifact.js';
import type { Settled, SiteParts } from './parts.js';
import { problemsOfPictures } from './pictures.js';
import { articleProblems, fieldReaders } from './references.js';

/** The problems of a site, those of its plan aside; without those of its texts, where it is not settled. */
export async function foundProblems(parts: SiteParts, settled: Settled | undefined): Promise<Diagnostic[]> {
  const { inputs, profile, timed } = parts.options;
  const { state } = parts;
  const found: Diagnostic[] = [...inputs.problems, ...parts.reading.problems()];
  const { safe } = state.outline.config;
  const ofFiles = () => together(parts, (artifact) => artifact.problemsOfFiles?.(safe));
  found.push(...(await (timed ? timed('leak check', ofFiles) : ofFiles())));
  const of = parts.readFor(state);
  const readers = fieldReaders(state.outline.config, parts.themes.shownTemplates(of), parts.reading.bundled);
  found.push(...parts.themes.problems(of), ...unreadFields(state.outline.sources(), readers));
  if (settled) {
    found.push(...problemsOfTexts(parts, settled), ...parts.artifacts.flatMap((artifact) => artifact.problems?.() ?? []));
    if (!profile.acceptUrlChanges) found.push(...lostOf(parts, settled).map((each) => each.problem));
  }
  return withoutFollowing(found);
}

/** The problems that features find. */
export async function together(
  { artifacts }: SiteParts,
  ask: (artifact: Artifact) => Promise<readonly Diagnostic[]> | undefined,
): Promise<Diagnostic[]> {
  return (await Promise.all(artifacts.map(ask))).flatMap((found) => found ?? []);
}

/** What content/urls.yaml has and the site has not. */
export function lostOf({ articles }: SiteParts, { state }: Settled): Lost[] {
  return [...lostUrls(state.outline), ...lostHeadings(state.outline, (path) => articles.head(path))];
}

/** The problems of articles, and of what they show and link to. */
function problemsOfTexts(parts: SiteParts, { state, referring, ofSite, problems }: Settled): Diagnostic[] {
  const { articles, pictures, cleaned } = parts;
  const { config } = state.outline;
  const isTold = (path: string) => pictures.result(path) !== undefined;
  return [
    ...articleProblems(referring, state.outline, articles),
    ...problems,
    ...problemsOfPictures(referring, ofSite, pictures.result, config),
    ...cleaned.problemsOf(isTold, config.pictures),
  ];
}
