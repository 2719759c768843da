// yaml_metadata_block in the middle of a text: it leaves nothing.

import { isMap, parseDocument } from 'yaml';
import type { BlockConstruct } from '../document.js';
import { isBlank, type Line, toRun } from '../text.js';

export const yamlMetadataBlock: BlockConstruct = {
  extensions: ['yaml_metadata_block'],
  starts: '-',
  read: (lines, at) => {
    if (!/^---\s*$/.test((lines[at] as Line).text) || isBlank(lines[at + 1])) return undefined;
    if (at > 0 && !isBlank(lines[at - 1])) return undefined;
    let end = at + 1;
    while (end < lines.length && !/^(?:---|\.\.\.)\s*$/.test((lines[end] as Line).text)) end++;
    if (end >= lines.length) return undefined;
    const yaml = parseDocument(toRun(lines.slice(at + 1, end)).text, { prettyErrors: false });
    const isMetadata = yaml.errors.length === 0 && (yaml.contents === null || isMap(yaml.contents));
    return isMetadata ? { nodes: [], next: end + 1 } : undefined;
  },
};
