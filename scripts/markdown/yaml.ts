// YAML that may come from anyone: what is nested so deeply that a recursive parser would come to the end of its stack is not parsed.

import { type Document, type ParsedNode, parseDocument, visit, YAMLParseError } from 'yaml';
import { bothUnspaced } from './wideLineBreaks.js';

/** Levels of brackets, and of `- - -` on one line: no one writes so many. */
const DEEPEST = 200;
/** A line that begins with so many `- - -`, or is indented so far, where each column may be a level. */
const DEEP_LINE = /^(?: {500}|(?: *[-?:] ){200})/m;

/** YAML as a document with the places of its nodes; too deep nesting is its one error. */
export function parseYaml(text: string): Document<ParsedNode> {
  const deepest = tooDeepAt(text);
  // A key is text: one that is a list or a mapping is an error, and no guess at a text for it.
  if (deepest === undefined) {
    const document = parseDocument(text, { prettyErrors: false, stringKeys: true, logLevel: 'error' });
    if (ENDLESS.test(text)) endlessAsText(document);
    if (WIDE_FOLD.test(text)) unfoldWide(document, text);
    return document;
  }
  const document = parseDocument('');
  document.errors = [new YAMLParseError([deepest, deepest + 1], 'IMPOSSIBLE', 'nested too deeply')];
  return document;
}

/** A line after one that ends with what may be written without spaces. */
const WIDE_FOLD = /[\u2018-\u201d\u2e80-\uffef][ \t]*\r?\n[ \t]+[\u2018-\u201d\u2e80-\uffef]/;

/**
 * Takes out the spaces that YAML puts for line breaks between characters that are written without any, as the reader of markdown
 * does (east_asian_line_breaks).
 */
function unfoldWide(document: Document<ParsedNode>, text: string): void {
  visit(document, {
    Scalar: (_key, node) => {
      const { value, type, range } = node;
      if (typeof value !== 'string' || type === 'BLOCK_LITERAL' || !range) return;
      let made = value;
      let from = 0;
      for (const [, left = '', right = ''] of text
        .slice(range[0], range[1])
        .matchAll(/([^\s"']+)[ \t]*\r?\n[ \t]*(?=([^\s"']+))/g)) {
        const at = made.indexOf(`${left} ${right}`, from);
        if (at < 0 || !bothUnspaced(left, right)) continue;
        made = made.slice(0, at + left.length) + made.slice(at + left.length + 1);
        from = at;
      }
      node.value = made;
    },
  });
}

/** What may be a number that is infinite or none. */
const ENDLESS = /\.(?:inf|nan)|\de\+?\d{3}|\d{309}/i;

/** Makes numbers that JSON cannot hold the text that they are written as: what is kept between builds is JSON. */
function endlessAsText(document: Document<ParsedNode>): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'number' && !Number.isFinite(node.value)) node.value = node.source ?? String(node.value);
    },
  });
}

/** Whether an error says that the nesting is too deep: it was counted, or a parser came to the end of its stack after all. */
export function isTooDeep({ message }: YAMLParseError): boolean {
  return message === 'nested too deeply' || message.startsWith('Maximum call stack');
}

/** Where a text is nested too deeply, if it is. Brackets in text count as well: two hundred more of them open than close nowhere. */
function tooDeepAt(text: string): number | undefined {
  if (text.length < DEEPEST) return undefined;
  const start = DEEP_LINE.exec(text)?.index;
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > DEEPEST) return Math.min(index, start ?? index);
  }
  return start;
}
