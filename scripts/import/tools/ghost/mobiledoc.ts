// Markdown in the documents of Ghost's editors.

import { type FieldValue, isMapping, textOf } from '../../header.js';

/** Returns the markdown of a document that is one card of markdown; undefined for any other. @see Mobiledoc, "Renderer spec" */
export function markdownIn(json: string | undefined): string | undefined {
  try {
    const value = JSON.parse(json ?? 'null') as FieldValue;
    const cards = isMapping(value) && Array.isArray(value.cards) ? value.cards : [];
    const [name, card] = cards.length === 1 && Array.isArray(cards[0]) ? cards[0] : [];
    return typeof name === 'string' && name.includes('markdown') && isMapping(card) ? textOf(card.markdown) : undefined;
  } catch {
    return undefined;
  }
}
