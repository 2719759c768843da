// Includes of Jekyll, `{% include figure.html src="a.png" %}`. A template that is plain HTML with parameters is filled in; others stay, so
// that a build reports them.

import * as md from '../../text/markup.js';
import type { TextPlace } from '../../text/place.js';
import { argumentsOf, type OldTag, type Replacement } from '../../text/tags.js';
import { resultOf, withValues } from './values.js';

/** Returns what an include becomes. */
export function included({ written }: OldTag, place: TextPlace): Replacement {
  const [, path = '', rest = ''] = /^["']?([^\s"']+)["']?\s*([\s\S]*)$/.exec(written) ?? [];
  const { named } = argumentsOf(rest);
  const name = path.replace(/\.\w+$/, '').toLowerCase();
  return known(name, named, place) ?? filledIn(path, named, place);
}

type Named = { readonly [name: string]: string };

/** Includes whose names tell what they are, in several themes. */
function known(name: string, named: Named, place: TextPlace): Replacement {
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (/^(?:toc|mathjax|math|katex|latex|mermaid|comments?|ads?|adsense|google_?ads?.*|disqus.*|share.*)$/.test(last)) return '';
  const id = named.id ?? named.videoid ?? named.video_id;
  if (/^(?:youtube|vimeo|bilibili)/.test(last) && id) return md.player(last.replace(/[^a-z].*$/, ''), id);
  if (/^(?:video|responsive-video)$/.test(last) && id && named.provider) return md.player(named.provider, id);
  if (/^(?:video|audio)$/.test(last) && named.src) return { block: md.media(place.file(named.src), named.title ?? '') };
  if (!/^(?:figure|image|img|picture|pic|photo|fig|image-caption|imagecap|post-image|lightbox)/.test(last)) return undefined;
  const src = named.src ?? named.image_path ?? named.path ?? named.url ?? named.file ?? named.image ?? named.img;
  if (src === undefined || /[{}]/.test(src)) return undefined;
  const caption = named.caption ?? named.description ?? named.title ?? '';
  const alt = named.alt ?? caption;
  const target = named.link ?? (named.image_path === undefined && named.src === undefined ? undefined : named.href);
  const shown = md.picture({ src: place.picture(src), alt, width: named.width, link: target && place.link(target) });
  return caption === ''
    ? { block: shown }
    : { block: `<figure>\n\n${shown}\n\n<figcaption>\n\n${caption}\n\n</figcaption>\n</figure>` };
}

const TAG = /\{%-?\s*([a-z]+)\s*([\s\S]*?)\s*-?%\}/g;

/** Fills in a template; undefined if it has tags other than conditions about its parameters. */
function filledIn(path: string, named: Named, place: TextPlace): Replacement {
  const template = place.template(`_includes/${path}`);
  if (template === undefined) return undefined;
  const plain = template
    .replace(/\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}|<!--[\s\S]*?-->/g, '')
    .replace(/^---\n[\s\S]*?\n---\n/, '');
  if (isCode(plain)) return '';
  if (/<(?:script|style|form|canvas)\b/i.test(plain)) return undefined;
  const filled = conditions(plain, named);
  if (filled === undefined) return undefined;
  const text = withValues(filled, { site: {}, page: {}, include: named });
  if (/\{\{|\{%/.test(text)) return undefined;
  const html = text.replace(
    /\b(src|href)\s*=\s*(["'])([^"'<>]+)\2/gi,
    (_all, attribute: string, quote: string, address: string) => {
      const found = attribute.toLowerCase() === 'src' ? place.file(address) : place.link(address);
      return `${attribute}=${quote}${found}${quote}`;
    },
  );
  const lines = html
    .trim()
    .split('\n')
    .map((line) => line.replace(/^[ \t]+(?=<)/, ''))
    .filter((line) => line.trim() !== '' || !html.trimStart().startsWith('<'));
  return html.includes('\n') || /^<(?:p|div|figure|blockquote)/i.test(html) ? { block: lines.join('\n') } : html.trim();
}

/** True for a template that shows nothing: scripts, styles, links to them. */
function isCode(template: string): boolean {
  const shown = template
    .replace(/<(script|style|noscript)\b[\s\S]*?<\/\1>|<(?:link|meta)\b[^<>]*>/gi, '')
    .replace(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, '');
  return template !== '' && shown.trim() === '' && /<(?:script|style|link|meta)\b/i.test(template);
}

/** Resolves `if` and `unless` about parameters. */
function conditions(template: string, named: Named): string | undefined {
  let out = '';
  let done = 0;
  /** For each open condition: whether its parts are shown, and whether one was. */
  const open: { isShown: boolean; wasShown: boolean }[] = [];
  const isShown = () => open.every((each) => each.isShown);
  for (const { 0: all, 1: name, 2: condition = '', index } of template.matchAll(TAG)) {
    if (isShown()) out += template.slice(done, index);
    done = index + all.length;
    const current = open.at(-1);
    if (name === 'if' || name === 'unless') {
      const value = isTrue(condition, named);
      if (value === undefined) return undefined;
      open.push({ isShown: value === (name === 'if'), wasShown: value === (name === 'if') });
    } else if (name === 'elsif' && current) {
      const value = isTrue(condition, named);
      if (value === undefined) return undefined;
      Object.assign(current, { isShown: value && !current.wasShown, wasShown: current.wasShown || value });
    } else if (name === 'else' && current) Object.assign(current, { isShown: !current.wasShown });
    else if ((name === 'endif' || name === 'endunless') && current) open.pop();
    else return undefined;
  }
  return open.length > 0 ? undefined : out + template.slice(done);
}

/** Returns whether a condition about a parameter holds; undefined for other conditions. */
function isTrue(condition: string, named: Named): boolean | undefined {
  const [, path, sign, value] = /^(include\.[\w-]+)\s*(?:(==|!=)\s*(\S+|"[^"]*"|'[^']*'))?$/.exec(condition) ?? [];
  if (path === undefined) return undefined;
  const found = resultOf(path, { site: {}, page: {}, include: named }) ?? '';
  if (sign === undefined || value === undefined) return found !== '' && found !== 'false';
  const wanted = /^(?:nil|null|blank|empty)$/.test(value) ? '' : value.replace(/^["']|["']$/g, '');
  return (found === wanted) === (sign === '==');
}
