// The tags of Hexo and of its themes (Butterfly, Fluid, NexT, Volantis, Stellar), and what each becomes.

import { lookup } from '../../text/lookup.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import { type OldTag, partsAtCommas, type Replacement, type TagConverter } from '../../text/tags.js';

type Convert = TagConverter<TextPlace>;

const CLASS_WORDS = /^(?:left|right|center|fig-\w+|nofancybox|fancybox|[\w-]*class[\w-]*)$/i;

/** `[class] path [width] [height] ["title" ["alt"]]`. @see Hexo, "Tag Plugins", Image */
const image: Convert = ({ list, named }, place) => {
  const words = [...list];
  const classes: string[] = [];
  // Words before the path are classes.
  while (words.length > 1 && !/[./]/.test(words[0] ?? '') && CLASS_WORDS.test(words[0] ?? ''))
    classes.push(words.shift() as string);
  const src = words.shift() ?? named.src;
  if (src === undefined) return undefined;
  const sizes: string[] = [];
  while (/^\d+(?:px|%)?$/.test(words[0] ?? '')) sizes.push(words.shift() as string);
  // Title and alternative text may be within one pair of quotes: '"title" "alt"'.
  const texts = words.flatMap((word) => [...word.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text)).filter(Boolean);
  const [title = words.join(' '), alt = title] = texts;
  return md.picture({ src: place.picture(src), alt, title, width: sizes[0], height: sizes[1] });
};

const postLink: Convert = ({ list }, place) => {
  const [slug = '', ...words] = list.filter((word) => !/^(?:true|false)$/.test(word));
  const page = place.page(slug);
  return page && md.link(words.join(' ') || page.title, page.address);
};

const assetLink: Convert = ({ list }, place) => {
  const [path, ...words] = list.filter((word) => !/^(?:true|false)$/.test(word));
  return path === undefined ? undefined : md.link(words.join(' ') || path, place.file(path));
};

/** `text url [external] [title]` of Hexo; `title, url, picture` of Volantis. */
const link: Convert = ({ written, list }, place) => {
  if (written.includes(',')) {
    const [text = '', url] = partsAtCommas(written);
    return url && md.link(text || url, place.link(url));
  }
  const at = list.findIndex((word) => /^(?:https?:|\/|mailto:)/.test(word));
  const url = list[at];
  const rest = list.slice(at + 1).filter((word) => !/^(?:true|false)$/.test(word));
  return url && md.link(list.slice(0, at).join(' ') || url, place.link(url), rest.join(' '));
};

