// Scripts of other sites that posts put into their text, and what each asks for besides: a strict Content-Security-Policy lets
// nothing pass that is not named.

/** What a script needs from other origins. */
export interface Embed {
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly frames?: readonly string[];
  readonly fonts?: readonly string[];
}

/** By the origin of the script, of a stylesheet, or of a frame. What each is known to ask for; there is no public list. */
const EMBEDS: { readonly [origin: string]: Embed } = {
  'https://gist.github.com': { styles: ['https://github.githubassets.com'] },
  'https://fonts.googleapis.com': { fonts: ['https://fonts.gstatic.com'] },
  'https://fonts.bunny.net': { fonts: ['https://fonts.bunny.net'] },
  'https://fonts.loli.net': { fonts: ['https://gstatic.loli.net'] },
  'https://use.typekit.net': { styles: ['https://p.typekit.net'], fonts: ['https://use.typekit.net'] },
  'https://cpwebassets.codepen.io': { frames: ['https://codepen.io'] },
  'https://static.codepen.io': { frames: ['https://codepen.io'] },
  'https://public.codepenassets.com': { frames: ['https://codepen.io'] },
  'https://platform.twitter.com': {
    scripts: ['https://cdn.syndication.twimg.com'],
    frames: ['https://platform.twitter.com', 'https://syndication.twitter.com'],
  },
  'https://player.bilibili.com': { frames: ['https://player.bilibili.com'] },
  'https://www.youtube.com': { frames: ['https://www.youtube.com', 'https://www.youtube-nocookie.com'] },
};

/** Whether it is known what a script of an origin needs. */
export function isKnownEmbed(origin: string): boolean {
  return Object.hasOwn(EMBEDS, origin);
}

/** What scripts of an origin need besides; nothing is known of most. */
export function embedOf(origin: string): Embed {
  return isKnownEmbed(origin) ? (EMBEDS[origin] as Embed) : {};
}

const OWN = 'https://titleblock.invalid';

/**
 * The origin of the address of a script or a frame.
 * @returns undefined if it is the site's own
 */
export function originOf(address: string): string | undefined {
  try {
    const { origin, protocol } = new URL(address.trim(), OWN);
    return origin === OWN ? undefined : origin === 'null' ? protocol : origin;
  } catch {
    return undefined;
  }
}
