// Today's date: from an option, or from the clock of this machine. No other code asks the clock for it.

import { dateOfInstant, parseCivilDate } from '../base/text/civilDate.js';
import type { CivilDate } from '../types.js';
import { UsageError } from './command.js';

/**
 * Parses the date of an option.
 * @param written value of the option; today if undefined
 * @param option its name, for the error
 * @throws UsageError if the date is invalid
 */
export function dayFrom(written: string | undefined, option: string): CivilDate {
  const date = parseCivilDate(written ?? dateOfInstant(new Date()));
  if (date && !date.includes('-00')) return date;
  throw new UsageError(`${option} "${written}" is not a valid date; write it as 2026-11-26`);
}
