// Reads the settings and addresses of a site, without rendering its articles.

import { Outline } from '../assemble/outline.js';
import { stoppedClock } from '../base/text/civilDate.js';
import { FEATURES } from '../features/table.js';
import { HeaderReader } from '../read/headerReader.js';
import { inputPaths, readInput } from '../read/inputFiles.js';
import { readSite, type SiteReading } from '../read/read.js';

/** An error that tells the writer why a command can't be done, and what to do. */
export class CommandError extends Error {}

/** Reads a site. @param drafts true if drafts count as posts and pages */
export function siteAt(root: string, drafts = true): SiteReading {
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
