// How remark-rehype turns the nodes that only the Pandoc reader makes into hast.

import type { ElementContent } from 'hast';
import type { Handler, State } from 'mdast-util-to-hast';
import type { Node } from './nodes.js';

/** Handlers for remark-rehype; where the reader is another one, they change nothing. */
export const pandocHandlers: { readonly [type: string]: Handler } = {
  /** Text without a paragraph of its own: kept together, lest line breaks be put between its parts. */
  plain: (state: State, node: Node) => ({ type: 'root', children: state.all(node as never) }) as never,
  /** Items say themselves which of their texts are paragraphs. */
  listItem: (state: State, node: Node) => {
    const children: ElementContent[] = state.all(node as never);
    const { checked } = node as { checked?: boolean | null };
    if (typeof checked === 'boolean') {
      const box: ElementContent = {
        type: 'element',
        tagName: 'input',
        properties: { type: 'checkbox', checked, disabled: true },
        children: [],
      };
      const first = children[0];
      const into = first?.type === 'element' && first.tagName === 'p' ? first.children : children;
      into.unshift(box, { type: 'text', value: ' ' });
    }
    const item = { type: 'element' as const, tagName: 'li', properties: {}, children };
    state.patch(node as never, item);
    return state.applyData(node as never, item);
  },
};
