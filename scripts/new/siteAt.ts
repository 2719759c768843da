// The settings and addresses of a site, without its articles.

import { Outline } from '../assemble/outline.js';
import { stoppedClock } from '../base/text/civilDate.js';
import { FEATURES } from '../features/table.js';
import { HeaderReader } from '../read/headerReader.js';
import { inputPaths, readInput } from '../read/inputFiles.js';
import { type Reading, readSite } from '../read/read.js';

/** Why a command cannot do what it is asked for, and what to do. */
export class Refusal extends Error {}

/** @param drafts whether drafts are among the posts and pages */
export function siteAt(root: string, drafts = true): Reading {
  const { paths } = inputPaths(root);
  const files = { paths, read: (path: string) => readInput(root, path), cached: () => undefined };
  return readSite(
    { ...files, drafts, today: stoppedClock(), anyDay: true, cachedConfig: undefined },
    {
      settings: FEATURES.settingFields,
      fields: new HeaderReader(FEATURES.headerFields),
      generated: (config, index) => FEATURES.generatedUrls(new Outline(config, index, FEATURES)),
    },
  );
}
