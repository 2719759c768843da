// Shortcodes of a theme or of the site itself. A template that is plain HTML with arguments and the content is filled in; others stay,
// so that a build reports them.

import type { Block } from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import type { OldTag, Replacement } from '../../text/tags.js';

/** Folders of shortcodes. @see Hugo, "Shortcode templates" */
const FOLDERS = ['layouts/shortcodes', 'layouts/_shortcodes'];

/** Returns what a shortcode's template makes of it; undefined for a template with more than arguments and content. */
export function expanded(tag: OldTag, place: TextPlace): Replacement {
  const template = FOLDERS.map((folder) => place.template(`${folder}/${tag.name}.html`)).find((each) => each !== undefined);
  if (template === undefined) return undefined;
  const plain = template.replace(/\{\{-?\s*\/\*[\s\S]*?\*\/\s*-?\}\}|<!--[\s\S]*?-->/g, '');
  if (/<(?:script|style|form|canvas)\b/i.test(plain)) return undefined;
  const filled = new Template(plain, tag).filled();
  if (filled === undefined) return undefined;
  const html = withAddresses(filled, place).trim();
  return isInline(html) ? html : asBlock(html);
}

const BLOCK = /<(?:p|div|figure|blockquote|details|section|aside|ul|ol|table|h[1-6]|pre|video|audio|iframe|center|article)\b/i;

const isInline = (html: string): boolean => !BLOCK.test(html) && !/\n[ \t]*\n/.test(html);

function asBlock(html: string): Block {
  const lines = html.split('\n').map((line) => line.replace(/^[ \t]+(?=<)/, ''));
  return { block: lines.join('\n').replace(/\n{3,}/g, '\n\n') };
}

/** Gives pictures and links in HTML their addresses in the new site. */
function withAddresses(html: string, place: TextPlace): string {
  return html.replace(/\b(src|href)\s*=\s*(["'])([^"'<>]+)\2/gi, (_all, name: string, quote: string, address: string) => {
    const found = name.toLowerCase() === 'src' ? place.file(address) : place.link(address);
    return `${name}=${quote}${found}${quote}`;
  });
}

/** Parts of a template: text, and actions without their braces. */
const ACTION = /(\s*)\{\{(-)?\s*([\s\S]*?)\s*(-)?\}\}(\s*)/g;

interface Part {
  readonly text?: string;
  readonly action?: string;
}

class Template {
  private readonly parts: Part[] = [];
  private at = 0;
  private isPlain = true;

  constructor(
    template: string,
    private readonly tag: OldTag,
  ) {
    let done = 0;
    for (const {
      0: all,
      1: before = '',
      2: trimsBefore,
      3: action = '',
      4: trimsAfter,
      5: after = '',
      index,
    } of template.matchAll(ACTION)) {
      this.parts.push({ text: template.slice(done, index) + (trimsBefore ? '' : before) }, { action });
      done = index + all.length - (trimsAfter ? 0 : after.length);
    }
    this.parts.push({ text: template.slice(done) });
  }

  /** Returns the filled template; undefined if it has an action that is not known here. */
  filled(): string | undefined {
    const text = this.until(undefined, []);
    return this.isPlain && this.at >= this.parts.length ? text : undefined;
  }

  /** Fills parts until an action that closes a condition. */
  private until(dot: string | undefined, ends: readonly string[]): string {
    let text = '';
    while (this.at < this.parts.length && this.isPlain) {
      const { text: plain, action } = this.parts[this.at++] as Part;
      if (plain !== undefined) text += plain;
      else if (ends.includes(action as string)) {
        this.at--;
        return text;
      } else text += this.action(action as string, dot);
    }
    if (ends.length > 0) this.isPlain = false;
    return text;
  }

  private action(action: string, dot: string | undefined): string {
    const condition = /^(with|if)\s+(.+)$/.exec(action);
    if (!condition) return this.value(action, dot) ?? this.fail();
    const [, kind, expression = ''] = condition;
    const value = this.value(expression, dot);
    const isTrue = value !== undefined && value !== '' && value !== 'false';
    const then = this.until(kind === 'with' ? value : dot, ['else', 'end']);
    const otherwise = this.parts[this.at]?.action === 'else' ? this.elsePart(dot) : '';
    this.at++;
    return isTrue ? then : otherwise;
  }

  private elsePart(dot: string | undefined): string {
    this.at++;
    return this.until(dot, ['end']);
  }

  private fail(): string {
    this.isPlain = false;
    return '';
  }

  /** Returns the value of an expression with pipes; an empty text for an argument that is not given. */
  private value(expression: string, dot: string | undefined): string | undefined {
    const [first = '', ...pipes] = expression.split(/\s*\|\s*/);
    let value = this.operand(first.replace(/^\((.*)\)$/s, '$1').trim(), dot);
    for (const pipe of pipes) {
      const otherwise = /^default\s+["'`](.*)["'`]$/.exec(pipe)?.[1];
      if (otherwise !== undefined) value ||= otherwise;
      else if (!PIPES.test(pipe)) return undefined;
      else if (/markdownify|RenderString/.test(pipe) && value?.includes('\n')) value = `\n\n${value.trim()}\n\n`;
    }
    return value;
  }

  private operand(written: string, dot: string | undefined): string | undefined {
    const call =
      /^(markdownify|safeHTML|safeURL|htmlEscape|relURL|absURL|\.?Page\.RenderString|\$?\.Page\.RenderString)\s+(.+)$/.exec(
        written,
      );
    if (call) return this.value(`${call[2]} | ${call[1]}`, dot);
    const asked = /^(?:\$?\.Get|index \$?\.Params)\s+(?:(\d+)|["'`]([\w-]+)["'`])$/.exec(written);
    if (asked) {
      const [, position, name = ''] = asked;
      return (position === undefined ? this.tag.named[name.toLowerCase()] : this.tag.list[Number(position)]) ?? '';
    }
    if (/^\$?\.Inner(?:Deindent)?$/.test(written)) return this.tag.inner ?? '';
    if (written === '.' && dot !== undefined) return dot;
    return /^["`]([^"`]*)["`]$/.exec(written)?.[1];
  }
}

const PIPES =
  /^(?:markdownify|safeHTML|safeHTMLAttr|safeURL|safeCSS|htmlEscape|htmlUnescape|plainify|relURL|absURL|strings\.TrimSpace|\$?\.Page\.RenderString|emojify|trim\s+["'].*["'])$/;
