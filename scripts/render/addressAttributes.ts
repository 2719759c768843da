// Attributes of HTML that hold addresses, and what each is an address of (HTML, "Attributes"; SVG 2, "Linking").

/** What an attribute holds: the address of a file, those of several (`srcset`), a link, one that no reader follows, or styles. */
export type Holds = 'file' | 'files' | 'link' | 'mention' | 'styles';

const ATTRIBUTES: { readonly [tag: string]: { readonly [attribute: string]: Holds } } = {
  '*': {
    style: 'styles',
    cite: 'mention',
    'data-src': 'file',
    'data-original': 'file',
    'data-srcset': 'files',
    background: 'file',
  },
  a: { href: 'link' },
  area: { href: 'link' },
  audio: { src: 'file' },
  button: { formaction: 'mention' },
  embed: { src: 'file' },
  feimage: { href: 'file', 'xlink:href': 'file' },
  form: { action: 'mention' },
  iframe: { src: 'file' },
  image: { href: 'file', 'xlink:href': 'file' },
  img: { src: 'file', srcset: 'files' },
  input: { src: 'file', formaction: 'mention' },
  link: { href: 'file' },
  object: { data: 'file' },
  script: { src: 'file' },
  source: { src: 'file', srcset: 'files' },
  track: { src: 'file' },
  use: { href: 'file', 'xlink:href': 'file' },
  video: { src: 'file', poster: 'file' },
};

/** @returns undefined for an attribute that holds no address */
export function holds(tag: string, attribute: string): Holds | undefined {
  const own = ATTRIBUTES[tag];
  if (own && Object.hasOwn(own, attribute)) return own[attribute];
  const all = ATTRIBUTES['*'];
  return all && Object.hasOwn(all, attribute) ? all[attribute] : undefined;
}

/** The name that an attribute has in HTML: `dataSrc` is `data-src`. */
export function attributeName(property: string): string {
  return property
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^(src|form)-(set|action)$/, '$1$2')
    .toLowerCase();
}

/**
 * An address in styles (CSS Values and Units, "Resource Locators"), or that of a stylesheet that is written as a text. Spaces can be
 * matched in one way only: else a bracket that is never closed takes time by the square of the spaces after it.
 */
const URL_IN_STYLES =
  /\burl\(\s*(?:(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]+))\s*)?\)|(?<=@import\s{1,9})(?:"([^"\n]*)"|'([^'\n]*)')/gi;

const IMPORT = /@import\s{1,9}(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'();]+))/gi;

/** Styles with other addresses in them. @param resolve gives the address for one that is written */
export function withAddresses(styles: string, resolve: (written: string) => string): string {
  if (!/url\(|@import/i.test(styles)) return styles;
  return styles.replace(URL_IN_STYLES, (whole, ...[double, single, bare, text, other]: (string | undefined)[]) => {
    const written = (double ?? single ?? bare ?? text ?? other ?? '').trim();
    // A part of the same drawing, or the picture itself.
    if (written === '' || /^(?:#|data:)/i.test(written)) return whole;
    const address = resolve(written);
    return address === written ? whole : `url(${address.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;
  });
}

/** Addresses of the stylesheets that styles import. */
export function importsIn(styles: string): string[] {
  return [...styles.matchAll(IMPORT)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}