/** `[title] [lang:x] [url] [link text] [options]`. @see Hexo, "Tag Plugins", Code Block */
const code: Convert = ({ written, raw = '' }) => {
  const language = /\blang:([\w#+.-]+)/.exec(written)?.[1];
  const marked = /\bmark:([\d,\-\s]+?)(?=\s\w|$)/.exec(written)?.[1]?.replaceAll(' ', '');
  const first = /\bfirst_line:(\d+)/.exec(written)?.[1];
  const words = written.replace(/\b(?:lang|mark|first_line|line_number|line_threshold|highlight|wrap|tab_replace):\S+/g, '');
  const url = /https?:\/\/\S+/.exec(words)?.[0];
  const title = words
    .replace(/https?:\/\/\S+/, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const block = md.fence(raw.replace(/^[ \t]*\n/, ''), language, {
    filename: title || undefined,
    hl: marked,
    start: first === '1' ? undefined : first,
  });
  return url ? { block: `${md.link(title || url, url)}\n\n${block.block}` } : block;
};

/** `language title url link-text` after a fence. @see Hexo, "Tag Plugins", Backtick Code Block */
export function fenceInfo(info: string): { readonly info: string; readonly before?: string } | undefined {
  const [, language = '', rest = ''] = /^([\w#+.-]+)\s+([^{}\s].*)$/.exec(info) ?? [];
  if (rest === '') return undefined;
  const marked = /\bmark:([\d,-]+)/.exec(rest)?.[1];
  const words = rest
    .replace(/\b(?:mark|first_line|line_number|line_threshold|wrap|highlight|tab_replace|caption|lang):\S*/g, '')
    .trim();
  const [title = '', shown] = words.split(/\s*https?:\/\/\S+\s*/);
  const url = /https?:\/\/\S+/.exec(words)?.[0];
  const about = [title && `filename="${title.trim().replaceAll('"', '\\"')}"`, marked && `hl="${marked}"`].filter(Boolean);
  const line = about.length > 0 ? `${language} {${about.join(' ')}}` : language;
  return { info: line, ...(url !== undefined && { before: md.link(shown || title || url, url) }) };
}

/** `author[, source] [url] [link title]`. @see Hexo, "Tag Plugins", Block Quote */
const blockquote: Convert = ({ written, inner = '' }) => {
  const url = /https?:\/\/\S+/.exec(written)?.[0];
  const [who = '', title = ''] = url === undefined ? [written] : written.split(url);
  const [author = '', source = ''] = who.split(/,\s*(.*)/s);
  const shown = [author.trim(), source.trim() && `*${source.trim()}*`].filter(Boolean).join(', ');
  const by = url ? `${shown}${shown ? ' ' : ''}${md.link(title.trim() || url, url)}` : shown;
  return md.quote(inner, by);
};

const raw: Convert = ({ raw: content = '' }) =>
  content.trim() === '' ? '' : content.includes('\n') ? { block: content } : content;

/** `url [width] [height]`. */
const iframe: Convert = ({ list }, place) => (list[0] === undefined ? undefined : md.frame(place.link(list[0]), list[0]));

const gist: Convert = ({ list: [id = '', file] }) => {
  const address = `https://gist.github.com/${id}`;
  return id ? md.link(file ?? address, address) : undefined;
};

/** `[title] [lang:x] path`: a file of `downloads/code`. */
const includeCode: Convert = ({ list, named }, place) => {
  const path = list.at(-1);
  const content = path === undefined ? undefined : place.textFile(`downloads/code/${path}`);
  return content === undefined
    ? undefined
    : md.fence(content, named.lang ?? path?.split('.').at(-1), { filename: list.slice(0, -1).join(' ') || path });
};

/** `style[, text]` on its own, or with content. */
const note: Convert = ({ written, list, inner }) => {
  if (inner === undefined) {
    const [style = '', ...rest] = partsAtCommas(written);
    return rest.length > 0 ? md.alert(styleIn(style), rest.join(', ')) : undefined;
  }
  const [first = '', ...words] = list;
  const isStyle = md.isCalloutName(first);
  const rest = (isStyle ? words : list).filter(
    (word) => !/^(?:flat|modern|simple|disabled|no-icon|icon|fa[srb]?|fa-[\w-]+|'[^']*')$/.test(word),
  );
  return md.alert(styleIn(isStyle ? first : ''), inner, rest.join(' ').replace(/,\s*$/, ''));
};

const styleIn = (words: string): string => words.split(/\s+/).find(md.isCalloutName) ?? '';

/** `[color] [open], title` of Volantis; `title[, color]` of Butterfly. */
const folding: Convert = ({ written, inner = '' }) => {
  const parts = partsAtCommas(written);
  const settings = /^(?:(?:open|child:\w+|cyan|green|yellow|red|blue|orange|purple|pink|gray|grey|black|white)\s*)+$/i;
  const [first = ''] = parts;
  const isOpen = /\bopen\b/.test(settings.test(first) ? first : '') || /\bopen:true\b/.test(written);
  const title = (settings.test(first) ? parts.slice(1) : parts)
    .filter((part) => !/^(?:#[0-9a-f]{3,8}|(?:rgb|hsl)a?\(.*|var\(.*)$/i.test(part))
    .join(', ')
    .replace(/\b(?:open|color|child):\S+\s*/g, '');
  return md.details(title, inner, isOpen);
};

/** `hideInline content,display,bg,color`. */
const hideInline: Convert = ({ written }) => {
  const [content = '', shown = '…'] = partsAtCommas(written);
  return md.details(shown, content);
};

/** `<!-- tab title -->…<!-- endtab -->`. */
const tabs: Convert = ({ inner = '' }) => sections(inner, /<!--\s*tab\s*(.*?)\s*-->/g, /<!--\s*endtab\s*-->/g);

/** `<!-- node title -->` or `<!-- timeline title -->…`. */
const timeline: Convert = ({ written, inner = '' }) => {
  const shown = sections(
    inner,
    /<!--\s*(?:node|timeline)\s*(.*?)\s*-->|^\s*\{%\s*timenode\s+(.*?)\s*%\}/gm,
    /<!--\s*endtimeline\s*-->/g,
  );
  const title = partsAtCommas(written)[0] ?? '';
  return title && !/^(?:api|user|repo):/.test(title) ? { block: `**${title}**\n\n${shown.block}` } : shown;
};

const timenode: Convert = ({ written, inner = '' }) => ({ block: `**${written.trim()}**\n\n${inner}` });

/** Cells of a grid, one after the other. */
const grid: Convert = ({ inner = '' }) => ({
  block: inner.replace(/^[ \t]*<!--\s*(?:cell|item)\b.*?-->[ \t]*$/gm, '').replace(/\n{3,}/g, '\n\n'),
});

/** Returns the parts between marks, each below its title in bold; unknown words of a title are icons. */
function sections(content: string, mark: RegExp, end: RegExp): md.Block {
  const parts = content.replace(end, '').split(mark);
  const out = [parts[0]?.trim() ?? ''];
  const groups = 1 + (mark.source.match(/\((?!\?)/g)?.length ?? 1);
  for (let at = 1; at < parts.length; at += groups) {
    const title = parts.slice(at, at + groups - 1).find(Boolean) ?? '';
    const plain = title
      .replace(/@?(?:fa[srb]?\s+)?fa-[\w-]+/g, '')
      .replace(/,\s*$/, '')
      .trim();
    if (plain) out.push(`**${plain}**`);
    out.push(parts[at + groups - 1]?.trim() ?? '');
  }
  return { block: out.filter(Boolean).join('\n\n') };
}

/** Galleries: markdown pictures in the content, or one address in each line. */
const gallery: Convert = ({ inner }, place) => {
  if (inner === undefined) return undefined;
  const lines = inner.split('\n').map((line) => line.trim());
  const pictures = lines.filter((line) => line !== '' && !/^<!--/.test(line));
  const shown = pictures.map((line) =>
    /^!|^\[!|^</.test(line) || /\s/.test(line) ? line : md.picture({ src: place.picture(line) }),
  );
  return shown.length === 0 ? '' : md.gallery(shown.join('\n\n'));
};

/** A link to a page of pictures: `name description link cover`. */
const galleryGroup: Convert = ({ list: [name = '', description = '', address = '', cover] }, place) => {
  const shown = md.link(name, place.link(address));
  return {
    block: [cover && md.picture({ src: place.picture(cover), alt: name }), `${shown}${description ? `: ${description}` : ''}`]
      .filter(Boolean)
      .join('\n\n'),
  };
};

/** `src, alt=, width=, height=` of Volantis; `src description width:… download:…` of Stellar. */
const imageAtCommas: Convert = (tag, place) => {
  const { written, list, named } = tag;
  if (!written.includes(',')) {
    const [src, ...words] = list;
    return src === undefined
      ? undefined
      : md.picture({ src: place.picture(src), alt: words.join(' '), width: named.width?.replace('px', '') });
  }
  const [src = '', ...rest] = partsAtCommas(written);
  const values = Object.fromEntries(rest.map((part) => part.split(/=(.*)/s).map((each) => each.trim()) as [string, string]));
  return md.picture({ src: place.picture(src), alt: values.alt, width: values.width?.replace('px', '') });
};

/** `text, url, icon` of Volantis and NexT; `url, text, icon` of Butterfly; `text url` of Stellar. */
const button: Convert = ({ written, list }, place) => {
  const parts = written.includes(',') ? partsAtCommas(written) : [...list];
  const at = parts.findIndex((part) => /^(?:https?:|\/|#|\.{1,2}\/|mailto:)/.test(part) || /\.(?:html?|md|pdf|zip)$/.test(part));
  const url = parts[at];
  const text = parts.find((part, index) => index !== at && part !== '' && !isIcon(part));
  return url === undefined ? undefined : md.link(text ?? url, place.link(url));
};

const isIcon = (word: string): boolean =>
  /^(?:fa[srb]?|fa-[\w-]+|fa[srb]? fa-.*|regular|center|large|larger|block|outline|icon:.*|color:.*|(?:blue|pink|red|purple|orange|green)(?: .*)?)$/i.test(
    word,
  );

/** A group of buttons; `{% cell text, url %}` in it. */
const buttons: Convert = ({ inner = '' }) => ({ block: inner });

/** `quot [el:h2] [icon:x] text`: a line that stands out. */
const quot: Convert = ({ list, named }) => {
  const text = list.join(' ');
  const level = /^h([1-6])$/.exec(named.el ?? '')?.[1];
  return { block: level ? `${'#'.repeat(Number(level))} ${text}` : `**${text}**` };
};

/** Text in a colour or with a label. */
const words: Convert = ({ written, list }) => {
  const parts = written.includes(',') ? partsAtCommas(written) : list;
  const shown = parts.length > 1 && written.includes(',') ? parts.slice(1).join(', ') : parts.join(' ');
  return shown;
};

/** `label text color` of Butterfly, `label primary@text` of NexT. */
const labelled: Convert = ({ written, list }) => {
  const at = /^[\w\s]*@([\s\S]+)$/.exec(written)?.[1];
  const isColour =
    list.length > 1 &&
    /^(?:default|blue|pink|red|purple|orange|green|primary|success|info|warning|danger)$/.test(list.at(-1) ?? '');
  return `\`${(at ?? (isColour ? list.slice(0, -1).join(' ') : written)).trim()}\``;
};

const decorated =
  (before: string, after = before): Convert =>
  ({ written }) =>
    `${before}${written.trim()}${after}`;

/** `checkbox [color] [checked], text`. */
const checkbox: Convert = ({ written }) => {
  const [first = '', ...rest] = partsAtCommas(written);
  const text = rest.length > 0 ? rest.join(', ') : first;
  return { block: `- [${rest.length > 0 && /\bchecked\b/.test(first) ? 'x' : ' '}] ${text}` };
};

const video: Convert = ({ list, named }, place) => {
  const url = named.url ?? named.src ?? list.find((word) => /[./]/.test(word));
  return url === undefined ? undefined : { block: md.media(place.file(url)) };
};

/** `audio url` and the players of music. Services of music have no file; the tag stays and is reported. */
const audio: Convert = (tag, place) => (/\.(?:mp3|m4a|ogg|wav|flac|aac)\b/.test(tag.written) ? video(tag, place) : undefined);

const player =
  (site: string): Convert =>
  ({ list, named }) =>
    md.player(site, named.bvid ?? named.id ?? list[0]);

const mermaid: Convert = ({ raw: content = '' }) => md.fence(content, 'mermaid');

/** `block title`, `cell`, `box`: a part of a text, with a title if there is one. */
const part: Convert = ({ written, inner }) => {
  if (inner === undefined) return undefined;
  const title =
    partsAtCommas(written)[0]
      ?.replace(/\b\w+:\S+/g, '')
      .trim() ?? '';
  return { block: title && !/^[a-z-]+$/.test(title) ? `**${title}**\n\n${inner}` : inner };
};

const centered: Convert = ({ inner = '' }) => md.quote(inner);

/** `tip [kind]`: a callout with a heading of its own in the content. */
const tip: Convert = ({ list, inner = '' }) => md.alert(list.find(md.isCalloutName) ?? 'tip', inner);

/** `user/repository` or `user`, then settings. */
const githubCard: Convert = ({ written }) => {
  const name = partsAtCommas(written)[0]?.trim() ?? '';
  return /^[\w./-]+$/.test(name) ? md.link(name, `https://github.com/${name}`) : undefined;
};

/** `title, url=…, avatar=…, description=…`. */
const site: Convert = ({ written }, place) => {
  const [title = '', ...rest] = partsAtCommas(written);
  const values = Object.fromEntries(rest.map((each) => each.split(/=(.*)/s).map((word) => word.trim()) as [string, string]));
  if (!values.url) return undefined;
  return { block: `- ${md.link(title, place.link(values.url))}${values.description ? `: ${values.description}` : ''}` };
};

/** `title, author`, with the lines of a poem. */
const poem: Convert = ({ written, inner = '' }) => {
  const [title = '', author = ''] = partsAtCommas(written);
  const lines = inner.trim().replace(/(\S)[ \t]*\n(?=\S)/g, '$1  \n');
  return md.quote(title ? `**${title}**\n\n${lines}` : lines, author);
};

/** `percent colour text`. */
const progress: Convert = ({ list: [percent = '', , ...text] }) => ({ block: `${text.join(' ')}: ${percent}%` });

/** `left, right, link`: a label of two parts. */
const badge: Convert = ({ written }, place) => {
  const [left = '', right = '', logo = ''] = partsAtCommas(written);
  const [, address] = /\|\|\s*(\S+)/.exec(written) ?? [];
  const text = [left, right.split('||', 1)[0]?.trim()].filter(Boolean).join(': ');
  return address && /^https?:/.test(address) ? md.link(text || logo, place.link(address)) : text;
};

/** Converters by the names of their tags. */
export const HEXO_TAGS: { readonly [names: string]: Convert } = {
  'asset_img img': image,
  'image inlineimage': imageAtCommas,
  'post_link post_path': postLink,
  'asset_link asset_path': assetLink,
  link,
  'codeblock code': code,
  'blockquote quote': blockquote,
  'pullquote cq centerquote': centered,
  'raw html': raw,
  'iframe frame': iframe,
  gist,
  'include_code include-code': includeCode,
  'note notel subnote callout admonition': note,
  tip,
  ghcard: githubCard,
  'site link_card linkcard': site,
  poem,
  progress,
  'bdage bdge': badge,
  'sitegroup sites': buttons,
  'fold folding hidetoggle hideblock toggle details spoiler': folding,
  hideinline: hideInline,
  'tabs tab subtabs subsubtabs': tabs,
  timeline,
  timenode,
  'grid row': grid,
  'gallery gallerys photos grouppicture gp galleryimg': gallery,
  gallerygroup: galleryGroup,
  'btn button cell': button,
  'btns buttons': buttons,
  quot,
  'p span psw text font': words,
  'label hl': labelled,
  u: decorated('<u>', '</u>'),
  emp: decorated('*'),
  wavy: decorated('<u>', '</u>'),
  del: decorated('~~'),
  kbd: decorated('<kbd>', '</kbd>'),
  mark: decorated('<mark>', '</mark>'),
  'checkbox radio': checkbox,
  'video dplayer': video,
  'audio aplayer': audio,
  youtube: player('youtube'),
  vimeo: player('vimeo'),
  bilibili: player('bilibili'),
  mermaid,
  'block box kbox border noteblock': part,
};

export const convertHexoTag = lookup(HEXO_TAGS);

/** Tags whose content is code or text as it stands. */
export const isVerbatim = (name: string): boolean => /^(?:raw|html|codeblock|code|mermaid|include_code)$/.test(name);

export type { OldTag, Replacement };
