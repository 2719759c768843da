// An article's pieces become HTML: for a page of the site, or for a feed reader.

import { fileUrl } from '../base/siteLookup.js';
import { escapeHtml } from '../base/text/characters.js';
import { allRawTags, rawTags } from '../base/text/rawHtml.js';
import type { SiteUrl } from '../config/config.js';
import type { Article, LinkSlot, Picture, Piece } from '../types.js';
import { type PictureStyles, pictureHtml, plainPictureHtml, unreadPicture } from './pictureHtml.js';
import { absolute, href } from './urls.js';

/** Pictures by their paths: those that could be made. */
export type PicturesByPath = ReadonlyMap<string, Picture>;

/** The page that a body is put on. */
export interface BodyPage {
  /** Its address: links to a place on it are fragments alone. */
  readonly url: string;
  readonly site: SiteUrl;
  /** Those that could be made; for the others the file itself is shown. */
  readonly pictures: PicturesByPath;
  /** Gets the rules that its pictures need in the page's head. */
  readonly styles: PictureStyles;
  /** Whether a picture stands above the text: then none of the text's is the first. */
  readonly isBelowPicture: boolean;
}

/** A part of an article for its page. */
export function pageHtml(pieces: readonly Piece[], { url: page, site, pictures, styles, isBelowPicture }: BodyPage): string {
  const link = (url: string) => href(site, url);
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if (piece.type === 'link') return pageLink(piece, page, site);
      const picture = pictures.get(piece.path);
      if (!picture) return unreadPicture(piece, link(fileUrl(piece.path)));
      const dark = piece.dark === undefined ? undefined : pictures.get(piece.dark);
      return pictureHtml(isBelowPicture ? { ...piece, eager: false } : piece, picture, { link, styles }, dark);
    })
    .join('');
}

/**
 * The body for a feed: every address absolute, pictures as one plain `<img>`, and of the attributes those that mean something
 * to whoever has neither our styles nor the rest of the page.
 * @param page the address of the article, where its notes and headings are
 */
export function feedHtml(article: Article, page: string, site: SiteUrl, pictures: PicturesByPath): string {
  const html = article.body
    .map((piece) => {
      if (typeof piece === 'string') return withoutColours(piece);
      const link = (url: string) => absolute(site, url);
      if (piece.type === 'link') return escapeHtml(link(piece.url) + piece.suffix);
      const picture = pictures.get(piece.path);
      return picture ? plainPictureHtml(piece, picture, link) : unreadPicture(piece, link(fileUrl(piece.path)));
    })
    .join('');
  return withoutPageAttributes(withoutActiveElements(withoutMathAndSvg(html)), absolute(site, page));
}

/** Elements that act or style, which feed readers drop, or show the inside of. */
const ACTIVE_ELEMENTS = new Set(['script', 'style', 'template', 'textarea', 'select', 'button', 'dialog']);
/** Elements of forms, whose text is text. */
const FORM_ELEMENTS = new Set(['form', 'input', 'fieldset', 'label', 'output', 'datalist']);

/** HTML without what cannot act in a feed. Nothing is lost but what a reader could press: the rest is text. */
function withoutActiveElements(html: string): string {
  if (!/<(?:script|style|template|form|input|button|textarea|select|label|dialog|fieldset|output|datalist)\b/i.test(html))
    return html;
  let made = '';
  let done = 0;
  let open: string | undefined;
  for (const { name, kind, start, end } of allRawTags(html)) {
    if (open !== undefined) {
      if (kind !== 'closing' || name !== open) continue;
      open = undefined;
    } else {
      if (!ACTIVE_ELEMENTS.has(name) && !FORM_ELEMENTS.has(name)) continue;
      made += html.slice(done, start);
      if (kind === 'opening' && ACTIVE_ELEMENTS.has(name)) open = name;
    }
    done = end;
  }
  return open === undefined ? made + html.slice(done) : made;
}

/** Attributes that mean something on our pages alone. */
const PAGE_ATTRIBUTES = /^(?:class|id|style|tabindex|role|loading|decoding|fetchpriority|(?:data|aria|on)-?.*)$/;

