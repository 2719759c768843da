// Shortcodes of WordPress as HTML: a converter for each. @see WordPress, "Shortcodes"; WordPress.com, "Shortcodes"

import type { Tag } from '../../../render/foreign/tags.js';
import { languageNamed } from '../../html/code.js';
import { embedHtml, mediaHtml } from '../../html/players.js';
import { lookup, type TagTable } from '../../text/lookup.js';
import { attributes, escapedHtml } from '../../text/markup.js';
import { convertTags, type OldTag } from '../../text/tags.js';

const SHORTCODE = /\[(\/?)([a-z][\w-]*)((?:[\s=](?:"[^"]*"|'[^']*'|[^\]"'[])*)?)\/?\](?!\()/gi;

/** Finds the shortcodes of a text. Those in double brackets are text. */
export function shortcodesIn(text: string): Tag[] {
  return [...text.matchAll(SHORTCODE)].flatMap(
    ({ 0: whole, 1: slash = '', 2: name = '', 3: written = '', index: start }): Tag[] => {
      if (text[start - 1] === '[' && text[start + whole.length] === ']') return [];
      return [{ start, end: start + whole.length, name: slash + name, written, title: `the shortcode [${name}]` }];
    },
  );
}

/** Shortcodes whose content is code. @see SyntaxHighlighter Evolved: the name of a language is one, too */
const CODE =
  /^(?:code|sourcecode|source|crayon|highlight|cc_?\w*|php|python|py|java|javascript|js|css|html|xml|sql|bash|shell|cpp|c|csharp|ruby|perl|plain|text|diff|go|scala|vb|objc|pre)$/;

export const isVerbatim = (name: string): boolean => CODE.test(name);

/** Shortcodes that lay out a page: what they hold remains. */
const LAYOUT =
  /^(?:vc_\w+|et_pb_\w+|fusion_\w+|av_\w+|(?:su_)?(?:row|column)|one_(?:half|third|fourth|fifth|sixth)\w*|two_thirds?\w*|three_fourths?\w*|col\w*|clear\w*|div|center|p|lead|section|container|wpcol_\w+|intense_\w+|dropcap|vimeography)$/;

const SYNTAX = { find: shortcodesIn, isReadInCode: true, isVerbatim } as const;

/** Returns a text with its shortcodes as HTML. Unknown ones stay as they are. */
export function withoutShortcodes(text: string): string {
  if (!text.includes('[')) return text;
  const notes: string[] = [];
  const html = convertTags(text, 'gfm', SYNTAX, (tag) => {
    const converted = convert(tag, notes);
    if (converted !== undefined) return converted;
    return isVerbatim(tag.name) && tag.raw !== undefined ? codeHtml(tag) : LAYOUT.test(tag.name) ? (tag.inner ?? '') : undefined;
  });
  const list = notes.length > 0 ? `\n\n<ol>${notes.join('')}</ol>` : '';
  return html.replace(/\[(\[\/?[a-z][\w-]*[^[\]]*\])\]/gi, '$1') + list;
}

function codeHtml({ name, named, list, raw = '' }: OldTag): string {
  const written =
    named.language ?? named.lang ?? (/^(?:code|sourcecode|source|crayon|highlight|cc|pre)$/.test(name) ? list[0] : name);
  const language = languageNamed(written?.replace(/^=/, ''));
  const code = raw.replace(/^\s*\n|\s+$/g, '').replace(/<br\s*\/?>\n?/gi, '\n');
  const plain = code
    .replace(/&(?!(?:lt|gt|amp|quot|#0?39|nbsp);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  if (!raw.includes('\n') && language === undefined) return `<code>${plain}</code>`;
  return `\n\n<pre><code${attributes({ class: language && `language-${language}` })}>${plain}</code></pre>\n\n`;
}

/** Returns the address that a shortcode names: `[youtube https://…]`, `[youtube=https://…]`, `[embed]https://…[/embed]`. */
function addressOf({ list, named, written, raw }: OldTag): string | undefined {
  const inner = raw?.replace(/<[^>]*>/g, '').trim();
  const found = [named.url, named.src, named.href, named.link, inner, ...list, written.replace(/^=/, '')];
  return found.map((each) => each?.trim().replace(/^=/, '')).find((each) => each && /^(?:https?:)?\/\//.test(each));
}

const idIn = ({ list, named }: OldTag): string | undefined =>
  [named.id, named.video_id, list[0]?.replace(/^=/, '')].find((each) => each && /^[\w-]+$/.test(each));

function video(page: string): (tag: OldTag) => string | undefined {
  return (tag) => {
    const address = addressOf(tag) ?? (idIn(tag) ? page + idIn(tag) : undefined);
    return address === undefined ? undefined : `\n\n${embedHtml(address)}\n\n`;
  };
}

const MEDIA = ['mp4', 'm4v', 'webm', 'ogv', 'flv', 'wmv', 'mp3', 'm4a', 'ogg', 'wav', 'wma'];

function media(kind: 'audio' | 'video'): (tag: OldTag) => string | undefined {
  return (tag) => {
    const named = MEDIA.map((name) => tag.named[name]).find(Boolean);
    const src = tag.named.src ?? named ?? addressOf(tag)?.split(/[,|]/)[0];
    return src ? `\n\n${mediaHtml(kind, src, tag.named.poster)}\n\n` : undefined;
  };
}

function caption({ named, inner = '' }: OldTag): string {
  const shown = named.caption ?? '';
  const [, picture = inner, words = ''] = /^([\s\S]*?<img\b[^>]*>(?:\s*<\/a>)?)([\s\S]*)$/i.exec(inner) ?? [];
  const text = shown || words.trim();
  return `\n\n<figure class="wp-caption">${picture.trim()}${text ? `<figcaption>${text}</figcaption>` : ''}</figure>\n\n`;
}

/** A note, in the form that plugins show it in. */
function footnote(inner: string, notes: string[]): string {
  const at = notes.length + 1;
  notes.push(`<li id="wp-note-${at}">${inner.trim()} <a href="#wp-ref-${at}">↩</a></li>`);
  return `<sup><a id="wp-ref-${at}" href="#wp-note-${at}">${at}</a></sup>`;
}

/** Forms, which name the address that their answers go to. */
export const FORMS = 'contact-form contact-form-7 contact-field wpforms gravityform ninja_form';

const TABLE: TagTable<string[]> = {
  'caption wp_caption': caption,
  embed: (tag) => {
    const address = addressOf(tag) ?? tag.raw?.trim();
    return address ? `\n\n${embedHtml(address)}\n\n` : undefined;
  },
  audio: media('audio'),
  'video wpvideo flv': media('video'),
  'youtube yt': video('https://www.youtube.com/watch?v='),
  vimeo: video('https://vimeo.com/'),
  dailymotion: video('https://www.dailymotion.com/video/'),
  bilibili: video('https://www.bilibili.com/video/'),
  'googlemaps iframe': (tag) => {
    const src = addressOf(tag);
    return src ? `\n\n<iframe${attributes({ src: src.replaceAll('&amp;', '&') })}></iframe>\n\n` : undefined;
  },
  gist: (tag) => {
    const address = addressOf(tag) ?? (idIn(tag) ? `https://gist.github.com/${idIn(tag)}` : undefined);
    return address
      ? `\n\n<script${attributes({ src: `${address.replace(/^http:/, 'https:').replace(/\.js$/, '')}.js` })}></script>\n\n`
      : undefined;
  },
  'soundcloud slideshare tweet instagram flickr spotify': (tag) => {
    const address = addressOf(tag);
    return address ? `<p><a${attributes({ href: address })}>${escapedHtml(address)}</a></p>` : undefined;
  },
  'latex tex math': ({ raw }) => (raw === undefined ? undefined : `\\(${raw.replace(/&#0?39;/g, "'").trim()}\\)`),
  'ref footnote fn note_ref mfn': ({ inner }, notes) => (inner === undefined ? undefined : footnote(inner, notes)),
  'quote blockquote': ({ inner }) => (inner === undefined ? undefined : `\n\n<blockquote>${inner}</blockquote>\n\n`),
  more: () => '\n\n<!--more-->\n\n',
  [FORMS]: () => '',
};

const convert = lookup(TABLE) as (tag: OldTag, notes: string[]) => string | undefined;

/** Returns the names of shortcodes without a converter: words in brackets that have values or an end. */
export function unknownShortcodes(text: string): string[] {
  const tags = shortcodesIn(text).map(({ name, written }) => ({ name: name.toLowerCase(), written }));
  const ends = new Set(tags.flatMap(({ name }) => (name.startsWith('/') ? [name.slice(1)] : [])));
  const names = tags
    .filter(({ name, written }) => !name.startsWith('/') && (ends.has(name) || /\w=/.test(written)))
    .map(({ name }) => name);
  const known = new Set(Object.keys(TABLE).flatMap((each) => each.split(' ')));
  return [...new Set(names)].filter((name) => name !== 'gallery' && !known.has(name) && !isVerbatim(name) && !LAYOUT.test(name));
}
