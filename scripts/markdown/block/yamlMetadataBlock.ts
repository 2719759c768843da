// yaml_metadata_block in the middle of a text. It leaves nothing there; the document keeps its YAML for readers of metadata.

import { isMap } from 'yaml';
import type { BlockConstruct } from '../document.js';
import { isBlank, type Line, offsetInRun, toRun } from '../text.js';
import { parseYaml } from '../yaml.js';

export const yamlMetadataBlock: BlockConstruct = {
  extensions: ['yaml_metadata_block'],
  starts: '-',
  read: (lines, at, document) => {
    if (!/^--- *$/.test((lines[at] as Line).text) || isBlank(lines[at + 1])) return undefined;
    if (at > 0 && !isBlank(lines[at - 1])) return undefined;
    let end = at + 1;
    while (end < lines.length && !/^(?:---|\.\.\.) *$/.test((lines[end] as Line).text)) end++;
    if (end >= lines.length) return undefined;
    const run = toRun(lines.slice(at + 1, end));
    const isMapping = isMetadata(run.text);
    document.metadata.set(offsetInRun(run, 0), { run, isMapping });
    return isMapping ? { nodes: [], next: end + 1 } : undefined;
  },
};

/** True for a YAML mapping, or for YAML without content. */
function isMetadata(text: string): boolean {
  try {
    const { errors, contents } = parseYaml(text);
    return errors.length === 0 && (contents === null || isMap(contents));
  } catch {
    // The nesting overflowed the parser's stack.
    return false;
  }
}
