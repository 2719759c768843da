// Series: the variable `series` of a post's template, with links to all parts of the series.

import { type Entry, titleHtml } from '../../assemble/entry.js';
import type { Feature } from '../../assemble/feature.js';
import { addition } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import type { Site } from '../../assemble/site.js';
import { href } from '../../assemble/urls.js';
import { LINK } from '../../assemble/variables.js';
import { wordsFor } from '../../assemble/words/words.js';
import { hashOf } from '../../base/hash.js';
import type { Source } from '../../types.js';
import type { PostData } from '../pages/post.js';
import { SERIES, type Series, seriesOf } from './series.js';

const seriesByOutline = new WeakMap<Outline, ReadonlyMap<string, Series>>();

/** Returns the series of a post; undefined if it belongs to none. */
function seriesFor(outline: Outline, { path }: Source): Series | undefined {
  let all = seriesByOutline.get(outline);
  if (!all) {
    all = seriesOf(outline.posts);
    seriesByOutline.set(outline, all);
  }
  return all.get(path);
}

function partsFor({ outline }: Site, { post }: PostData): readonly Source[] {
  return (seriesFor(outline, post)?.parts ?? []).map((part) => outline.source(part));
}

/** The name of a series and all its parts, in order. */
interface SeriesInput {
  readonly name: string;
  readonly parts: readonly Entry[];
}

export const series: Feature = {
  name: 'series',
  fields: [SERIES],
  words: ['series', 'partOf'],
  adds: {
    post: addition<PostData, SeriesInput | null>({
      variables: {
        series: {
          meaning: 'series that it belongs to; empty if there is none',
          fields: {
            title: { meaning: 'the name of the series' },
            partof: { meaning: '“Part 2 of 5”' },
            parts: {
              meaning: 'all parts in order',
              list: true,
              fields: { ...LINK, current: { meaning: 'true for the post itself' } },
            },
          },
        },
      },
      parts: {
        series: {
          meaning: 'the series',
          hash: (site, data) => {
            const own = seriesFor(site.outline, data.post);
            return own && hashOf(own.name, ...partsFor(site, data).map((part) => site.hashes(part).link));
          },
        },
      },
      shows: partsFor,
      input: (site, data) => {
        const own = seriesFor(site.outline, data.post);
        return own ? { name: own.name, parts: partsFor(site, data).map((part) => site.entry(part)) } : null;
      },
      values: (frame, input, { meta, url }) => {
        if (!input) return { series: '' };
        const { config } = frame;
        const { name, parts } = input;
        const part = parts.findIndex((each) => each.url === url) + 1;
        return {
          series: {
            title: name,
            partof: wordsFor(meta.lang ?? config.language, config).partOf(part, parts.length),
            parts: parts.map((each) => ({
              title: titleHtml(frame, each.title, each.lang),
              url: href(config.url, each.url),
              current: each.url === url,
            })),
          },
        };
      },
    }),
  },
};
