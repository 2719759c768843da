// HTML in markdown. The readers of `gfm` and `commonmark` end a block of HTML at an empty line; other tools end it at its end tag.

const VERBATIM = /(<(pre|script|style|textarea)\b[\s\S]*?<\/\2>)/i;

/** Returns a text in HTML so that markdown reads it as HTML: lines outside of `<pre>` are neither empty nor indented. */
export function htmlAsMarkdown(body: string): string {
  const parts = body.split(VERBATIM).filter((_part, at) => at % 3 !== 2);
  return parts.map((part, at) => (at % 2 === 1 ? `\n${part}\n` : withoutGaps(part))).join('');
}

const withoutGaps = (html: string): string => html.replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n');

const BLOCK =
  'address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|header|iframe|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul|video';
const START = new RegExp(`^ {0,3}<(${BLOCK})\\b[^<>]*>`, 'i');

/**
 * Keeps blocks of HTML together: what is between a tag at the start of a line and its end tag has no empty lines. An element with
 * `markdown="1"` has markdown in it, with an empty line after its tag and before its end tag.
 * @param masked the text with code masked
 * @see kramdown, "HTML Blocks"
 */
export function withWholeHtml(text: string, masked: string): string {
  if (!/^ {0,3}<[a-z]/im.test(text)) return text;
  const lines = text.split('\n');
  const shown = masked.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    const match = START.exec(line);
    const end = match && shown[at]?.includes('<') ? endOf(lines, at, match[1] as string) : undefined;
    if (!match || end === undefined) {
      out.push(line);
      continue;
    }
    const block = lines.slice(at, end + 1).join('\n');
    out.push(HAS_MARKDOWN.test(block) ? withMarkdown(block) : htmlAsMarkdownBlock(block));
    // What follows the element directly is a block of its own.
    if ((lines[end + 1] ?? '').trim() !== '' && !/^ {0,3}<|^\s*\{:/.test(lines[end + 1] as string)) out.push('');
    at = end;
  }
  return out.join('\n');
}

const HAS_MARKDOWN = /\smarkdown=["']?(?:1|block|span|true)["']?/i;

/** Returns the line with the end tag of an element; undefined without one. */
function endOf(lines: readonly string[], start: number, name: string): number | undefined {
  const tags = new RegExp(`<(/?)${name}\\b[^<>]*?(/?)>`, 'gi');
  let depth = 0;
  for (let at = start; at < lines.length; at++) {
    for (const [, isEnd, isEmpty] of (lines[at] as string).matchAll(tags)) if (!isEmpty) depth += isEnd ? -1 : 1;
    if (depth <= 0) return at;
  }
  return undefined;
}

function htmlAsMarkdownBlock(block: string): string {
  return /\n[ \t]*\n/.test(block) ? htmlAsMarkdown(block).trim() : block;
}

/** Removes `markdown="1"` and sets the content apart. */
function withMarkdown(block: string): string {
  let now = block;
  for (let found = OPENED.exec(now); found; found = OPENED.exec(now)) {
    const [tag, name = ''] = found;
    const start = found.index + tag.length;
    const end = closing(now, start, name);
    const plain = tag.replace(HAS_MARKDOWN, '');
    const isInline = /^(?:p|span|summary|h[1-6]|td|th|dt)$/i.test(name);
    const content = unindented(now.slice(start, end));
    now = `${now.slice(0, found.index)}${plain}${isInline ? content : `\n\n${content.trim()}\n\n`}${now.slice(end)}`;
  }
  return now;
}

const OPENED = /<([a-z][\w-]*)\b[^<>]*\smarkdown=["']?(?:1|block|span|true)["']?[^<>]*>/i;

/** Returns the offset of the end tag of an element. */
function closing(html: string, start: number, name: string): number {
  let depth = 1;
  for (const { 0: tag, index } of html.matchAll(new RegExp(`</?${name}\\b[^<>]*>`, 'gi'))) {
    if (index < start) continue;
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return index;
  }
  return html.length;
}

/** Removes the indentation that all lines but the first share. */
function unindented(content: string): string {
  const indents = [...content.matchAll(/\n([ \t]*)(?=\S)/g)].map(([, indent = '']) => indent.length);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return shared === 0 ? content : content.replace(new RegExp(`\\n[ \\t]{${shared}}`, 'g'), '\n');
}
