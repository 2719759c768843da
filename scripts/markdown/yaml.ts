// Parses untrusted YAML. Text nested so deeply that it could overflow the stack of a recursive parser is rejected before parsing.

import { type Document, type ParsedNode, parseDocument, visit, YAMLParseError } from 'yaml';
import { bothUnspaced } from './wideLineBreaks.js';

/** Maximum nesting of brackets, and of `- - -` on one line. */
const MAX_DEPTH = 200;
/** A line that begins with that many `- - -`, or with an indentation in which each column may be a level. */
const DEEP_LINE = /^(?: {500}|(?: *[-?:] ){200})/m;

/** Parses YAML into a document with positions. If the nesting is too deep, that is its only error. */
export function parseYaml(text: string): Document<ParsedNode> {
  const deepest = tooDeepAt(text);
  // With `stringKeys`, a list or a mapping as a key is an error instead of a guessed text.
  if (deepest === undefined) {
    const document = parseDocument(text, { prettyErrors: false, stringKeys: true, logLevel: 'error' });
    if (UNBOUNDED.test(text)) keepUnboundedAsText(document);
    if (WIDE_FOLD.test(text)) unfoldWide(document, text);
    return document;
  }
  const document = parseDocument('');
  document.errors = [new YAMLParseError([deepest, deepest + 1], 'IMPOSSIBLE', 'nested too deeply')];
  return document;
}

/** A line break between two characters that may be written without spaces. */
const WIDE_FOLD = /[\u2018-\u201d\u2e80-\uffef][ \t]*\r?\n[ \t]+[\u2018-\u201d\u2e80-\uffef]/;

/**
 * Removes the spaces that YAML puts in place of line breaks between characters that are written without spaces, as the reader of
 * markdown does (east_asian_line_breaks).
 */
function unfoldWide(document: Document<ParsedNode>, text: string): void {
  visit(document, {
    Scalar: (_key, node) => {
      const { value, type, range } = node;
      if (typeof value !== 'string' || type === 'BLOCK_LITERAL' || !range) return;
      let joined = value;
      let from = 0;
      for (const [, left = '', right = ''] of text
        .slice(range[0], range[1])
        .matchAll(/([^\s"']+)[ \t]*\r?\n[ \t]*(?=([^\s"']+))/g)) {
        const at = joined.indexOf(`${left} ${right}`, from);
        if (at < 0 || !bothUnspaced(left, right)) continue;
        joined = joined.slice(0, at + left.length) + joined.slice(at + left.length + 1);
        from = at;
      }
      node.value = joined;
    },
  });
}

/** A number that may be infinite or NaN. */
const UNBOUNDED = /\.(?:inf|nan)|\de\+?\d{3}|\d{309}/i;

/** Replaces numbers that JSON can't hold with the text they were written as: the cache between builds is JSON. */
function keepUnboundedAsText(document: Document<ParsedNode>): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'number' && !Number.isFinite(node.value)) node.value = node.source ?? String(node.value);
    },
  });
}

/** True for an error about nesting: counted here, or a stack overflow in the parser. */
export function isTooDeep({ message }: YAMLParseError): boolean {
  return message === 'nested too deeply' || message.startsWith('Maximum call stack');
}

/** Returns the index where nesting is too deep, if it is. Brackets in text count as well; balanced ones do no harm. */
function tooDeepAt(text: string): number | undefined {
  if (text.length < MAX_DEPTH) return undefined;
  const start = DEEP_LINE.exec(text)?.index;
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return Math.min(index, start ?? index);
  }
  return start;
}
