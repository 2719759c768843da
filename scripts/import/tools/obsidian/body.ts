// The bodies of notes. The new site reads the syntax of Obsidian itself, by the extension `obsidian`, so that a writer goes on writing in
// Obsidian. What belongs to plugins is converted here.

import { posix } from 'node:path';
import type { TextMarks } from '../../oldBlog.js';
import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';

const FENCE = /^([ \t>]*)(`{3,}|~{3,})[ \t]*([^\s`{]*)[^\n]*\n([\s\S]*?)\n[ \t>]*\2[`~]*[ \t]*$/gm;

/** Blocks that a plugin shows as a query's result or a board. */
const QUERY =
  /^(?:dataview|dataviewjs|tasks|query|base|kanban|todoist|chart|tracker|calendar|button|leaflet|buttons|meta-bind[\w-]*|dataviewjs-inline|datacore[\w-]*)$/i;

/** Returns the names of the queries in a text. */
export function queriesIn(body: string): string[] {
  return [...body.matchAll(FENCE)].flatMap(([, , , name = '']) => (QUERY.test(name) ? name.toLowerCase() : []));
}

/** Files that notes embed, and that are not notes. */
export const MEDIA =
  /\.(?:png|jpe?g|gif|webp|svg|avif|bmp|ico|tiff?|heic|mp3|wav|m4a|ogg|3gp|flac|mp4|webm|ogv|mov|mkv|pdf|excalidraw|canvas)$/i;

const outsideCode = (text: string, convert: (part: string) => string): string =>
  text
    .split(/(^[ \t>]*(?:`{3,}|~{3,})[^\n]*\n[\s\S]*?^[ \t>]*(?:`{3,}|~{3,})[ \t]*$|`[^`\n]+`)/m)
    .map((part, at) => (at % 2 === 0 ? convert(part) : part))
    .join('');

/** A callout of the plugin Admonition: a code block `ad-note` with `title:` and `collapse:` at its start. */
function admonition(lead: string, name: string, content: string): string {
  const fields: { [field: string]: string } = {};
  const lines = content.split('\n').map((line) => (line.startsWith(lead) ? line.slice(lead.length) : line));
  for (
    let match = /^(title|collapse|icon|color):[ \t]*(.*)$/.exec(lines[0] ?? '');
    match;
    match = /^(title|collapse|icon|color):[ \t]*(.*)$/.exec(lines[0] ?? '')
  ) {
    fields[match[1] as string] = (match[2] as string).trim();
    lines.shift();
  }
  const fold = fields.collapse === undefined || fields.collapse === 'none' ? '' : /^open/.test(fields.collapse) ? '+' : '-';
  const { block } = md.quote(
    `[!${name.toLowerCase()}]${fold}${fields.title ? ` ${fields.title}` : ''}\n${lines.join('\n').trim()}`,
  );
  return block.replace(/^/gm, lead);
}

export function convertNote(body: string, place: TextPlace): string {
  const boxes = body.replace(FENCE, (all, lead: string, _ticks, name: string, content: string) =>
    /^ad-\w/.test(name) ? admonition(lead, name.slice(3), content) : all,
  );
  return outsideCode(boxes, (part) =>
    part
      .replace(EMBED, (_all, mark: string, name: string) => `${mark}${keptName(name, place) ?? name}`)
      .replace(/(?<!!)(\[[^[\]\n]*\]\()([^()\s<>#]+)(#[^()\s]*)?\)/g, (all, before: string, written: string, fragment = '') => {
        const found = pageOf(written, place);
        return found === undefined ? all : `${before}${encodeURI(found)}${fragment})`;
      }),
  );
}

const EMBED = /(!\[\[)([^[\]\n|#]+)/g;

/** Returns the name of the picture that stands for one of the same bytes; undefined if the name stays. */
function keptName(name: string, place: TextPlace): string | undefined {
  const address = place.picture(name.trim());
  const found = decoded(posix.basename(address));
  return address === name.trim() || found.toLowerCase() === posix.basename(name.trim()).toLowerCase() ? undefined : found;
}

/** Returns the address of a note that a link names without its folder; undefined if the link is no such name. */
function pageOf(written: string, place: TextPlace): string | undefined {
  if (/^[a-z][a-z+.-]*:|^[/#]|^www\./i.test(written) || place.link(written) !== written) return undefined;
  const name = decoded(written);
  return /\.md$/i.test(name) || !/\.\w{1,5}$/.test(name) ? place.page(name.replace(/\.md$/i, ''))?.address : undefined;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the names of the files that a text refers to, as written, without sizes and fragments. */
export function targetsIn(body: string): string[] {
  const found: string[] = [];
  outsideCode(body, (part) => {
    for (const [, name = ''] of part.matchAll(/\[\[([^[\]\n|#]+)/g)) found.push(name.replace(/\\$/, '').trim());
    for (const [, angled, plain = ''] of part.matchAll(/\]\((?:<([^<>\n]+)>|([^()\s]+(?:\([^()\s]*\)[^()\s]*)*))/g))
      found.push(decoded((angled ?? plain).replace(/[#?].*$/, '')));
    for (const [, source = ''] of part.matchAll(/\b(?:src|href)=["']([^"']+)["']/gi)) found.push(decoded(source));
    return part;
  });
  return found.filter((name) => name !== '' && !/^(?:[a-z][a-z+.-]+:|\/\/)/i.test(name));
}

/** Tags in a text: `#tag`, `#tag/below`. One of digits alone is none. @see Obsidian, "Tags", Tag format */
export function tagsIn(body: string): string[] {
  const found = new Set<string>();
  const plain = body
    .replace(/%%[\s\S]*?(?:%%|$)/g, ' ')
    .replace(/\]\([^)\n]*\)|https?:\/\/\S+|\$\$[\s\S]*?\$\$|<[^<>\n]*>/g, ' ');
  outsideCode(plain, (part) => {
    for (const [, name = ''] of part.matchAll(/(?<=^|[\s\u3000，。、；：（(])#([\p{L}\p{N}_/-]+)/gmu))
      if (/[^\d/_-]/.test(name) && !/^(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(name)) found.add(name.replace(/\/+$/, ''));
    return part;
  });
  return [...found];
}

/** Comments are no text; an embedded note is a link. The boxes of a plugin are text, not code. */
export const noteMarks: TextMarks = (body) => ({
  text: body
    .replace(FENCE, (all, lead: string, _ticks, name: string, content: string) =>
      /^ad-\w/.test(name)
        ? content
            .replace(/^[ \t>]*(?:collapse|icon|color|title):[ \t]*/gm, lead)
            .replace(/^[ \t>]*(?:open|closed|none)[ \t]*$/gm, lead)
        : all,
    )
    .replace(/!(\[\[([^[\]\n|#]+)[^[\]\n]*\]\])/g, (all, link: string, name: string) =>
      MEDIA.test(name.replace(/\\$/, '').trim()) ? all : link,
    ),
  pictures: 0,
  code: 0,
});
