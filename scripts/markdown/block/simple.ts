// Constructs of a few lines: block quotes (blank_before_blockquote), rules, line_blocks, and yaml_metadata_block in the
// middle of a text.

import { isMap, parseDocument } from 'yaml';
import type { Construct } from '../document.js';
import { element, type Node } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, offsetIn, toRun } from '../text.js';
import { fencedCode } from './code.js';
import { closesTag } from './html.js';

export const quote: Construct = (lines, at, document, around) => {
  const mark = /^ {0,3}> ?/;
  if (!mark.test((lines[at] as Line).text)) return undefined;
  const content: Line[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] as Line;
    const match = mark.exec(line.text);
    if (match) content.push(cut(line, match[0].length));
    else if (isBlank(line) || (/^ {0,3}```/.test(line.text) && fencedCode(lines, end, document, around))) break;
    else if (isBlank(content.at(-1)) || closesTag(line.text, around.openTag)) break;
    else content.push(line);
  }
  const children = document.read(content, { inList: false, inDiv: false, end: 'paragraph', depth: around.depth + 1 });
  const last = lines[end - 1] as Line;
  const position = document.position((lines[at] as Line).offset, offsetIn(last, last.text.length));
  return { nodes: [{ type: 'blockquote', children, position }], next: end };
};

export const rule: Construct = (lines, at, document) => {
  const line = lines[at] as Line;
  if (!/^ *([*_-])(?: *\1){2,} *$/.test(line.text)) return undefined;
  return {
    nodes: [{ type: 'thematicBreak', position: document.position(line.offset, offsetIn(line, line.text.length)) }],
    next: at + 1,
  };
};

export const lineBlock: Construct = (lines, at, document) => {
  const starts = (line: Line | undefined) => line !== undefined && /^\|(?: |$)/.test(line.text);
  if (!document.has('line_blocks') || !starts(lines[at])) return undefined;
  const rows: Line[][] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] as Line;
    if (starts(line)) rows.push([cut(line, Math.min(2, line.text.length))]);
    else if (/^ +\S/.test(line.text)) rows.at(-1)?.push(cut(line, indentOf(line.text)));
    else break;
  }
  const children = rows.flatMap((row, index): Node[] => {
    const first = row[0] as Line;
    const indent = indentOf(first.text);
    const run = toRun([cut(first, indent), ...row.slice(1)]);
    const text = document.inline('plain', { ...run, text: run.text.replaceAll('\n', ' ') });
    const space: Node[] = indent > 0 ? [{ type: 'text', value: '\u00A0'.repeat(indent) }] : [];
    return [...space, text, ...(index < rows.length - 1 ? [{ type: 'break' }] : [])];
  });
  return { nodes: [element('div', children, { classes: ['line-block'], pairs: [] })], next: end };
};

export const yamlBlock: Construct = (lines, at, document) => {
  if (!document.has('yaml_metadata_block') || !/^---\s*$/.test((lines[at] as Line).text) || isBlank(lines[at + 1]))
    return undefined;
  if (at > 0 && !isBlank(lines[at - 1])) return undefined;
  let end = at + 1;
  while (end < lines.length && !/^(?:---|\.\.\.)\s*$/.test((lines[end] as Line).text)) end++;
  if (end >= lines.length) return undefined;
  const yaml = parseDocument(toRun(lines.slice(at + 1, end)).text, { prettyErrors: false });
  return yaml.errors.length === 0 && (yaml.contents === null || isMap(yaml.contents)) ? { nodes: [], next: end + 1 } : undefined;
};
