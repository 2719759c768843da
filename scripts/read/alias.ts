// Old addresses of a post: paths on this site, since a static host can answer for nothing else.

import { checked } from '../config/fields.js';
import { isTooLong, staysInside } from '../inside.js';
import { aliasUrl } from '../siteLookup.js';

/** An address that a post had before. */
export const alias = checked('path', (value) => {
  const wrong = whatIsWrong(value);
  if (wrong) throw new Error(`"${shortened(value)}" ${wrong}`);
  return value;
});

function whatIsWrong(value: string): string | undefined {
  const whole = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*(.*)$/i.exec(value);
  if (whole) return `is a whole address; an alias is a path on this site, such as ${whole[1] || '/'}`;
  const [path = ''] = value.split(/[?#]/, 1);
  if (value.includes('?'))
    return `has a query, which a static host does not look at; ${path ? `write ${path}` : 'give a path'}, and put a rule for "?" into content/_redirects if your host reads one ("%3F" is the character itself)`;
  if (value.includes('#'))
    return `has a fragment, which a browser never sends; ${path ? `write ${path}` : 'give a path'} ("%23" is the character itself)`;
  const file = aliasUrl(value).replace(/^\/|\/$/g, '');
  if (isTooLong(`${file}/index.html`)) return 'is too long for a file name, which has 255 bytes (85 Chinese characters) at most';
  if (file === '') return 'is the address of the home page itself';
  if (staysInside(file)) return undefined;
  if (file.includes('\\')) return `has a backslash; write ${value.replaceAll('\\', '/')}`;
  if (/[\u0000-\u001f]/.test(file)) return 'has a control character, which no address can have';
  const parts = file.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return `is no plain path; aliases count from the root of the site: write /${parts.join('/')}${value.endsWith('/') ? '/' : ''}`;
}

function shortened(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
