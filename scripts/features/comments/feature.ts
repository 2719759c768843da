// Comments under posts, of a service that the writer chose.

import type { Feature } from '../../assemble/feature.js';
import { addition } from '../../assemble/kind.js';
import { commentsHtml, commentsLoads } from '../../services/services.js';

export const comments: Feature = {
  name: 'comments',
  loads: commentsLoads,
  adds: {
    post: addition<unknown, null>({
      variables: { comments: { meaning: 'comments, if enabled', html: true } },
      parts: {},
      input: () => null,
      values: ({ config }, _input, { meta }) => ({
        comments: meta.comments === false ? '' : commentsHtml(config, meta.lang ?? config.language),
      }),
    }),
  },
};
