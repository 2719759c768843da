// The type of old addresses of a post. They are paths on this site, since a static host can answer for nothing else.

import { isServerSettings } from '../base/activeFiles.js';
import { isTooLong } from '../base/fileNames.js';
import { staysInside } from '../base/inside.js';
import { aliasUrl } from '../base/siteLookup.js';
import { cut } from '../base/text/cut.js';
import { checked } from '../fields/fields.js';

/** A former address of a post. */
export const alias = checked('path', (value) => {
  const mistake = mistakeIn(value);
  if (mistake) throw new Error(`"${shortened(value)}" ${mistake}`);
  return value;
});

function mistakeIn(value: string): string | undefined {
  const whole = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*(.*)$/i.exec(value);
  if (whole) return `is a full address; an alias is a path on this site, such as ${whole[1] || '/'}`;
  const [path = ''] = value.split(/[?#]/, 1);
  if (value.includes('?'))
    return `has a query, which static hosts ignore; ${path ? `write ${path}` : 'give a path'}, and add a rule to content/_redirects if your host supports it ("%3F" is the character itself)`;
  if (value.includes('#'))
    return `has a fragment, which browsers do not send; ${path ? `write ${path}` : 'give a path'} ("%23" is the character itself)`;
  const file = aliasUrl(value).replace(/^\/|\/$/g, '');
  if (isTooLong(`${file}/index.html`)) return 'is too long for a file name: at most 255 bytes (85 Chinese characters)';
  if (file === '') return 'is the address of the home page';
  if (file.includes('*')) return 'has "*", which stands for other addresses in _redirects; write each old address in full';
  if (/(?:^|\/):|:[a-z]/i.test(file))
    return 'has ":", which stands for other addresses in _redirects; leave it out, or add a rule to content/_redirects if your host can redirect from it';
  if (/%(?![0-9a-f]{2})/i.test(value)) return 'has a "%" that encodes nothing ("%25" is the character itself)';
  if (isServerSettings(file)) return 'is a file that servers read their settings from';
  if (staysInside(file)) return undefined;
  if (file.includes('\\')) return `has a backslash; write ${value.replaceAll('\\', '/')}`;
  if (/[\u0000-\u001f]/.test(file)) return 'has a control character';
  const parts = file.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return `is not a plain path; aliases start at the site’s root: write /${parts.join('/')}${value.endsWith('/') ? '/' : ''}`;
}

function shortened(value: string): string {
  return value.length > 60 ? `${cut(value, 60)}…` : value;
}
