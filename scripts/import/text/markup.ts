// Markdown that stands in the place of tags, in the dialects of imported texts: `gfm` with alerts.

import type { Block } from './tags.js';

export type { Block };

/** What is written between the brackets of a link or picture. */
export function label(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<!\\)([[\]])/g, '\\$1');
}

/** What is written between the parentheses of a link or picture. */
export function destination(address: string): string {
  const written = address.trim().replace(/ /g, '%20');
  return /[()<>]/.test(written) ? `<${written.replace(/[<>]/g, encodeURIComponent)}>` : written;
}

function title(text: string | undefined): string {
  return text ? ` "${text.replace(/\s+/g, ' ').trim().replaceAll('"', '\\"')}"` : '';
}

export interface PictureValues {
  readonly src: string;
  readonly alt?: string | undefined;
  readonly title?: string | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
  readonly link?: string | undefined;
}

/** Puts an element into a span: alone in its line, it would begin a block of HTML, in which markdown is not read. */
export function inLine(element: string): string {
  return `<span>${element}</span>`;
}

/** A picture. One with a size is written as HTML, since `gfm` has no attributes. */
export function picture({ src, alt = '', title: shown, width, height, link: target }: PictureValues): string {
  const isSized = /^\d+(?:px|%)?$/.test(width ?? '');
  const image = isSized
    ? inLine(
        `<img${attributes({ src, alt: alt || shown, title: shown, width: width?.replace('px', ''), height: /^\d+$/.test(height ?? '') ? height : undefined })}>`,
      )
    : `![${label(alt || shown || '')}](${destination(src)}${title(shown && shown !== alt ? shown : undefined)})`;
  return target ? `[${image}](${destination(target)})` : image;
}

export function link(text: string, address: string, shown?: string): string {
  return `[${label(text)}](${destination(address)}${title(shown)})`;
}

/** The attributes of an element in HTML, with a space before each. */
export function attributes(values: { readonly [name: string]: string | undefined }): string {
  return Object.entries(values)
    .filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '')
    .map(([name, value]) => ` ${name}="${escapedHtml(value).replaceAll('"', '&quot;')}"`)
    .join('');
}

export function escapedHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A code block. @param about further words after the language, in braces: `filename="a.js"` */
export function fence(code: string, language = '', about: { readonly [name: string]: string | undefined } = {}): Block {
  const ticks = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const given = Object.entries(about).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const words = given.map(([name, value]) => `${name}="${value.replaceAll('"', '\\"')}"`).join(' ');
  const info = [language || (words ? 'text' : ''), words && `{${words}}`].filter(Boolean).join(' ');
  return { block: `${ticks}${info}\n${code.replace(/^\n+|\s+$/g, '')}\n${ticks}` };
}

/** Names of callouts in other tools, by the five kinds of alerts. */
const KINDS: readonly (readonly [kind: string, names: RegExp])[] = [
  ['TIP', /^(?:tips?|hint|success|check|done|green|question-tip|example|quote-tip)$/i],
  ['IMPORTANT', /^(?:important|purple|abstract-important|key)$/i],
  ['WARNING', /^(?:warn(?:ing)?|attention|yellow|orange|question|help|faq)$/i],
  ['CAUTION', /^(?:caution|danger|error|bug|fail(?:ure)?|missing|red)$/i],
];

/** Returns the alert of a callout's name: `NOTE` for unknown ones. */
export function alertKind(name: string): string {
  return KINDS.find(([, names]) => names.test(name))?.[0] ?? 'NOTE';
}

/** Names of callouts that are a `NOTE`. */
const NOTES =
  /^(?:note|info|default|primary|secondary|abstract|summary|todo|quote|blue|cyan|light|dark|simple|modern|gray|grey)$/i;

/** True for the name of a kind of callout, or a colour that stands for one. */
export function isCalloutName(name: string): boolean {
  return NOTES.test(name) || KINDS.some(([, names]) => names.test(name));
}

/** A callout. @see GitHub, "Alerts" */
export function alert(name: string, content: string, heading = ''): Block {
  const text = heading ? `**${heading.trim()}**\n\n${content.trim()}` : content.trim();
  return quote(`[!${alertKind(name)}]\n${text}`);
}

export function quote(content: string, by = ''): Block {
  const text = by ? `${content.trim()}\n\n— ${by.trim()}` : content.trim();
  return {
    block: text
      .split('\n')
      .map((line) => (line.trim() === '' ? '>' : `> ${line}`))
      .join('\n'),
  };
}

/** Text that readers unfold. @param summary inline markdown */
export function details(summary: string, content: string, isOpen = false): Block {
  const shown = summary.trim() ? `<summary>${escapedHtml(summary.trim())}</summary>\n` : '';
  return { block: `<details${isOpen ? ' open' : ''}>\n${shown}\n${content.trim()}\n\n</details>` };
}

/** Pictures in rows; each is a paragraph of its own. */
export function gallery(content: string): Block {
  const pictures = content.trim().replace(/\)[ \t]*\n(?=!\[)/g, ')\n\n');
  return { block: `<div class="gallery">\n\n${pictures}\n\n</div>` };
}

/** A page of another site in a frame. */
export function frame(src: string, shown: string): Block {
  return { block: `<iframe${attributes({ src, title: shown, loading: 'lazy' })} allowfullscreen></iframe>` };
}

/** Addresses of the players of video sites, by the names of their tags. `$` stands for the id. */
const PLAYERS: { readonly [name: string]: string } = {
  youtube: 'https://www.youtube-nocookie.com/embed/$',
  vimeo: 'https://player.vimeo.com/video/$',
  bilibili: 'https://player.bilibili.com/player.html?bvid=$',
  youku: 'https://player.youku.com/embed/$',
  tencent: 'https://v.qq.com/txp/iframe/player.html?vid=$',
};

/** The player of a video site. @returns undefined without an id */
export function player(site: string, id: string | undefined): Block | undefined {
  const address = PLAYERS[site];
  if (!address || !id || !/^[\w-]+$/.test(id)) return undefined;
  const isNumber = site === 'bilibili' && /^(?:av)?\d+$/i.test(id);
  const src = isNumber ? `https://player.bilibili.com/player.html?aid=${id.replace(/^av/i, '')}` : address.replace('$', id);
  return frame(src, `${site} ${id}`);
}

/** A video or sound file of the site. */
export function media(src: string, shown = ''): string {
  return `![${label(shown)}](${destination(src)})`;
}
