// Raw HTML that is broken: what a writer wrote stays, but it cannot swallow the page around it. Tags are paired as they are in
// the text; where they do not pair, the body is read and written once as a browser would read it, which closes what is open.

import type { Nodes, Root } from 'hast';
import { htmlTagNames } from 'html-tag-names';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names, parseFragment, serialize } from 'parse5';
import { allRawTags, type RawTag } from '../base/text/rawHtml.js';
import { joinTags } from './joinedTags.js';

/** A raw node of hast, as remark-rehype makes it. */
export type Raw = { type: 'raw'; value: string; position?: Root['position'] };

export interface BrokenTag {
  readonly node: Raw;
  readonly tag: RawTag;
  readonly rule: 'html/unclosed' | 'html/stray' | 'html/unknown' | 'html/attribute';
  readonly reason: string;
  readonly note: string;
}

const VOID = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
);
/** Whose end tag may be left out: what comes next closes them. */
const OPTIONAL = new Set('p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp rb rtc'.split(' '));
/** Browsers show a frame, a film or a field in place of what they hold: open until the end of a block, they would hide it. */
const HIDING = new Set('audio canvas datalist iframe noembed noframes noscript object select template textarea video'.split(' '));
/** A document has them already; in a text they do nothing, or worse. */
const OF_DOCUMENTS = new Set(['html', 'head', 'body', 'frameset', 'plaintext']);
const KNOWN = new Set([...htmlTagNames, 'search', 'selectedcontent', 'permission']);

/** Instructions and declarations, which browsers take for comments: `<?php … ?>`, `<!DOCTYPE html>`, `<![CDATA[…]]>`. */
const DECLARATION = /^\s*<(?:\?|!(?!--))\S*/;
/** What a drawing or a document that was pasted begins with: nobody means it to be seen. */
const PROLOGUE = /^\s*<(?:\?xml|!doctype)\b/i;

interface Open {
  readonly node: Raw;
  readonly tag: RawTag;
}

/**
 * Looks for tags that have no partner, that do not exist, or that have an attribute twice. Closes those at once that close themselves
 * in their writer’s eyes and would hide the text after them.
 * @param complain called for each
 * @returns whether the body has to be closed by `closedHtml`
 */
export function findBrokenHtml(tree: Root, complain: (broken: BrokenTag) => void): boolean {
  joinTags(tree);
  let isBroken = false;
  const hiding: Open[] = [];
  const unclosed = (open: Open) => {
    isBroken = true;
    if (hides(open.tag)) hiding.push(open);
    if (isUnknown(open.tag.name)) return;
    complain(neverClosed(open));
  };
  const visit = (children: readonly Nodes[], inForeign: boolean, around?: Open[]) => {
    const stack = around ?? [];
    for (const child of children) {
      // A list of inline content, such as a text before a block in HTML, is in no element of its own.
      if ((child.type as string) === 'root') visit((child as unknown as Root).children, inForeign, stack);
      if (child.type === 'element') visit(child.children, inForeign || isForeign(stack));
      if (child.type !== 'raw') continue;
      const node = child as unknown as Raw;
      if (DECLARATION.test(node.value) && !(children === tree.children && PROLOGUE.test(node.value)))
        complain(unseen(node, DECLARATION.exec(node.value)?.[0].trim() ?? ''));
      for (const tag of allRawTags(node.value)) {
        if (tag.kind === 'closing') {
          if (!close(stack, tag.name, unclosed)) {
            isBroken = true;
            complain(isUnknown(tag.name) ? unknown(node, tag) : closesNothing(node, tag));
          }
          continue;
        }
        const foreign = inForeign || isForeign(stack) || tag.name === 'svg' || tag.name === 'math';
        checkTag(node, tag, foreign, complain);
        isBroken ||= OF_DOCUMENTS.has(tag.name);
        const closesItself = VOID.has(tag.name) || (foreign && tag.kind === 'selfClosing');
        if (!closesItself) stack.push({ node, tag });
      }
      if (opensComment(node.value)) isBroken = true;
    }
    for (const open of around ? [] : stack) {
      if (!OPTIONAL.has(open.tag.name)) unclosed(open);
      // HTML closes it where the next block begins: nothing is broken, but no one means it.
      else if (open.tag.name === 'p') complain(neverClosed(open));
    }
  };
  visit(tree.children, false);
  for (const { node, tag } of hiding.sort((a, b) => b.tag.end - a.tag.end))
    node.value = `${node.value.slice(0, tag.end)}</${tag.name}>${node.value.slice(tag.end)}`;
  return isBroken;
}

