// footnotes (their texts) and link definitions: they leave nothing where they stand.

import { readAttributes } from '../attributes.js';
import type { Construct } from '../document.js';
import { cleanUrl, plainText } from '../inline/links.js';
import { NO_ATTRIBUTES } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, offsetIn, outdent, toRun } from '../text.js';

const NOTE = /^ {0,3}\[\^([^\s^[\]]+)\]:\s*/;

export const footnoteDefinition: Construct = (lines, at, document, around) => {
  const line = lines[at] as Line;
  const match = NOTE.exec(line.text);
  if (!document.has('footnotes') || !match) return undefined;
  const content: Line[] = [cut(line, match[0].length)];
  let end = at + 1;
  const gather = () => {
    for (; end < lines.length && !isBlank(lines[end]) && !NOTE.test((lines[end] as Line).text); end++)
      content.push(outdent(lines[end] as Line, 4));
  };
  gather();
  for (;;) {
    let next = end;
    while (next < lines.length && isBlank(lines[next])) next++;
    if (next >= lines.length || next === end || indentOf((lines[next] as Line).text) < 4) break;
    while (end < next) content.push(lines[end++] as Line);
    gather();
  }
  const identifier = match[1] ?? '';
  const outer = document.inNote;
  document.inNote = true;
  const children = document.read(content, { inList: false, inDiv: false, end: 'paragraph', depth: around.depth + 1 });
  document.inNote = outer;
  const last = lines[end - 1] as Line;
  const position = document.position(line.offset, offsetIn(last, last.text.length));
  document.notes.set(identifier, { type: 'footnoteDefinition', identifier, label: identifier, children, position });
  return { nodes: [], next: end };
};

const DEFINITION =
  /^ {0,3}\[((?:\\.|[^\][\\]|\[(?:\\.|[^\][\\])*\])+)\]:[ ]*\n?[ ]*(?:<([^<>\n]*)>|(\S+(?:[ ]+(?!["'({])\S+)*))(?:[ ]*(?:\n[ ]*)?(?:"((?:\\.|[^\n])*?)"|'((?:\\.|[^\n])*?)'|\(((?:\\.|[^\n)])*)\)))?[ ]*(?=\n|\{|$)/;

export const linkDefinition: Construct = (lines, at, document) => {
  if (!/^ {0,3}\[[^^]/.test((lines[at] as Line).text)) return undefined;
  const run = toRun(lines.slice(at, at + 4));
  const match = DEFINITION.exec(run.text);
  if (!match) return undefined;
  let text = match[0];
  let attributes = NO_ATTRIBUTES;
  const brace = /^[ ]*\n?[ ]*(?=\{)/.exec(run.text.slice(text.length))?.[0].length;
  if (brace !== undefined) {
    const found = readAttributes(run.text, text.length + brace);
    if (!found || !/^\s*(?:\n|$)/.test(run.text.slice(found.end))) return undefined;
    attributes = found.attributes;
    text = run.text.slice(0, found.end);
  }
  const title = match[4] ?? match[5] ?? match[6];
  document.define(match[1] ?? '', {
    url: cleanUrl(match[2] ?? match[3] ?? ''),
    attributes,
    ...(title !== undefined && { title: plainText(title) }),
  });
  return { nodes: [], next: at + text.split('\n').length };
};
