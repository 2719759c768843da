// Marks for texts that readers do not see as `dev` shows them: drafts, and scheduled, future, expired and unlisted ones.

import type { TodayIn } from '../base/text/civilDate.js';
import type { ReadState } from '../engine/reading.js';

const UNTIL_THEN = {
  publish: 'a build publishes it now',
  wait: 'a build leaves it out until then',
  error: 'until then a build fails',
} as const;

/**
 * Returns the marks of posts and pages, by their decoded addresses on the server.
 * @param todayIn returns the date in a time zone
 */
export function marksOf({ outline, drafts }: ReadState, todayIn: TodayIn): { [address: string]: string } {
  const {
    url: { base },
    future,
    timezone,
  } = outline.config;
  const today = todayIn(timezone);
  const marks: { [address: string]: string } = {};
  for (const { path, url, date = '', visibility: { unlisted, from = '', until = '' } = {} } of outline.sources()) {
    if (drafts.has(path)) marks[base + url] = 'draft: a build leaves it out';
    else if (from > today) marks[base + url] = `scheduled: a build leaves it out until ${from}`;
    else if (until && until <= today) marks[base + url] = `expired on ${until}: a build leaves it out`;
    else if (unlisted) marks[base + url] = 'unlisted: no list, feed, sitemap or search shows it';
    else if (date > today) marks[base + url] = `future, dated ${date}: ${UNTIL_THEN[future]}`;
  }
  return marks;
}
