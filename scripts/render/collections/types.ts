// Types of the fields of collections.

import { parseCivilDate } from '../../base/text/civilDate.js';
import { checked, integer, refined } from '../../fields/fields.js';

/** Schemes of addresses that a link or a picture may have. */
const SCHEME = /^(?!(?:https?|mailto):)[a-z][a-z0-9+.-]*:/i;

/** An address on the web, or of a page or file of the site. */
export const address = checked('address', (value) => {
  if (value === '' || SCHEME.test(value)) throw new Error('expected an address: https://…, or a page or file of the site');
  return value;
});

/** A day, a month or a year. */
export const day = checked('date', (value) => {
  const date = parseCivilDate(value);
  if (date === undefined) throw new Error(`expected a date such as 2026-11-20, got "${value}"`);
  return date;
});

export const MOST_STARS = 5;

/** A number of stars. */
export const stars = refined(integer(1), (value, report) => {
  if (value <= MOST_STARS) return value;
  report(`expected a whole number from 1 to ${MOST_STARS}`);
  return undefined;
});
