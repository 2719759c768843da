// The values in which a build, `dev` and `check` differ.

import { stoppedClock, type TodayIn } from '../base/text/civilDate.js';

export interface Profile {
  /** True to include drafts. `preview` also marks them, and asks search engines not to index any page. */
  readonly drafts: boolean | 'preview';
  /** Returns today's date, which decides whether dated texts are published. */
  readonly today: TodayIn;
  /** True to include texts whose day has not come or is over. */
  readonly ignoresDates: boolean;
  /**
   * With `as they are`, settings, templates and pages with errors are used: nothing is published then anyway. With `last good`,
   * the last versions without errors stay in use.
   */
  readonly mistakes: 'as they are' | 'last good';
  /** `made` makes all files of each picture; `requested` makes a file when it is requested. */
  readonly pictures: 'made' | 'requested';
  /**
   * True if the engine goes on after files change. Otherwise a change during the work throws `Unsettled`, and the work starts
   * again.
   */
  readonly followsChanges: boolean;
  /** True if pages are for readers. Only then do they include third-party services. */
  readonly isPublic: boolean;
  /** Articles rendered before the event loop gets a turn. */
  readonly batchSize: number;
  /** True to give up published addresses that are gone. */
  readonly acceptUrlChanges: boolean;
  /** True to call plugins twice and report those whose results differ. */
  readonly runsPluginsTwice: boolean;
}

/**
 * Returns the profile for looking at a site without publishing it.
 * @param drafts true to include drafts
 */
export function viewingProfile(drafts: boolean): Profile {
  return {
    drafts,
    today: stoppedClock(),
    ignoresDates: drafts,
    mistakes: 'as they are',
    pictures: 'requested',
    followsChanges: true,
    isPublic: false,
    batchSize: Number.POSITIVE_INFINITY,
    acceptUrlChanges: false,
    runsPluginsTwice: false,
  };
}
