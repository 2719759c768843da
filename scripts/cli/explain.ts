// `--explain FILE`: says why an article or a page was made again, or why not.

import { outputPath } from '../assemble/addresses.js';
import { contentFile } from '../base/inputFolders.js';
import type { BuildResult } from '../build/options.js';

/**
 * Returns the explanation for a file.
 * @param file a source by its path from the site's folder, or a file by its path in the output folder
 * @param shown name of the output folder
 */
export function explain(file: string, { reasons, last, published }: BuildResult, shown: string): readonly string[] {
  const source = last.sources.find(({ source: { path, url } }) => contentFile(path) === file || outputPath(url) === file)?.source;
  const lines: string[] = [];
  if (source) {
    const name = contentFile(source.path);
    const reason = reasons.get(name);
    lines.push(
      reason ? `${name} was rendered again: ${reason}` : `${name} was not rendered again: nothing that it depends on changed`,
    );
  }
  const output = source ? outputPath(source.url) : file;
  if (last.outputs.paths.includes(output)) {
    const name = `${shown}/${output}`;
    const reason = reasons.get(output);
    lines.push(reason ? `${name} was made again: ${reason}` : `${name} was not made again: nothing that it is made from changed`);
  } else if (source && !published) lines.push(`${shown}/${output} was not made: there are errors`);
  if (lines.length === 0 && last.inputs.paths.includes(file))
    lines.push(`${file} is an input, but no page is built from it alone`);
  return lines.length > 0 ? lines : [`${file} is neither an input nor an output of this build`];
}
