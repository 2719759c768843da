// Converts Liquid and kramdown in a text, and says what readers saw of it.

import { liquidIn } from '../../../render/foreign/tags.js';
import type { OldText, TextMarks } from '../../oldBlog.js';
import { blankAttributes, withoutAttributes } from '../../text/attributes.js';
import { withDefinitions } from '../../text/definitions.js';
import { KRAMDOWN_SIGNS, withPlainFormulas } from '../../text/formulas.js';
import { withWholeHtml } from '../../text/html.js';
import { lookup } from '../../text/lookup.js';
import { marksOf } from '../../text/marks.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import { convertTags, maskedCode, type TagConverter, type TagSyntax } from '../../text/tags.js';
import { included } from './includes.js';
import { withoutKramdown, withTables } from './kramdown.js';

type Convert = TagConverter<TextPlace>;

/** Stands for the second brace of what looks like Liquid but is text. */
const BRACE = '\uE000';

const LIQUID: TagSyntax = {
  find: liquidIn,
  isReadInCode: true,
  isVerbatim: (name) => /^(?:raw|highlight|codeblock|code|mermaid|comment)$/.test(name),
};

/** @see Liquid, "Template", raw */
const raw: Convert = ({ raw: content = '' }) => content.replace(/\{(?=[{%])/g, `{${BRACE}`);

/** `lang [linenos] [mark_lines="1 2"]`. @see Jekyll, "Liquid Tags", code snippet highlighting */
const highlight: Convert = ({ list, raw: content, written, named }) => {
  if (content === undefined) return undefined;
  const marked = /(?:mark_lines|hl_lines)\s*=\s*["']([\d ,-]+)["']/.exec(written)?.[1]?.trim().replace(/\s+/g, ',');
  const plain = content.replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '');
  return md.fence(plain.replace(/^[ \t]*\n/, ''), named.lang ?? list[0] ?? '', { hl: marked });
};

/** A post by its file name. @see Jekyll, "Liquid Tags", linking to posts */
const postUrl: Convert = ({ list: [name = ''] }, place) => place.page(name.replace(/^\//, ''))?.address;

/** A file by its path. @see Jekyll, "Liquid Tags", links */
const link: Convert = ({ list: [path = ''] }, place) => {
  const written = `/${path.replace(/^\//, '')}`;
  const found = place.link(written);
  return path === '' ? undefined : found === written ? (place.page(path)?.address ?? found) : found;
};

/** `user/id [file]`. @see jekyll-gist */
const gist: Convert = ({ list: [id = '', file] }) => {
  const address = `https://gist.github.com/${id}`;
  return id ? { block: md.link(file ?? address, address) } : undefined;
};

const player =
  (site: string): Convert =>
  ({ list: [id = ''] }) =>
    md.player(site, /(?:v=|youtu\.be\/|embed\/)([\w-]{6,})/.exec(id)?.[1] ?? id);

/** `[class] path [width] [height] [title]`. @see Octopress, "Image Tag" */
const image: Convert = ({ list }, place) => {
  const at = list.findIndex((word) => /[./]/.test(word));
  const src = list[at];
  if (src === undefined) return undefined;
  const rest = list.slice(at + 1);
  const sizes = rest.filter((word) => /^\d+(?:px|%)?$/.test(word));
  const alt = rest.filter((word) => !sizes.includes(word)).join(' ');
  return md.picture({ src: place.picture(src), alt, width: sizes[0], height: sizes[1] });
};

const blockquote: Convert = ({ inner, written }) => (inner === undefined ? undefined : md.quote(inner, written));

const twitter: Convert = ({ list: [address = ''] }) =>
  /^https?:/.test(address) ? { block: md.link(address, address) } : undefined;

const convertTag = lookup<TextPlace>({
  raw,
  comment: ({ inner }) => (inner === undefined ? undefined : ''),
  'highlight codeblock code': highlight,
  mermaid: ({ raw: content }) => (content === undefined ? undefined : md.fence(content, 'mermaid')),
  'include include_cached include_relative': included,
  post_url: postUrl,
  link,
  gist,
  youtube: player('youtube'),
  vimeo: player('vimeo'),
  'img image': image,
  'blockquote pullquote': blockquote,
  'twitter tweet': twitter,
  'toc seo feed_meta': () => '',
});

export function convertJekyll({ body }: OldText, place: TextPlace): string {
  const { dialect } = place;
  const whole = withWholeHtml(body, maskedCode(body, dialect));
  const converted = convertTags(whole, dialect, LIQUID, (tag) => convertTag(tag, place));
  const text = withoutKramdown(withPlainFormulas(converted, dialect, KRAMDOWN_SIGNS), dialect);
  const plain = withDefinitions(withoutAttributes(text, dialect, { hasPlainBlocks: false }), dialect);
  return withBraces(withTables(plain, dialect), dialect);
}

/** Puts the braces of `raw` back. Outside of code, a backslash keeps them from being taken for Liquid. */
function withBraces(text: string, dialect: string): string {
  if (!text.includes(BRACE)) return text;
  const masked = maskedCode(text, dialect);
  return text
    .replace(new RegExp(`${BRACE}(?=([{%]))`, 'g'), (_all, _sign: string, at: number) => (masked[at] === BRACE ? '\\' : ''))
    .replaceAll(BRACE, '');
}

const COMMENT = /\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g;

const marks = marksOf({ ...LIQUID, isReadInCode: true }, 'gfm');

export const jekyllMarks: TextMarks = (body) => {
  const shown = marks(body.replace(COMMENT, ''));
  const whole = withWholeHtml(shown.text, maskedCode(shown.text, 'gfm'));
  return { ...shown, text: withTables(blankAttributes(withoutKramdown(whole, 'gfm+tex_math_dollars'), 'gfm'), 'gfm') };
};
