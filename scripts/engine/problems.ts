// Collects the problems of a site.

import { type LostUrl, lostHeadings, lostUrls } from '../assemble/published.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { withoutFollowing } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import type { Artifact } from './artifact.js';
import type { SettledSite, SiteParts } from './parts.js';
import { problemsOfPictures } from './pictures.js';
import { articleProblems, fieldReaders } from './references.js';

/**
 * Returns all problems of a site except those of its plan.
 * @param settled undefined if the site cannot be settled: then the problems of texts are left out
 */
export async function siteProblems(services: SiteParts, settled: SettledSite | undefined): Promise<Diagnostic[]> {
  const { inputs, profile, timed } = services.options;
  const { state } = services;
  const found: Diagnostic[] = [...inputs.problems, ...services.reading.problems()];
  const { safe } = state.outline.config;
  const ofFiles = () => problemsOfArtifacts(services, (artifact) => artifact.problemsOfFiles?.(safe));
  found.push(...(await (timed ? timed('leak check', ofFiles) : ofFiles())));
  const themeInput = services.themeInput(state);
  const readers = fieldReaders(state.outline.config, services.themes.shownTemplates(themeInput), services.reading.bundled);
  found.push(...services.themes.problems(themeInput), ...unreadFields(state.outline.sources(), readers));
  if (settled) {
    found.push(...problemsOfTexts(services, settled), ...services.artifacts.flatMap((artifact) => artifact.problems?.() ?? []));
    if (!profile.acceptUrlChanges) found.push(...lostAddresses(services, settled).map((each) => each.problem));
  }
  return withoutFollowing(found);
}

/** Collects problems from all artifacts, which are asked in parallel. */
export async function problemsOfArtifacts(
  { artifacts }: SiteParts,
  ask: (artifact: Artifact) => Promise<readonly Diagnostic[]> | undefined,
): Promise<Diagnostic[]> {
  return (await Promise.all(artifacts.map(ask))).flatMap((found) => found ?? []);
}

/** Returns the addresses and headings in content/urls.yaml that the site no longer has. */
export function lostAddresses({ articles }: SiteParts, { state }: SettledSite): LostUrl[] {
  return [...lostUrls(state.outline), ...lostHeadings(state.outline, (path) => articles.head(path))];
}

/** Returns the problems of articles and of the pictures and files they refer to. */
function problemsOfTexts(services: SiteParts, { state, referring, sitePictures, problems }: SettledSite): Diagnostic[] {
  const { articles, pictures, cleaned } = services;
  const { config } = state.outline;
  const isReported = (path: string) => pictures.result(path) !== undefined;
  return [
    ...articleProblems(referring, state.outline, articles),
    ...problems,
    ...problemsOfPictures(referring, sitePictures, pictures.result, config),
    ...cleaned.problemsOf(isReported, config.pictures),
  ];
}
