// definition_lists: a term, then lines that begin with `:` or `~`.

import type { Construct } from '../document.js';
import { element, type Node } from '../nodes.js';
import { cut, indentOf, isBlank, type Line, outdent, toRun } from '../text.js';
import { compactify } from './list.js';

const MARK = /^ {0,3}[:~](?: +|$)/;

export const definitionList: Construct = (lines, start, document, around) => {
  if (!document.has('definition_lists')) return undefined;
  const children: Node[] = [];
  let at = start;
  let end = start;
  const groups: Node[][] = [];
  for (;;) {
    const term = lines[at];
    if (!term || isBlank(term) || MARK.test(term.text) || indentOf(term.text) > 3) break;
    let next = at + 1;
    const loose = isBlank(lines[next]);
    if (loose) next++;
    if (!lines[next] || !MARK.test((lines[next] as Line).text)) break;
    children.push({ ...element('dt', [document.inline('plain', toRun([term]))]) });
    while (next < lines.length && MARK.test((lines[next] as Line).text)) {
      const line = lines[next] as Line;
      const width = MARK.exec(line.text)?.[0].length ?? 2;
      const content: Line[] = [cut(line, width)];
      next++;
      for (; next < lines.length && !isBlank(lines[next]) && !MARK.test((lines[next] as Line).text); next++)
        content.push(outdent(lines[next] as Line, 4));
      for (;;) {
        let after = next;
        while (after < lines.length && isBlank(lines[after])) after++;
        if (after >= lines.length || after === next || indentOf((lines[after] as Line).text) < 4) break;
        while (next < after) content.push(lines[next++] as Line);
        for (; next < lines.length && !isBlank(lines[next]) && !MARK.test((lines[next] as Line).text); next++)
          content.push(outdent(lines[next] as Line, 4));
      }
      const blocks = document.read(content, {
        inList: true,
        inDiv: false,
        end: loose ? 'paragraph' : 'plain',
        depth: around.depth + 1,
      });
      if (!loose) groups.push(blocks);
      children.push(element('dd', blocks));
      end = next;
      let after = next;
      while (after < lines.length && isBlank(lines[after])) after++;
      if (after < lines.length && MARK.test((lines[after] as Line).text)) next = after;
    }
    at = next;
    while (at < lines.length && isBlank(lines[at])) at++;
  }
  if (children.length === 0) return undefined;
  for (const blocks of groups) compactify([blocks]);
  return { nodes: [element('dl', children)], next: end };
};
