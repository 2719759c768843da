// Recognises messages for people: tests should not pin their wording, so they are not mutated.

import { isNode, type Site } from './nodes.js';

const FUNCTIONS = /error|problem|mistake|warn|note|notice|message|refuse|explain|console|report|progress/i;
const PROPERTIES = /^(?:reason|note|message|description|meaning|help|more|hint|title|remedy|what|why)$/;
/** Two words in a row. */
const PROSE = /[\p{L},.:;]+ \p{L}+/u;

/** True if a text is a message. */
export function isMessage({ node, parents, text }: Site): boolean {
  if (PROSE.test(text(node))) return true;
  for (const parent of parents) {
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') return FUNCTIONS.test(text(parent.callee));
    if (parent.type === 'ThrowStatement') return true;
    if (parent.type === 'Property' && isNode(parent.key)) return PROPERTIES.test(text(parent.key));
    if (parent.type === 'BlockStatement' || parent.type === 'Program') return false;
  }
  return false;
}
