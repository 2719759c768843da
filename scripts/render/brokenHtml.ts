// Repairs broken raw HTML so that it can't swallow the page around it. Tags are paired as in the text. If they don't pair up, the body is
// parsed and serialized once as by a browser, which closes all open elements.

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
/** Elements whose end tag is optional: the next element closes them. */
const OPTIONAL = new Set('p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp rb rtc'.split(' '));
/** Elements that browsers show in place of their content. Open until the end of a block, they would hide it. */
const FALLBACK_ELEMENTS = new Set(
  'audio canvas datalist iframe noembed noframes noscript object select template textarea video'.split(' '),
);
/** Elements that belong to the whole document. In a text they do nothing, or harm. */
const DOCUMENT_ELEMENTS = new Set(['html', 'head', 'body', 'frameset', 'plaintext']);
const KNOWN = new Set([...htmlTagNames, 'search', 'selectedcontent', 'permission']);

/** Processing instructions and declarations, which browsers take for comments: `<?php … ?>`, `<!DOCTYPE html>`, `<![CDATA[…]]>`. */
const DECLARATION = /^\s*<(?:\?|!(?!--))\S*/;
/** The prolog of a pasted drawing or document, which nobody expects to see. */
const PROLOGUE = /^\s*<(?:\?xml|!doctype)\b/i;

interface OpenTag {
  readonly node: Raw;
  readonly tag: RawTag;
}

/**
 * Finds tags without a partner, unknown tags, and tags with an attribute twice. A self-closing tag that HTML would keep open, and that
 * would hide the text after it, is closed on the spot.
 * @param report called for each of them
 * @returns true if the body has to be repaired by `closedHtml`
 */
export function findBrokenHtml(tree: Root, report: (broken: BrokenTag) => void): boolean {
  joinTags(tree);
  let isBroken = false;
  const hiding: OpenTag[] = [];
  const addUnclosed = (open: OpenTag) => {
    isBroken = true;
    if (hides(open.tag)) hiding.push(open);
    if (isUnknown(open.tag.name)) return;
    report(unclosedTag(open));
  };
  const visit = (children: readonly Nodes[], inForeign: boolean, outer?: OpenTag[]) => {
    const stack = outer ?? [];
    for (const child of children) {
      // A nested root, such as the text before a block in HTML, is not an element of its own.
      if ((child.type as string) === 'root') visit((child as unknown as Root).children, inForeign, stack);
      if (child.type === 'element') visit(child.children, inForeign || isForeign(stack));
      if (child.type !== 'raw') continue;
      const node = child as unknown as Raw;
      if (DECLARATION.test(node.value) && !(children === tree.children && PROLOGUE.test(node.value)))
        report(invisible(node, DECLARATION.exec(node.value)?.[0].trim() ?? ''));
      for (const tag of allRawTags(node.value)) {
        if (tag.kind === 'closing') {
          if (!close(stack, tag.name, addUnclosed)) {
            isBroken = true;
            report(isUnknown(tag.name) ? unknown(node, tag) : strayTag(node, tag));
          }
          continue;
        }
        const foreign = inForeign || isForeign(stack) || tag.name === 'svg' || tag.name === 'math';
        checkTag(node, tag, foreign, report);
        isBroken ||= DOCUMENT_ELEMENTS.has(tag.name);
        const closesItself = VOID.has(tag.name) || (foreign && tag.kind === 'selfClosing');
        if (!closesItself) stack.push({ node, tag });
      }
      if (opensComment(node.value)) isBroken = true;
    }
    for (const open of outer ? [] : stack) {
      if (!OPTIONAL.has(open.tag.name)) addUnclosed(open);
      // HTML closes a paragraph at the next block. Nothing is broken, but nobody means it.
      else if (open.tag.name === 'p') report(unclosedTag(open));
    }
  };
  visit(tree.children, false);
  for (const { node, tag } of hiding.sort((a, b) => b.tag.end - a.tag.end))
    node.value = `${node.value.slice(0, tag.end)}</${tag.name}>${node.value.slice(tag.end)}`;
  return isBroken;
}

