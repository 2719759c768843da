// Licences of texts.

import { escapeHtml } from '../base/text/characters.js';

export interface License {
  readonly name: string;
  readonly url?: string;
}

/** Creative Commons by their short names (https://creativecommons.org/licenses/): `CC BY-NC-SA 4.0`, `CC0`. */
const CREATIVE_COMMONS = /^CC[ -](BY(?:-NC)?(?:-SA|-ND)?)(?:[ -]([1-4]\.0))?$/i;

/** Returns a licence, with its address if it is a Creative Commons one. */
export function licenseOf(written: string): License | undefined {
  const name = written.trim();
  if (!name) return undefined;
  const [, kind, version = '4.0'] = CREATIVE_COMMONS.exec(name) ?? [];
  if (kind) return { name, url: `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/` };
  if (/^CC[ -]?0(?:[ -]1\.0)?$/i.test(name)) return { name, url: 'https://creativecommons.org/publicdomain/zero/1.0/' };
  return { name };
}

/** Returns a licence as HTML. */
export function licenseHtml(written: string): { html: string } | '' {
  const license = licenseOf(written);
  if (!license) return '';
  const name = escapeHtml(license.name);
  return { html: license.url ? `<a rel="license" href="${license.url}">${name}</a>` : name };
}
