// The shortcodes of Hugo and of its themes (PaperMod, Stack, LoveIt, DoIt, Even, MemE, Book, Docsy, Hextra, Learn, Blowfish, Academic), and
// what each becomes.

import { lookup } from '../../text/lookup.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import type { OldTag, TagConverter } from '../../text/tags.js';

type Convert = TagConverter<TextPlace>;

/** Returns the first argument that has one of some names, or that is at a position. */
const argument = ({ named, list }: OldTag, names: readonly string[], at?: number): string | undefined =>
  names.map((name) => named[name]).find((each) => each !== undefined && each !== '') ?? (at === undefined ? undefined : list[at]);

/** `src alt caption title attr attrlink link width height`. @see Hugo, shortcodes, "Figure" */
const figure: Convert = (tag, place) => {
  const { named, inner } = tag;
  const src = argument(tag, ['src', 'image', 'img', 'url', 'path', 'file'], 0);
  if (src === undefined || /[*?]/.test(src)) return undefined;
  const attribution = named.attr ? (named.attrlink ? md.link(named.attr, place.link(named.attrlink)) : named.attr) : '';
  const title = named.title ? `**${named.title}**` : '';
  const caption = [title, named.caption ?? (inner?.trim() || undefined), attribution].filter(Boolean).join(' ');
  const alt = named.alt ?? tag.list[1] ?? plain(caption);
  const target = named.link ?? named.href;
  const { width, height } = named;
  const shown = md.picture({ src: place.picture(src), alt, width, height, link: target && place.link(target) });
  if (caption === '') return tag.name === 'img' || tag.name === 'image' ? shown : { block: shown };
  return { block: `<figure>\n\n${shown}\n\n<figcaption>\n\n${caption}\n\n</figcaption>\n</figure>` };
};

const PICTURE = /\.(?:jpe?g|png|gif|svg|webp|avif|bmp)$/i;

