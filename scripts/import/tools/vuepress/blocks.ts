// Converts the blocks that VuePress, VitePress and their plugins add to markdown: containers between `:::`, tabs, files that are
// included.

import { parse } from 'yaml';
import { type FieldValue, isMapping, textOf } from '../../header.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';

const FENCE = /^([ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?)(`{3,}|~{3,})(.*)$/;
const OPEN = /^([ \t>]*)(:{3,})[ \t]*([\w-]+)(?:#[\w-]+)?[ \t]*(.*)$/;
const CLOSE = /^[ \t>]*(:{3,})[ \t]*$/;

/** The first line of a callout, with a title. @see VitePress, "GitHub-flavored Alerts" */
const ALERT = /^([ \t>]*>[ \t]*)\[!(\w+)\][-+]?[ \t]*(.*?)[ \t]*$/;

/** A line of a text, and whether it is code. */
interface Line {
  readonly text: string;
  readonly isCode: boolean;
}

export function linesOf(text: string): Line[] {
  let open: string | undefined;
  return text.split('\n').map((line): Line => {
    const [, , fence = '', rest = ''] = FENCE.exec(line) ?? [];
    if (open !== undefined) {
      if (fence.startsWith(open) && rest.trim() === '') open = undefined;
      return { text: line, isCode: true };
    }
    if (fence === '' || (fence.startsWith('`') && rest.includes('`'))) return { text: line, isCode: false };
    open = fence;
    return { text: line, isCode: true };
  });
}

/** Converts the blocks of a text. */
export function convertBlocks(text: string, place: TextPlace): string {
  return new Blocks(linesOf(text), place).range(0, Number.POSITIVE_INFINITY);
}

class Blocks {
  constructor(
    private readonly lines: readonly Line[],
    private readonly place: TextPlace,
  ) {}

  /** Converts the lines of a range. */
  range(start: number, end: number): string {
    const out: string[] = [];
    const last = Math.min(end, this.lines.length);
    for (let at = start; at < last; at++) {
      const { text, isCode } = this.lines[at] as Line;
      const open = isCode ? null : OPEN.exec(text);
      const close = open && this.closeOf(at, open[2] as string, last);
      if (open && close) {
        const [, lead = '', , name = '', title = ''] = open;
        const block = this.container(name.toLowerCase(), title.trim(), this.content(lead, at + 1, close.content));
        if (block !== undefined) {
          const isBlank = (line: string | undefined) => line === undefined || /^[ \t>]*$/.test(line);
          if (!isBlank(out.at(-1))) out.push(lead.trimEnd());
          out.push(...block.split('\n').map((line) => (line === '' ? lead.trimEnd() : lead + line)));
          if (!isBlank(this.lines[close.next]?.text)) out.push(lead.trimEnd());
          at = close.next - 1;
          continue;
        }
      }
      out.push(isCode ? text : this.line(text));
    }
    return out.join('\n');
  }

  /** Returns the converted content of a container, without the signs of the quote that it is in. */
  private content(lead: string, start: number, end: number): string {
    if (!lead.includes('>')) return this.range(start, end);
    const depth = lead.split('>').length - 1;
    const lines = this.lines.slice(start, end).map(({ text }) => text.replace(new RegExp(`^(?:[ \\t]*>){1,${depth}} ?`), ''));
    return convertBlocks(lines.join('\n'), this.place);
  }

  /**
   * Finds the end of a container. Containers in it have more colons, or as many.
   * @returns the lines after its content and after its end
   */
  private closeOf(start: number, colons: string, last: number): { readonly content: number; readonly next: number } | undefined {
    let depth = 0;
    for (let at = start + 1; at < last; at++) {
      const { text, isCode } = this.lines[at] as Line;
      if (isCode) continue;
      const inner = OPEN.exec(text)?.[2];
      if (inner !== undefined && inner.length === colons.length) depth++;
      const close = CLOSE.exec(text)?.[1];
      if (close === undefined || close.length !== colons.length) continue;
      if (depth === 0) return { content: at, next: at + 1 };
      depth--;
    }
    // markdown-it closes a container at the end of the text.
    return depth === 0 && last === this.lines.length ? { content: last, next: last } : undefined;
  }

  /** Converts a container. @returns undefined for an unknown one, which stays and is reported */
  private container(name: string, title: string, content: string): string | undefined {
    const inner = unindented(content).trim();
    if (name === 'details') return md.details(title.replace(/^open\b\s*/, ''), inner, /^open\b/.test(title)).block;
    if (/^(?:tabs|code-tabs|code-group)$/.test(name)) return tabsOf(inner);
    if (/^(?:tab|code-group-item|code-block|code)$/.test(name))
      return `**${title.replace(/:active$|^["']|["']$/g, '')}**\n\n${inner}`;
    if (/^card-?(?:img)?-?list$/.test(name)) return cardsOf(inner, this.place);
    if (
      /^(?:v-pre|raw|center|left|right|justify|align|vp-raw|steps|theorem|card|grid|window|demo-wrapper|note-box|field-group|file-tree)$/.test(
        name,
      )
    )
      return title && /^(?:theorem|card|window)$/.test(name)
        ? `**${md.label(title.replace(/^title="(.*?)".*$/, '$1'))}**\n\n${inner}`
        : inner;
    if (/^(?:quote|blockquote)$/.test(name)) return md.quote(title ? `**${title}**\n\n${inner}` : inner).block;
    if (!md.isCalloutName(name) && !/^(?:right|hint|memo)$/.test(name)) return undefined;
    return md.alert(name, inner, title.replace(/\s*\{[^{}]*\}$/, '')).block;
  }

  private line(text: string): string {
    const [, lead, kind, title] = ALERT.exec(text) ?? [];
    if (lead !== undefined && kind !== undefined && md.isCalloutName(kind))
      return `${lead}[!${md.alertKind(kind)}]${title ? `\n${lead}**${title}**\n${lead.trimEnd()}` : ''}`;
    const snippet = /^[ \t]*(?:<<<[ \t]*(\S+?)|@\[code[^\]]*\]\(([^)]+)\))[ \t]*$/.exec(text);
    if (snippet) return this.snippet(snippet[1] ?? (snippet[2] as string)) ?? text;
    const included = /^[ \t]*<!--[ \t]*@include:[ \t]*(\S+?)[ \t]*-->[ \t]*$/.exec(text)?.[1];
    const path = included?.replace(/[{#].*$/, '');
    const found = path === undefined || path !== included ? undefined : this.place.textFile(withoutRoot(path));
    return found === undefined ? text : found.replace(/^---\n[\s\S]*?\n---\n/, '');
  }

  /** `<<< @/path{1,3 lang}`. A part of a file stays and is reported. */
  private snippet(written: string): string | undefined {
    const [, path = '', region, braces = ''] = /^([^{#]+)(#[\w-]+)?(?:\{([^}]*)\})?/.exec(written) ?? [];
    const found = region === undefined ? this.place.textFile(withoutRoot(path)) : undefined;
    if (found === undefined) return undefined;
    const language = /[a-z]\w*$/i.exec(braces)?.[0] ?? path.split('.').at(-1) ?? '';
    return md.fence(found, language, { hl: /^[\d,-]+/.exec(braces)?.[0] }).block;
  }
}

/** Removes the sign of the source folder from a path: `@/a.js`, `~/a.js`. */
const withoutRoot = (path: string): string => path.replace(/^[@~]\//, '');

/** Tabs below one another, each with its title in bold: `@tab title`, or a code block with `[title]`. */
function tabsOf(content: string): string {
  const lines = linesOf(content).map(({ text, isCode }) => {
    const [, title] = (isCode ? null : /^[ \t]*@tab(?::active)?[ \t]+(.*?)(?:#[\w-]+)?[ \t]*$/.exec(text)) ?? [];
    return title === undefined ? text : `\n**${title}**\n`;
  });
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The lists of cards in the theme vdoing: YAML in a code block, with `name`, `link` and `desc` of each. */
function cardsOf(content: string, place: TextPlace): string | undefined {
  const yaml = /^(`{3,})\s*ya?ml[^\n]*\n([\s\S]*?)\n\1/m.exec(content)?.[2];
  let data: unknown;
  try {
    data = yaml === undefined ? undefined : parse(yaml, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
  const value = data as FieldValue;
  const items = isMapping(value) ? value.data : value;
  if (!Array.isArray(items)) return undefined;
  return items
    .filter(isMapping)
    .map(({ name, title, link, desc, img, avatar }) => {
      const shown = textOf(name) ?? textOf(title) ?? textOf(link) ?? '';
      const address = textOf(link);
      const picture = textOf(img) ?? textOf(avatar);
      const head = address ? md.link(shown, place.link(address)) : shown;
      const tail = textOf(desc) ? `: ${textOf(desc)?.replace(/<br\s*\/?>/gi, ' ')}` : '';
      return `- ${picture ? `${md.picture({ src: place.picture(picture), alt: shown })} ` : ''}${head}${tail}`;
    })
    .join('\n');
}

function unindented(content: string): string {
  const lines = content.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const shared = Math.min(99, ...filled.map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(shared)).join('\n');
}
