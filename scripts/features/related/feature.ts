// Related posts: the variable `related` of a post's template.

import { type Entry, entryValues } from '../../assemble/entry.js';
import { addition } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import type { Site } from '../../assemble/site.js';
import { ENTRY } from '../../assemble/variables.js';
import type { EngineFeature } from '../../engine/artifact.js';
import type { Source } from '../../types.js';
import type { PostData } from '../pages/post.js';
import { POST } from '../pages/settings.js';
import { Related } from './artifact.js';

/**
 * Returns the positions of posts related to the post at a position, most related first. Positions count the posts of an edition,
 * newest first.
 */
export type RelatedTo = (edition: Outline, at: number) => readonly number[];

function relatedTo({ outline, facts }: Site, { at }: PostData): readonly Source[] {
  const related = facts.made.related as RelatedTo | undefined;
  return at === undefined || !related || !POST.valueIn(outline.config).related
    ? []
    : related(outline, at).map((other) => outline.posts[other] as Source);
}

export const related: EngineFeature = {
  name: 'related',
  words: ['related'],
  artifact: (context) => new Related(context),
  adds: {
    post: addition<PostData, readonly Entry[]>({
      variables: { related: { meaning: 'up to three similar posts', list: true, fields: ENTRY } },
      parts: {
        related: {
          meaning: 'the related posts',
          hash: (site, data) =>
            relatedTo(site, data)
              .map((other) => site.entryHash(other))
              .join(''),
        },
      },
      shows: relatedTo,
      input: (site, data) => relatedTo(site, data).map((other) => site.entry(other)),
      values: (frame, entries, { meta }) => ({
        related: entries.map((entry) => ({
          ...entryValues(frame, entry, meta.lang ?? frame.config.language),
          // Below a post, tags and reading time of others would be in the way.
          taglinks: [],
          cover: '',
          readingtime: '',
        })),
      }),
    }),
  },
};
