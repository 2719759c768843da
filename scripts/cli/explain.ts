// Why an article or a page was made again, or was not: `--explain FILE`.

import { outputPath } from '../assemble/addresses.js';
import { partMeanings } from '../assemble/plan.js';
import type { BuildResult } from '../make/options.js';

/** Why a file was made, from what it is made from now and what it was made from before. */
export function whyMade(now: string, before: string | undefined): string {
  if (before === undefined) return 'the last build did not have it';
  if (now === before) return 'it was modified since the last build';
  const [kind = '', ...parts] = now.split(' ');
  const [kindBefore, ...partsBefore] = before.split(' ');
  if (kind !== kindBefore) return 'it is now a different kind of page';
  const changed = partMeanings(kind).filter((_name, at) => parts[at] !== partsBefore[at]);
  return `${changed.join(', ')} changed`;
}

/** Where a look-up led, in words. */
export function shownAnswer(json: string): string {
  const { kind, url, path } = JSON.parse(json) as { kind: string; url?: string; path?: string };
  if (kind === 'dead' || kind === 'missing') return 'nothing';
  return path ?? url ?? kind;
}

/**
 * What is to be said of a file.
 * @param file a source by its path from the root of the site, or a file by its path in the output folder
 * @param shown how the output folder is named
 */
export function explain(file: string, { reasons, last, published }: BuildResult, shown: string): string {
  const source = last.sources.find(({ source: { path, url } }) => `content/${path}` === file || outputPath(url) === file)?.source;
  const lines: string[] = [];
  const say = (name: string, made: string, reason: string | undefined, depends: string) =>
    lines.push(
      reason ? `${name} was ${made} again: ${reason}` : `${name} was not ${made} again: nothing that it ${depends} changed`,
    );
  if (source) say(`content/${source.path}`, 'rendered', reasons.get(`content/${source.path}`), 'depends on');
  const output = source ? outputPath(source.url) : file;
  if (last.outputs.paths.includes(output)) say(`${shown}/${output}`, 'made', reasons.get(output), 'is made from');
  else if (source && !published) lines.push(`${shown}/${output} was not made: there are errors`);
  if (lines.length === 0 && last.inputs.paths.includes(file))
    lines.push(`${file} is an input, but no page is built from it alone`);
  return lines.length > 0 ? lines.join('\n') : `${file} is neither an input nor an output of this build`;
}