/** Returns the picture of a shortcode that is not known but names one. */
export const pictureOf: Convert = (tag, place) => {
  const src = argument(tag, ['src', 'image', 'img'], 0);
  if (!src || !PICTURE.test(src.replace(/[?#].*$/, ''))) return undefined;
  return figure({ ...tag, name: 'figure', list: tag.list.slice(0, 1) }, place);
};

/** Returns inline markdown without its marks, for alternative texts. */
const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^<>]*>|[*_`]/g, '')
    .trim();

/** `lang options`, with `hl_lines` and `linenostart`. @see Hugo, shortcodes, "Highlight" */
const highlight: Convert = ({ list, named, written, raw = '' }) => {
  const options = written.replace(/^\s*\S+/, '');
  const marked = /hl_lines=\[?\s*["']?([\d ,-]+)/
    .exec(options)?.[1]
    ?.trim()
    .replace(/["\s,]+/g, ',');
  const start = /linenostart=(\d+)/.exec(options)?.[1];
  const filename = named.title ?? named.filename ?? named.file;
  return md.fence(raw.replace(/^[ \t]*\n/, ''), named.lang ?? named.language ?? list[0] ?? '', {
    filename,
    hl: marked,
    start: start === '1' ? undefined : start,
  });
};

const code: Convert = (tag, place) => (tag.inner === undefined ? undefined : highlight(tag, place));

/** `user id [file]`. */
const gist: Convert = ({ list: [user = '', id = '', file] }) => {
  const address = `https://gist.github.com/${user}/${id}`;
  return user && id ? md.link(file ?? address, address) : undefined;
};

/** `user= id=`, or only the id. @see Hugo, shortcodes, "X" */
const tweet: Convert = (tag) => {
  const id = argument(tag, ['id'], 0);
  if (!id || !/^\d+$/.test(id)) return undefined;
  const address = `https://x.com/${tag.named.user ?? 'i'}/status/${id}`;
  return { block: md.link(address, address) };
};

/** A link to a page of another site, whose address has an id. */
const linkTo =
  (address: (id: string) => string): Convert =>
  (tag) => {
    const id = argument(tag, ['id'], 0);
    return id && /^[\w-]+$/.test(id) ? { block: md.link(address(id), address(id)) } : undefined;
  };

const player =
  (site: string): Convert =>
  (tag) =>
    md.player(site, argument(tag, ['id', 'bvid', 'aid', 'bv', 'vid'], 0));

/** The address of a text: `{{< ref "a.md#heading" >}}`. @see Hugo, shortcodes, "Ref" */
const ref: Convert = (tag, place) => {
  const written = argument(tag, ['path'], 0)?.trim();
  if (!written) return undefined;
  const [path = '', heading] = written.split('#');
  const suffix = heading === undefined ? '' : `#${heading}`;
  if (path === '') return suffix;
  const found = [path, `/${path}`].map((each) => ({ each, at: place.link(each) })).find(({ each, at }) => at !== each);
  const address = found?.at ?? place.page(path.replace(/\/+$/, ''))?.address ?? path;
  return md.destination(address.replace(/%20/g, ' ')) + suffix;
};

/** A callout: `type title open`, by position or by name. */
const callout =
  (kind?: string): Convert =>
  (tag) => {
    const { list, named, inner } = tag;
    const words = list.filter((word) => !/^(?:true|false)$/.test(word));
    const isKind = kind === undefined && words[0] !== undefined && (md.isCalloutName(words[0]) || inner !== undefined);
    const type =
      kind ?? argument(tag, ['type', 'style', 'kind', 'level', 'color', 'context', 'icon']) ?? (isKind ? words[0] : '') ?? '';
    const texts = isKind ? words.slice(1) : words;
    const title = named.title ?? named.header ?? (inner === undefined ? '' : texts.join(' '));
    const content = inner ?? named.text ?? named.content ?? texts.join(' ');
    const isWord = isKind && !md.isCalloutName(words[0] as string) && /[\s\p{Script=Han}]/u.test(words[0] as string);
    return content.trim() === '' && title === ''
      ? undefined
      : md.alert(type, content, isWord ? `${words[0]} ${title}`.trim() : title);
  };

/** Text that readers unfold. */
const details: Convert = (tag) => {
  if (tag.inner === undefined) return undefined;
  const words = tag.list.filter((word) => !/^(?:open|true|false|closed|\.{3})$/.test(word));
  const title = tag.named.title ?? tag.named.summary ?? tag.named.header ?? tag.named.label ?? tag.named.name ?? words.join(' ');
  const isOpen = /^(?:true|open)$/.test(tag.named.open ?? '') || tag.list.includes('open') || tag.named.closed === 'false';
  return md.details(title, tag.inner, isOpen);
};

/** `href content title`, or the content between the tags. */
const link: Convert = (tag, place) => {
  const href = argument(tag, ['href', 'url', 'link', 'relref', 'ref', 'src'], 0);
  if (href === undefined) return undefined;
  const { named, list, inner } = tag;
  const text = inner?.trim() || named.content || named.text || named.label || named.name || named.title || list[1] || href;
  const isInternal = named.relref !== undefined || named.ref !== undefined;
  const address = isInternal ? ref({ ...tag, named: { path: href } }, place) : place.link(href);
  return typeof address === 'string'
    ? `[${/\]\(/.test(text) ? text : md.label(text)}](${isInternal ? address : md.destination(address)})`
    : undefined;
};

/** A card with a link: `link title subtitle`. */
const card: Convert = (tag, place) => {
  const { named, inner } = tag;
  const href = argument(tag, ['link', 'href', 'url']);
  const title = named.title ?? named.header ?? '';
  const head = href ? md.link(title || href, place.link(href)) : title && `**${title}**`;
  const text = [named.subtitle, named.description, inner].filter((each) => each?.trim()).join('\n\n');
  const image = named.image ?? named.img;
  const shown = [image && md.picture({ src: place.picture(image), alt: title }), head, text].filter(Boolean).join('\n\n');
  return shown === '' ? undefined : { block: shown };
};

/** Stands in the place of the title of a tab that only the tag around it knows. */
const TAB = '<!--tab-->';

const tab: Convert = (tag) => {
  const { inner, raw, named } = tag;
  if (inner === undefined) return undefined;
  const title = argument(tag, ['title', 'name', 'header', 'label', 'tabname'], 0);
  const lang = named.lang ?? named.language;
  const content = lang && !/```|\{\{/.test(raw ?? '') ? md.fence((raw ?? '').replace(/^[ \t]*\n/, ''), lang).block : inner;
  return { block: `${title ? `**${title}**` : TAB}\n\n${content}` };
};

/** Tabs, one below the other. Hextra names all in one list: `items="a,b"`. */
const tabs: Convert = ({ inner, named }) => {
  if (inner === undefined) return undefined;
  const titles = (named.items ?? '').split(',').map((each) => each.trim());
  return { block: inner.replaceAll(TAB, () => (titles[0] ? `**${titles.shift()}**` : '')).replace(/\n{3,}/g, '\n\n') };
};

const mermaid: Convert = ({ raw }) => (raw === undefined ? undefined : md.fence(raw.replace(/^[ \t]*\n/, ''), 'mermaid'));

/** A formula; without content, the tag only loads a program. */
const formula: Convert = ({ raw, named, list }) => {
  const content = raw?.trim();
  if (!content) return '';
  if (/^(?:\$|\\\(|\\\[)/.test(content)) return content.includes('\n') ? { block: content } : content;
  const isDisplay =
    content.includes('\n') || named.display !== undefined || list.includes('display') || /\bdisplay\b/.test(named.class ?? '');
  return isDisplay ? { block: `$$\n${content}\n$$` } : `$${content}$`;
};

/** Music of a service, or a file. */
const music: Convert = (tag, place) => {
  const { named } = tag;
  const file = named.url ?? named.src ?? named.file ?? tag.list.find((word) => /\.(?:mp3|m4a|ogg|wav|flac|aac)\b/.test(word));
  if (file) return { block: md.media(place.file(file), [named.name, named.artist].filter(Boolean).join(' — ')) };
  const auto = named.auto ?? tag.list.find((word) => /^https?:/.test(word));
  if (auto) return { block: md.link(auto, auto) };
  const server = named.server ?? tag.list[0];
  const type = named.type ?? tag.list[1] ?? 'song';
  const id = named.id ?? tag.list[2];
  const address = server && id && MUSIC[server]?.(type, id);
  return address ? { block: md.link(address, address) } : undefined;
};

const MUSIC: { readonly [server: string]: (type: string, id: string) => string } = {
  netease: (type, id) => `https://music.163.com/#/${type}?id=${id}`,
  tencent: (type, id) => `https://y.qq.com/n/ryqq/${type === 'song' ? 'songDetail' : type}/${id}`,
};

/** `src` of a video or sound. */
const media: Convert = (tag, place) => {
  const src = argument(tag, ['src', 'url', 'mp4', 'file'], 0);
  if (src === undefined) return undefined;
  const shown = md.media(place.file(src), tag.named.caption ?? tag.named.title ?? tag.named.alt ?? '');
  return { block: shown };
};

/** A gallery with pictures in it. One that names files by a pattern stays. */
const gallery: Convert = ({ inner }) => (inner === undefined ? undefined : md.gallery(inner));

const quote: Convert = (tag, place) => {
  const { named, inner, list } = tag;
  if (inner === undefined) return undefined;
  const author = named.author ?? named.by ?? (named.source || named.title ? '' : list.join(' '));
  const source = named.source ?? named.title ?? named.cite ?? '';
  const url = named.url ?? named.link ?? named.href;
  const by = [author, source && `*${source}*`].filter(Boolean).join(', ');
  return md.quote(inner, url ? md.link(by.replaceAll('*', '') || url, place.link(url)) : by);
};

/** Only its content matters. */
const content: Convert = ({ inner }) => (inner === undefined ? undefined : { block: inner });

/** Content in a line. */
const inline =
  (before: string, after: string): Convert =>
  ({ inner, list }) => {
    const text = inner ?? list.join(' ');
    return text === '' ? undefined : before + text + after;
  };

/** Content with a style of its own. */
const styled =
  (style: (tag: OldTag) => string | undefined): Convert =>
  (tag) => {
    const { inner } = tag;
    return inner === undefined ? undefined : { block: `<div${md.attributes({ style: style(tag) })}>\n\n${inner}\n\n</div>` };
  };

/** `align direction "text"`, or with content. */
const aligned: Convert = ({ list: [direction = '', ...words], inner, named }) => {
  const text = inner ?? words.join(' ');
  const style = `text-align: ${named.align ?? direction}`;
  return text === '' ? undefined : { block: `<div${md.attributes({ style })}>\n\n${text}\n\n</div>` };
};

const html: Convert = ({ raw }) => (raw === undefined ? undefined : raw.includes('\n') ? { block: raw } : raw);

const nothing: Convert = () => '';

/** A part with a heading: an item of a timeline, a step, an entry of an accordion. */
const part: Convert = (tag) => {
  const { named, inner, list } = tag;
  if (inner === undefined) return undefined;
  const head = [named.header ?? named.title ?? named.name ?? list[0], named.subheader, named.badge ?? named.date].filter(Boolean);
  return { block: head.length > 0 ? `**${head.join(' · ')}**\n\n${inner}` : inner };
};

/** A QR code of a text: the text itself. @see Hugo, shortcodes, "QR" */
const qr: Convert = ({ named, inner, list }) => {
  const text = named.text ?? inner?.trim() ?? list[0];
  return !text ? undefined : /^https?:\/\/\S+$/.test(text) ? md.link(text, text) : `\`${text}\``;
};

const repository: Convert = (tag) => {
  const name = argument(tag, ['repo', 'projectid'], 0);
  return name && /^[\w.-]+\/[\w.-]+$/.test(name) ? { block: md.link(name, `https://github.com/${name}`) } : undefined;
};

const friend: Convert = ({ named }, place) => {
  const { name, url, bio, description, word } = named;
  const about = bio ?? description ?? word;
  return name && url ? { block: `- ${md.link(name, place.link(url))}${about ? `: ${about}` : ''}` } : undefined;
};

const frame: Convert = (tag, place) => {
  const src = argument(tag, ['src', 'url', 'href'], 0);
  return src === undefined ? undefined : md.frame(place.link(src), tag.named.title ?? src);
};

const spotify: Convert = (tag) => {
  const [type, id] = [argument(tag, ['type'], 0), argument(tag, ['id'], 1)];
  return type && id
    ? { block: md.link(`https://open.spotify.com/${type}/${id}`, `https://open.spotify.com/${type}/${id}`) }
    : undefined;
};

/** Callouts whose names are their kinds. */
const NAMED_CALLOUTS =
  'tip note info warning danger caution important success error question attention warn hint-box example abstract bug failure';

const SHORTCODES: { readonly [names: string]: Convert } = {
  'figure img image imgcap photo picture pic fig screenshot imglink': figure,
  highlight,
  'code code-block codeblock': code,
  gist,
  'tweet x twitter tweet_simple x_simple twitter_simple': tweet,
  'instagram instagram_simple': linkTo((id) => `https://www.instagram.com/p/${id}/`),
  'youtube youtube-enhanced youtubelite youtube-lite': player('youtube'),
  'vimeo vimeo_simple': player('vimeo'),
  bilibili: player('bilibili'),
  youku: player('youku'),
  tencent: player('tencent'),
  asciinema: linkTo((id) => `https://asciinema.org/a/${id}`),
  spotify,
  'ref relref': ref,
  'admonition notice callout alert hint message notification block callout-block box': callout(),
  ...Object.fromEntries(NAMED_CALLOUTS.split(' ').map((name) => [name, callout(name)])),
  'details fold detail folding expand collapse collapsible spoiler toggle accordion-item accordionitem hidetoggle summary detail-tag':
    details,
  'link button btn btn-link linkbutton a href': link,
  'card linkcard link-card hextra-card': card,
  'cards columns column row rows col grid steps section hero panes timeline accordion accordion-group accordiongroup buttons lead fragment cardpane flex flex-item fullwidth wide ltr rtl typeit p span':
    content,
  'tab codetab tab-item tabitem': tab,
  'tabs tabpane tabset codetabs tabgroup': tabs,
  'timelineitem step pane': part,
  mermaid,
  'math katex latex mathjax': formula,
  'music aplayer': music,
  'audio video mp3 mp4 dplayer': media,
  'gallery image-gallery': gallery,
  'quote blockquote cite epigraph': quote,
  align: aligned,
  style: styled(({ list: [style = ''], named }) => (style.includes(':') ? style : `text-align: ${named.align ?? style}`)),
  'center centering': styled(() => 'text-align: center'),
  'right align-right': styled(() => 'text-align: right'),
  'html rawhtml raw-html raw unsafe': html,
  'keyword kbd key': inline('<kbd>', '</kbd>'),
  'mark hl highlight-text': inline('<mark>', '</mark>'),
  'u underline': inline('<u>', '</u>'),
  sup: inline('<sup>', '</sup>'),
  sub: inline('<sub>', '</sub>'),
  badge: inline('`', '`'),
  'icon fa fas fab toc load-photoswipe clear clearfix lineclear': nothing,
  'br linebreak': () => '<br>',
  'hr divider': () => ({ block: '***' }),
  'qr qrcode': qr,
  'github ghcard github-card': repository,
  'friend friendlink': friend,
  'iframe embed frame embed-pdf pdf': frame,
};

export const convertShortcode = lookup(SHORTCODES);

/** Shortcodes whose content is code, or text as it stands. */
export const isVerbatim = (name: string): boolean =>
  /^(?:highlight|code|codeblock|code-block|mermaid|math|katex|latex|mathjax|html|rawhtml|raw-html|raw|unsafe)$/.test(name);
