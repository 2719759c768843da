// Fills the slots of an article's pieces: for a page of the site, or for feed readers.

import { fileUrl } from '../base/siteLookup.js';
import { escapeHtml } from '../base/text/characters.js';
import { allRawTags, rawTags } from '../base/text/rawHtml.js';
import type { SiteUrl } from '../config/config.js';
import type { Article, LinkSlot, Picture, Piece } from '../types.js';
import { type PictureStyles, pictureHtml, plainPictureHtml, unreadPicture } from './pictureHtml.js';
import { absolute, href } from './urls.js';

/** The pictures that could be made, by path. */
export type PicturesByPath = ReadonlyMap<string, Picture>;

/** The page that shows a body. */
export interface BodyPage {
  /** Its address: links within the page become mere fragments. */
  readonly url: string;
  readonly site: SiteUrl;
  /** Pictures that could be made. For all others, the original file is shown. */
  readonly pictures: PicturesByPath;
  /** Filled with the CSS rules of its pictures, for the page's head. */
  readonly styles: PictureStyles;
  /** True if a picture is shown above the text: then none in the text is loaded eagerly. */
  readonly isBelowPicture: boolean;
}

/** Returns pieces of an article as HTML for its page. */
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
 * Returns the body for a feed: absolute addresses, pictures as one plain `<img>`, and only attributes that work without the
 * site's styles and the rest of the page.
 * @param page the article's address; links to its notes and headings lead there
 */
export function feedHtml(article: Pick<Article, 'body'>, page: string, site: SiteUrl, pictures: PicturesByPath): string {
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

/** Scripts, styles and controls: feed readers drop them or show their source. */
const ACTIVE_ELEMENTS = new Set(['script', 'style', 'template', 'textarea', 'select', 'button', 'dialog']);
/** Form elements: only the tags are removed, the text stays. */
const FORM_ELEMENTS = new Set(['form', 'input', 'fieldset', 'label', 'output', 'datalist']);

/** Removes elements that do not work in feeds. All readable text stays. */
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

/** Attributes that only work on the site's own pages. */
const PAGE_ATTRIBUTES = /^(?:class|id|style|tabindex|role|loading|decoding|fetchpriority|(?:data|aria|on)-?.*)$/;

/** Removes these attributes, and lets fragment links lead to the page. */
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
 * Replaces stretches of HTML.
 * @param start matches the beginning of a stretch; global
 * @param end the text at its end
 */
function replacedBetween(html: string, start: RegExp, end: string, by: (stretch: string) => string): string {
  let made = '';
  let done = 0;
  for (const { index } of html.matchAll(start)) {
    if (index < done) continue;
    const at = html.indexOf(end, index);
    // No end here means no end after any later start.
    if (at < 0) break;
    made += html.slice(done, index) + by(html.slice(index, at + end.length));
    done = at + end.length;
  }
  return made + html.slice(done);
}

/** Removes the `<span>`s of syntax highlighting, whose classes have no styles in feed readers. */
function withoutColours(html: string): string {
  return replacedBetween(html, /<pre tabindex="0"><code/g, '</code></pre>', (block) =>
    block.replace(/<\/?span[^<>]*>/g, '').replace('<pre tabindex="0">', '<pre>'),
  );
}

/** Replaces MathML and inline SVG, which feed readers drop or garble: formulas by their TeX, drawings by pictures. */
function withoutMathAndSvg(html: string): string {
  if (!/<(?:math|svg)[\s>]/.test(html)) return html;
  return replacedBetween(replacedBetween(html, /<math[\s>]/g, '</math>', formula), /<svg[\s>]/g, '</svg>', drawing);
}

/** Numbers of equations and references to them, in MathML. */
const NUMBER = /<mtext(?: class="tml-tag")?>(\([^<]*\))<\/mtext><\/mtd><\/mtr>/g;
const REFERENCE = /<a href="[^"]*">([^<]*)<\/a>/g;

/** Returns a formula as TeX, with the equation numbers and references of the page. */
function formula(math: string): string {
  const [set = '', rest] = math.split('<annotation encoding="application/x-tex">', 2);
  const end = rest?.indexOf('</annotation>') ?? -1;
  const references = set.matchAll(REFERENCE);
  const text = (end < 0 ? math.replace(/<[^<>]*>/g, '') : (rest as string).slice(0, end))
    .replace(/\s?\\label\{[^{}]*\}/g, '')
    .replace(/\\(?:eq)?ref\{[^{}]*\}/g, (command) => references.next().value?.[1] ?? command)
    .trim();
  const numbers = Array.from(set.matchAll(NUMBER), ([, number]) => ` ${number}`).join('');
  // A formula without commands is readable as it is.
  return /^[\w\s+\-=.,()[\]|!/*']*$/.test(text) ? `<i>${text}</i>${numbers}` : `<code>${text}</code>${numbers}`;
}

/** Returns an inline drawing as an `<img>` with a data URL. */
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
