// Why an article or a page was made again, or was not: `--explain FILE`.

import { outputPath } from '../assemble/addresses.js';
import { contentFile } from '../base/inputFolders.js';
import type { BuildResult } from '../build/options.js';

/**
 * What is to be said of a file.
 * @param file a source by its path from the root of the site, or a file by its path in the output folder
 * @param shown how the output folder is named
 */
export function explain(file: string, { reasons, last, published }: BuildResult, shown: string): string {
  const source = last.sources.find(({ source: { path, url } }) => contentFile(path) === file || outputPath(url) === file)?.source;
  const lines: string[] = [];
  const say = (name: string, made: string, reason: string | undefined, depends: string) =>
    lines.push(
      reason ? `${name} was ${made} again: ${reason}` : `${name} was not ${made} again: nothing that it ${depends} changed`,
    );
  if (source) say(contentFile(source.path), 'rendered', reasons.get(contentFile(source.path)), 'depends on');
  const output = source ? outputPath(source.url) : file;
  if (last.outputs.paths.includes(output)) say(`${shown}/${output}`, 'made', reasons.get(output), 'is made from');
  else if (source && !published) lines.push(`${shown}/${output} was not made: there are errors`);
  if (lines.length === 0 && last.inputs.paths.includes(file))
    lines.push(`${file} is an input, but no page is built from it alone`);
  return lines.length > 0 ? lines.join('\n') : `${file} is neither an input nor an output of this build`;
}
