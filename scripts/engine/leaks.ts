// What must not be published: looked for in files before anything is written, and in what is written.

import type { Outline } from '../assemble/outline.js';
import { isActive } from '../base/activeFiles.js';
import { lazy } from '../base/flow/lazy.js';
import { CONFIG_FILE } from '../config/config.js';
import { isLookedThrough, LONGEST_TEXT, leaksInFile, type Openable } from '../leaks/files.js';
import { Guard, type GuardedSite } from '../leaks/guard.js';
import type { Reading } from '../read/read.js';
import type { Diagnostic } from '../types.js';
import type { MakeContext } from './context.js';
import type { Inputs } from './inputs.js';

/** Whether a file may leak something: what is in it may be published. */
export function mayLeak(path: string, safe: boolean): boolean {
  return isLookedThrough(path) && !(safe && isActive(path));
}

/**
 * The problems of all files that are not posts; of one that has not changed, those of the last build.
 * @param safe whether files that may be run are not published
 */
export async function leaksInFiles({ inputs, last }: MakeContext, safe: boolean): Promise<Diagnostic[]> {
  // What is answered in the settings is not in the list of the last build.
  const isKnown = last !== undefined && inputs.isUnchanged(CONFIG_FILE);
  const before = isKnown ? last.outcome.problems.filter(({ ruleId }) => ruleId.startsWith('leak/')) : [];
  const found = inputs.paths
    .filter((path) => mayLeak(path, safe))
    .map((path) => {
      if (isKnown && inputs.isUnchanged(path)) return before.filter(({ file }) => file === path);
      return leaksInFile(path, openable(inputs, path));
    });
  return (await Promise.all(found)).flat();
}

/** The problems of files below images/ that are published because posts link to them. */
export async function leaksInLinked(paths: readonly string[], inputs: Pick<Inputs, 'size' | 'open'>): Promise<Diagnostic[]> {
  const ofImages = paths.filter((path) => path.startsWith('images/'));
  return (await Promise.all(ofImages.map((path) => leaksInFile(path, openable(inputs, path))))).flat();
}

function openable(inputs: Pick<Inputs, 'size' | 'open'>, path: string): Openable {
  return { size: inputs.size(path), open: () => inputs.open(path) };
}

/** What looks through the files of a build before they are written; it reads the drafts when it is first asked for. */
export function guardOf({ options, inputs, last }: MakeContext, { sources }: Reading, { index }: Outline): () => Guard {
  const text = (file: string) => inputs.read(file).toString();
  const hidden = new Set(index.drafts);
  const inContent = ({ source }: Reading['sources'][number]) => `content/${source.path}`;
  const site = (): GuardedSite => ({
    root: options.root,
    outShown: options.outShown,
    drafts: sources.filter(({ source }) => hidden.has(source.url)).map((each) => [inContent(each), () => text(inContent(each))]),
    *published() {
      for (const each of sources) if (!hidden.has(each.source.url)) yield text(inContent(each));
      for (const path of inputs.paths) if (isLookedThrough(path) && inputs.size(path) <= LONGEST_TEXT) yield text(path);
    },
  });
  // The record of another output folder has no files.
  return lazy(() => new Guard(site(), last?.outputs.paths.length ? last.outcome.absent : []));
}
