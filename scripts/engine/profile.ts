// What those who ask of a site want of it: the values in which a build, `dev` and `check` differ.

import { stoppedClock, type TodayIn } from '../base/text/civilDate.js';

export interface Profile {
  /** Drafts are read like all else; in a preview they are marked, and no page is for search engines. */
  readonly drafts: boolean | 'preview';
  /** Tells today's date: some texts are published on their day only. */
  readonly today: TodayIn;
  /** Whether texts are shown whose day has not come or is over. */
  readonly anyDay: boolean;
  /**
   * Settings, templates and pages with mistakes are taken `as they are`, since nothing is published then; or those that were last
   * `good` stay on show.
   */
  readonly mistakes: 'as they are' | 'last good';
  /** Pictures are `made`, with all their files; or `announced`: their files are made when they are asked for. */
  readonly pictures: 'made' | 'announced';
  /** Whether changes of the files are followed. Else one that changes under the hands of its reader is a reason to begin again. */
  readonly follows: boolean;
  /** Whether pages are for readers: services of others are for them alone. */
  readonly isPublic: boolean;
  /** Articles that are made before whoever else waits has a turn. */
  readonly atOnce: number;
  /** Addresses that were published and are no more are let go. */
  readonly acceptUrlChanges: boolean;
  /** Plugins are asked twice, and told of where their answers differ. */
  readonly twice: boolean;
}

/** The profile of someone who looks at a site and publishes nothing. @param drafts whether they are looked at like all else */
export function lookingProfile(drafts: boolean): Profile {
  return {
    drafts,
    today: stoppedClock(),
    anyDay: drafts,
    mistakes: 'as they are',
    pictures: 'announced',
    follows: true,
    isPublic: false,
    atOnce: Number.POSITIVE_INFINITY,
    acceptUrlChanges: false,
    twice: false,
  };
}
