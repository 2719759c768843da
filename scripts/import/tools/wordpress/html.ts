// The HTML of a post of WordPress, as its readers saw it.

import { parseFragment, serialize } from 'parse5';
import { attribute, elementsIn, type Html, hasClass, isElement, isText, textIn } from '../../html/elements.js';
import { withLineBreaks } from '../../html/lineBreaks.js';
import { embedHtml, playerHtml } from '../../html/players.js';
import { withoutShortcodes } from './shortcodes.js';

/** True for a post of the block editor, whose HTML is complete. */
const hasBlocks = (content: string): boolean => /<!--\s*wp:/.test(content);

/** Returns the content of a post as HTML: shortcodes and blocks as what they show, line breaks as elements. */
export function htmlOfPost(content: string): string {
  const root = parseFragment(withoutShortcodes(content.replace(/\r\n?/g, '\n')));
  showEmbeds(root, hasBlocks(content));
  if (!hasBlocks(content)) withLineBreaks(root);
  return serialize(root);
}

/** Replaces addresses that stand alone with what WordPress shows for them. @see WordPress, "Embeds" */
function showEmbeds(root: Html.DocumentFragment, isBlocks: boolean): void {
  for (const box of elementsIn(root, (each) => hasClass(each, /^wp-block-embed__wrapper$/))) {
    const address = textIn(box).trim();
    if (/^https?:\/\/\S+$/.test(address)) box.childNodes = parseFragment(embedHtml(address)).childNodes;
  }
  if (isBlocks) return;
  root.childNodes = root.childNodes.flatMap((child): Html.ChildNode[] => {
    if (isText(child)) return withPlayers(child);
    const isAlone =
      isElement(child) && child.tagName === 'p' && child.childNodes.every(isText) && attribute(child, 'class') === undefined;
    const player = isAlone ? playerHtml(textIn(child)) : undefined;
    return player === undefined ? [child] : parseFragment(player).childNodes;
  });
}

function withPlayers(node: Html.TextNode): Html.ChildNode[] {
  if (!node.value.includes('http')) return [node];
  return node.value.split(/^([ \t]*https?:\/\/\S+[ \t]*)$/m).flatMap((part, at): Html.ChildNode[] => {
    const player = at % 2 === 1 ? playerHtml(part) : undefined;
    return player === undefined ? [{ ...node, value: part }] : parseFragment(player).childNodes;
  });
}
