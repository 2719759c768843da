// The table of third-party scripts that posts embed, with the further origins that each needs: a strict Content-Security-Policy
// allows only what it names.

/** Other origins that a script needs, by directive. */
export interface Embed {
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  readonly frames?: readonly string[];
  readonly fonts?: readonly string[];
}

/** Keys are origins of scripts, stylesheets or frames. Collected by hand: there is no public list. */
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

/** True if the needs of a script from an origin are known. */
export function isKnownEmbed(origin: string): boolean {
  return Object.hasOwn(EMBEDS, origin);
}

/** Returns the further origins that scripts of an origin need; none if they aren't known. */
export function embedOf(origin: string): Embed {
  return isKnownEmbed(origin) ? (EMBEDS[origin] as Embed) : {};
}

const OWN = 'https://titleblock.invalid';

/**
 * Returns the origin of an address.
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