/** HTML without them; notes and headings of the page are linked to there. */
function withoutPageAttributes(html: string, page: string): string {
  let made = '';
  let done = 0;
  for (const { attributes } of rawTags(html)) {
    for (const [name, { value, from, to, start }] of attributes) {
      if (PAGE_ATTRIBUTES.test(name)) {
        made += html.slice(done, from).replace(/\s$/, '');
        done = to;
      } else if (name === 'href' && value.startsWith('#')) {
        made += html.slice(done, start) + escapeHtml(page);
        done = start;
      }
    }
  }
  return made + html.slice(done);
}

/**
 * HTML with other text in place of some stretches.
 * @param start matches the beginning of a stretch; global
 * @param end the text at its end
 */
function replacedBetween(html: string, start: RegExp, end: string, by: (stretch: string) => string): string {
  let made = '';
  let done = 0;
  for (const { index } of html.matchAll(start)) {
    if (index < done) continue;
    const at = html.indexOf(end, index);
    // Nor is there one after a later beginning.
    if (at < 0) break;
    made += html.slice(done, index) + by(html.slice(index, at + end.length));
    done = at + end.length;
  }
  return made + html.slice(done);
}

/** HTML in which code is text: what colours it means nothing to a feed reader. */
function withoutColours(html: string): string {
  return replacedBetween(html, /<pre tabindex="0"><code/g, '</code></pre>', (block) =>
    block.replace(/<\/?span[^<>]*>/g, '').replace('<pre tabindex="0">', '<pre>'),
  );
}

/** Without MathML and inline SVG, which readers of feeds drop or garble: a formula as its TeX, a drawing as a picture. */
function withoutMathAndSvg(html: string): string {
  if (!/<(?:math|svg)[\s>]/.test(html)) return html;
  return replacedBetween(replacedBetween(html, /<math[\s>]/g, '</math>', formula), /<svg[\s>]/g, '</svg>', drawing);
}

/** Numbers of equations, and references to them, in MathML. */
const NUMBER = /<mtext(?: class="tml-tag")?>(\([^<]*\))<\/mtext><\/mtd><\/mtr>/g;
const REFERENCE = /<a href="[^"]*">([^<]*)<\/a>/g;

/** A formula as its TeX, with the numbers that its equations and references have on the page. */
function formula(math: string): string {
  const [set = '', rest] = math.split('<annotation encoding="application/x-tex">', 2);
  const end = rest?.indexOf('</annotation>') ?? -1;
  const references = set.matchAll(REFERENCE);
  const text = (end < 0 ? math.replace(/<[^<>]*>/g, '') : (rest as string).slice(0, end))
    .replace(/\s?\\label\{[^{}]*\}/g, '')
    .replace(/\\(?:eq)?ref\{[^{}]*\}/g, (command) => references.next().value?.[1] ?? command)
    .trim();
  const numbers = Array.from(set.matchAll(NUMBER), ([, number]) => ` ${number}`).join('');
  // Without commands it reads as it stands.
  return /^[\w\s+\-=.,()[\]|!/*']*$/.test(text) ? `<i>${text}</i>${numbers}` : `<code>${text}</code>${numbers}`;
}

/** An inline drawing as a picture that holds its own bytes. */
function drawing(svg: string): string {
  const attribute = (name: string) => new RegExp(`^<svg\\b[^>]*\\s${name}="([^"]*)"`).exec(svg)?.[1];
  const alt = attribute('aria-label') ?? /<title>([^<]*)<\/title>/.exec(svg)?.[1]?.trim() ?? '';
  const size = ['width', 'height'].map((name) => {
    const value = attribute(name);
    return value && /^\d+$/.test(value) ? ` ${name}="${value}"` : '';
  });
  const file = svg.startsWith('<svg xmlns') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return `<img src="data:image/svg+xml;base64,${Buffer.from(file).toString('base64')}" alt="${alt}"${size.join('')}>`;
}

function pageLink({ url, suffix }: LinkSlot, page: string, site: SiteUrl): string {
  return escapeHtml(url === page && suffix.startsWith('#') ? suffix : href(site, url) + suffix);
}