/** Whether an open tag would hide the text after it. Films and fields may have parts of theirs there, unless they close themselves. */
const hides = ({ name, kind }: RawTag): boolean => name === 'iframe' || (kind === 'selfClosing' && HIDING.has(name));

function neverClosed(open: Open): BrokenTag {
  const { name, kind } = open.tag;
  const slash = kind === 'selfClosing' ? `; \`<${name}/>\` does not close itself in HTML` : '';
  const end = hides(open.tag) ? 'right after this tag' : 'at the end of its block';
  const note = `write \`</${name}>\` where it ends; for now it is closed ${end}`;
  return { ...open, rule: 'html/unclosed', reason: `this <${name}> is never closed${slash}`, note };
}

const AS_TEXT = 'write `&lt;` or use a code span if it is meant as text';

function closesNothing(node: Raw, tag: RawTag): BrokenTag {
  const note = 'remove it, or add the start tag in the same block';
  return { node, tag, rule: 'html/stray', reason: `this </${tag.name}> closes nothing`, note };
}

function unknown(node: Raw, tag: RawTag): BrokenTag {
  const written = `<${tag.kind === 'closing' ? '/' : ''}${tag.name}>`;
  return { node, tag, rule: 'html/unknown', reason: `${written} is not an HTML element and is not shown`, note: AS_TEXT };
}

function unseen(node: Raw, beginning: string): BrokenTag {
  const tag: RawTag = { name: '', kind: 'selfClosing', attributes: new Map(), start: 0, end: node.value.length };
  return { node, tag, rule: 'html/unknown', reason: `${beginning} is a comment to browsers and is not shown`, note: AS_TEXT };
}

/** Takes an open tag off the stack, and what it holds with it; false if none is open. */
function close(stack: Open[], name: string, unclosed: (open: Open) => void): boolean {
  const at = stack.findLastIndex(({ tag }) => tag.name === name);
  if (at < 0) return false;
  for (const open of stack.splice(at).slice(1)) if (!OPTIONAL.has(open.tag.name)) unclosed(open);
  return true;
}

function checkTag(node: Raw, tag: RawTag, foreign: boolean, complain: (broken: BrokenTag) => void): void {
  if (!foreign && isUnknown(tag.name)) complain(unknown(node, tag));
  if (tag.duplicate !== undefined) {
    const note = 'browsers use the first; remove one';
    complain({ node, tag, rule: 'html/attribute', reason: `the attribute "${tag.duplicate}" appears twice in this tag`, note });
  }
}

/** Whether an element is one of HTML, rather than text that looks like a tag, or a custom element. */
export function isKnownTag(name: string): boolean {
  return KNOWN.has(name);
}

/** Names with a hyphen are custom elements. */
function isUnknown(name: string): boolean {
  return !KNOWN.has(name) && !name.includes('-') && !OF_DOCUMENTS.has(name);
}

function isForeign(stack: readonly Open[]): boolean {
  return stack.some(({ tag: { name } }) => name === 'svg' || name === 'math');
}

function opensComment(html: string): boolean {
  return html.lastIndexOf('<!--') > html.lastIndexOf('-->');
}

/** HTML read and written as a browser would read it in place of a body: everything in it is closed. */
export function closedHtml(html: string): string {
  const around = defaultTreeAdapter.createElement('div', names.NS.HTML, []);
  const tree: DefaultTreeAdapterMap['documentFragment'] = parseFragment(around, html, { scriptingEnabled: false });
  // Nothing closes <plaintext>, not even its own end tag.
  return serialize(tree).replaceAll(/<(\/?)plaintext>/g, '<$1pre>');
}