/** True if an open tag would hide the text after it. Media and fields may have children there, unless the tag is self-closing. */
const hides = ({ name, kind }: RawTag): boolean => name === 'iframe' || (kind === 'selfClosing' && FALLBACK_ELEMENTS.has(name));

function unclosedTag(open: OpenTag): BrokenTag {
  const { name, kind } = open.tag;
  const slash = kind === 'selfClosing' ? `; \`<${name}/>\` does not close itself in HTML` : '';
  const end = hides(open.tag) ? 'right after this tag' : 'at the end of its block';
  const note = `write \`</${name}>\` where it ends; for now it is closed ${end}`;
  return { ...open, rule: 'html/unclosed', reason: `this <${name}> is never closed${slash}`, note };
}

const AS_TEXT = 'write `&lt;` or use a code span if it is meant as text';

function strayTag(node: Raw, tag: RawTag): BrokenTag {
  const note = 'remove it, or add the start tag in the same block';
  return { node, tag, rule: 'html/stray', reason: `this </${tag.name}> closes nothing`, note };
}

function unknown(node: Raw, tag: RawTag): BrokenTag {
  // As written: in `List<String>`, the letters are not lower case.
  const written = `${/^<\/?[^\s/>]*/.exec(node.value.slice(tag.start))?.[0] ?? `<${tag.name}`}>`;
  return { node, tag, rule: 'html/unknown', reason: `${written} is not an HTML element and is not shown`, note: AS_TEXT };
}

function invisible(node: Raw, beginning: string): BrokenTag {
  const tag: RawTag = { name: '', kind: 'selfClosing', attributes: new Map(), start: 0, end: node.value.length };
  return { node, tag, rule: 'html/unknown', reason: `${beginning} is a comment to browsers and is not shown`, note: AS_TEXT };
}

/** Pops an open tag and everything in it off the stack. Returns false if no such tag is open. */
function close(stack: OpenTag[], name: string, unclosed: (open: OpenTag) => void): boolean {
  const at = stack.findLastIndex(({ tag }) => tag.name === name);
  if (at < 0) return false;
  for (const open of stack.splice(at).slice(1)) if (!OPTIONAL.has(open.tag.name)) unclosed(open);
  return true;
}

function checkTag(node: Raw, tag: RawTag, foreign: boolean, report: (broken: BrokenTag) => void): void {
  if (!foreign && isUnknown(tag.name)) report(unknown(node, tag));
  if (tag.duplicate !== undefined) {
    const note = 'browsers use the first; remove one';
    report({ node, tag, rule: 'html/attribute', reason: `the attribute "${tag.duplicate}" appears twice in this tag`, note });
  }
}

/** True for an element of HTML, rather than text that looks like a tag, or a custom element. */
export function isKnownTag(name: string): boolean {
  return KNOWN.has(name);
}

/** True for a name that is not HTML's. Names with a hyphen are custom elements. */
function isUnknown(name: string): boolean {
  return !KNOWN.has(name) && !name.includes('-') && !DOCUMENT_ELEMENTS.has(name);
}

function isForeign(stack: readonly OpenTag[]): boolean {
  return stack.some(({ tag: { name } }) => name === 'svg' || name === 'math');
}

function opensComment(html: string): boolean {
  return html.lastIndexOf('<!--') > html.lastIndexOf('-->');
}

/** Parses and serializes HTML as a browser would as the content of a `<div>`: every element is closed. */
export function closedHtml(html: string): string {
  const around = defaultTreeAdapter.createElement('div', names.NS.HTML, []);
  const tree: DefaultTreeAdapterMap['documentFragment'] = parseFragment(around, html, { scriptingEnabled: false });
  // Nothing closes <plaintext>, not even its own end tag.
  return serialize(tree).replaceAll(/<(\/?)plaintext>/g, '<$1pre>');
}
