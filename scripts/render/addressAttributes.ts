// The table of HTML attributes that hold addresses (HTML, "Attributes"; SVG 2, "Linking").

/** The content of an attribute: a file, several files (`srcset`), a link, an address that readers don't follow, or styles. */
export type AddressKind = 'file' | 'files' | 'link' | 'mention' | 'styles';

const ATTRIBUTES: { readonly [tag: string]: { readonly [attribute: string]: AddressKind } } = {
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

/** Returns the kind of address that an attribute holds; undefined if it holds none. */
export function addressKind(tag: string, attribute: string): AddressKind | undefined {
  const own = ATTRIBUTES[tag];
  if (own && Object.hasOwn(own, attribute)) return own[attribute];
  const all = ATTRIBUTES['*'];
  return all && Object.hasOwn(all, attribute) ? all[attribute] : undefined;
}

/** Returns the HTML name of a hast property: `data-src` for `dataSrc`. */
export function attributeName(property: string): string {
  return property
    .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    .replace(/^(src|form)-(set|action)$/, '$1$2')
    .toLowerCase();
}

/**
 * An address in styles (CSS Values and Units, "Resource Locators"), or of a stylesheet imported by a string. Each space can match in one
 * way only: otherwise an unclosed bracket would take quadratic time in the spaces after it.
 */
const URL_IN_STYLES =
  /\burl\(\s*(?:(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'()]+))\s*)?\)|(?<=@import\s{1,9})(?:"([^"\n]*)"|'([^'\n]*)')/gi;

const IMPORT = /@import\s{1,9}(?:url\(\s*)?(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'();]+))/gi;

/** Replaces the addresses in styles. @param resolve returns the new address */
export function withAddresses(styles: string, resolve: (written: string) => string): string {
  if (!/url\(|@import/i.test(styles)) return styles;
  return styles.replace(URL_IN_STYLES, (whole, ...[double, single, bare, text, other]: (string | undefined)[]) => {
    const written = (double ?? single ?? bare ?? text ?? other ?? '').trim();
    // A part of the same drawing, or embedded data.
    if (written === '' || /^(?:#|data:)/i.test(written)) return whole;
    const address = resolve(written);
    return address === written ? whole : `url(${address.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'))})`;
  });
}

/** Returns the addresses of stylesheets that styles import. */
export function importsIn(styles: string): string[] {
  return [...styles.matchAll(IMPORT)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}
