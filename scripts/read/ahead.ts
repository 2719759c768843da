// Texts of days that are still to come.

import type { CivilDate, Source } from '../types.js';

/** Whether a text is dated or changed after a day. */
export function isAhead({ date = '', meta }: Source, today: CivilDate): boolean {
  return date > today || (meta.updated ?? '') > today;
}
