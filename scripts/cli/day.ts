// The day, as an option or by the clock of this machine: nothing else asks the clock for it.

import { dateOfInstant, parseCivilDate } from '../base/text/civilDate.js';
import type { CivilDate } from '../types.js';
import { UsageError } from './command.js';

/**
 * The day that an option gives, or today.
 * @param option its name, for the message
 * @throws UsageError if it is not a day
 */
export function dayFrom(written: string | undefined, option: string): CivilDate {
  const date = parseCivilDate(written ?? dateOfInstant(new Date()));
  if (date && !date.includes('-00')) return date;
  throw new UsageError(`${option} "${written}" is not a valid date; write it as 2026-11-26`);
}
