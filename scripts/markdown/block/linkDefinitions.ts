// Link definitions (link_attributes, mmd_link_attributes): `[label]: url "title" {attributes}`. They leave nothing.

import { readAttributes } from '../attributes.js';
import type { BlockConstruct, Document } from '../document.js';
import { citedIn } from '../inline/citations.js';
import { cleanUrl, titleAt } from '../inline/links.js';
import { type Attributes, NO_ATTRIBUTES } from '../nodes.js';
import { type Line, toRun } from '../text.js';

const LABEL = /^ {0,3}\[((?:\\.|[^\][\\]|\[(?:\\.|[^\][\\])*\])+)\]:/;
const TARGET = /[ ]*(?:\n(?=[ ]*\S))?[ ]*(?:<([^<>\n]*)>|((?:[^\s"'({[][^\s]*(?:[ ]+(?!["'({[])\S+)*)?))/y;
const GAP = /[ ]*(?:\n[ ]*)?/y;
const END = /[ ]*(?:\n|$)/y;
/** Maximum number of lines of a definition. */
const MAX_LINES = 6;

export const linkDefinitions: BlockConstruct = {
  starts: '[',
  read: (lines, at, document) => {
    const label = LABEL.exec((lines[at] as Line).text);
    if (!label || (label[1]?.startsWith('^') && document.has('footnotes'))) return undefined;
    // A citation is never a label.
    if (document.has('citations') && citedIn(label[1] ?? '', document.has('cjk'))) return undefined;
    const { text } = toRun(lines.slice(at, at + MAX_LINES));
    const target = sticky(TARGET, text, label[0].length);
    if (!target) return undefined;
    let url = target.groups[0] ?? target.groups[1] ?? '';
    let end = target.end;
    const from = sticky(GAP, text, end)?.end ?? end;
    const title = from > end ? titleAt(text, from) : undefined;
    if (title) end = title.end;
    const attributes = attributesAt(text, end, document);
    if (attributes) end = attributes.end;
    else if (!title && !target.groups[0] && text[from] !== '[') {
      // The rest of the line is not a title, so it belongs to the address.
      const rest = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
      url += rest;
      end += rest.length;
    }
    const close = sticky(END, text, end);
    if (!close) return undefined;
    document.define(label[1] ?? '', {
      url: cleanUrl(url),
      attributes: attributes?.attributes ?? NO_ATTRIBUTES,
      ...(title && { title: title.title }),
    });
    return { nodes: [], next: at + text.slice(0, close.end).trimEnd().split('\n').length };
  },
};

function sticky(pattern: RegExp, text: string, at: number) {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match && { groups: match.slice(1) as (string | undefined)[], end: pattern.lastIndex };
}

const BRACE = /[ ]*\n?[ ]*(?=\{)/y;
const PAIR = /(?:[ ]+|[ ]*\n[ ]*)([\p{L}_:][\p{L}\p{N}_:.-]*)=(?:"([^"\n]*)"|(\S+))/uy;

/** Parses `{…}`, or bare pairs with mmd_link_attributes. */
function attributesAt(text: string, at: number, document: Document): { attributes: Attributes; end: number } | undefined {
  const brace = document.has('link_attributes') ? sticky(BRACE, text, at) : null;
  if (brace) return readAttributes(text, brace.end);
  if (!document.has('mmd_link_attributes')) return undefined;
  let pairs = '';
  let end = at;
  for (let pair = sticky(PAIR, text, end); pair; pair = sticky(PAIR, text, end)) {
    pairs += ` ${text.slice(end, pair.end).trim()}`;
    end = pair.end;
  }
  const found = pairs ? readAttributes(`{${pairs}}`, 0) : undefined;
  return found && { attributes: found.attributes, end };
}
