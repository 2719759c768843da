// Players of videos and sounds for addresses that other tools show as such. @see WordPress, "Embeds"

import { attributes } from '../text/markup.js';

/** Addresses of videos, and those of their players; `$1` is the id. */
const PLAYERS: readonly (readonly [page: RegExp, player: string])[] = [
  [
    /^https?:\/\/(?:www\.|m\.)?youtube\.com\/(?:watch\?(?:\S*?&)?v=|embed\/|v\/|shorts\/)([\w-]{6,})/i,
    'https://www.youtube-nocookie.com/embed/$1',
  ],
  [/^https?:\/\/youtu\.be\/([\w-]{6,})/i, 'https://www.youtube-nocookie.com/embed/$1'],
  [/^https?:\/\/(?:www\.|player\.)?vimeo\.com\/(?:video\/)?(\d+)/i, 'https://player.vimeo.com/video/$1'],
  [/^https?:\/\/(?:www\.)?bilibili\.com\/video\/(BV\w+)/i, 'https://player.bilibili.com/player.html?bvid=$1'],
  [/^https?:\/\/(?:www\.)?bilibili\.com\/video\/av(\d+)/i, 'https://player.bilibili.com/player.html?aid=$1'],
  [/^https?:\/\/v\.youku\.com\/v_show\/id_([\w=]+)/i, 'https://player.youku.com/embed/$1'],
  [/^https?:\/\/v\.qq\.com\/(?:x\/)?(?:page|cover\/\w+)\/(\w+)\.html/i, 'https://v.qq.com/txp/iframe/player.html?vid=$1'],
  [/^https?:\/\/(?:www\.)?dailymotion\.com\/video\/(\w+)/i, 'https://www.dailymotion.com/embed/video/$1'],
];

/** Returns the frame of a player for the address of a video; undefined for any other address. */
export function playerHtml(address: string): string | undefined {
  const url = address.trim().replaceAll('&amp;', '&').replaceAll('&#038;', '&');
  for (const [page, player] of PLAYERS) {
    const id = page.exec(url)?.[1];
    if (id === undefined) continue;
    return `<iframe${attributes({ src: player.replace('$1', id), title: url })} allowfullscreen></iframe>`;
  }
  return undefined;
}

/** Returns what stands in the place of an address that other tools show as more than a link. */
export function embedHtml(address: string): string {
  const url = address.trim();
  const file = /\.(mp3|m4a|ogg|oga|wav|flac|opus|mp4|m4v|webm|ogv|mov)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase();
  if (file) return mediaHtml(/^(?:mp4|m4v|webm|ogv|mov)$/.test(file) ? 'video' : 'audio', url);
  return playerHtml(url) ?? `<p><a${attributes({ href: url })}>${url.replaceAll('<', '&lt;')}</a></p>`;
}

export function mediaHtml(kind: 'audio' | 'video', src: string, poster?: string): string {
  return `<${kind}${attributes({ src, poster })} controls></${kind}>`;
}
