// Comments under posts, by the service that the writer chose.

import type { Feature } from '../../assemble/feature.js';
import { addition } from '../../assemble/kind.js';
import type { Config } from '../../config/config.js';
import { configsByLanguage } from '../../config/languages.js';
import { htmlOf, loadsOf } from '../../services/settings.js';
import { COMMENTS, HAS_COMMENTS, SERVICES } from './settings.js';
import { COMMENTS_CHOICE } from './starter.js';

const hasComments = (config: Config): boolean => Object.keys(COMMENTS.valueIn(config)).length > 0;

export const comments: Feature = {
  name: 'comments',
  words: ['comments', 'commentsMissing'],
  settings: [COMMENTS],
  fields: [HAS_COMMENTS],
  starter: COMMENTS_CHOICE,
  styles: (config) => ({ sheet: configsByLanguage(config).some(hasComments) ? 'parts/comments.css' : '', css: '' }),
  loads: (config) => loadsOf(SERVICES, COMMENTS.valueIn(config)),
  adds: {
    post: addition<unknown, null>({
      variables: { comments: { meaning: 'comments, if enabled', html: true } },
      parts: {},
      input: () => null,
      values: ({ config }, _input, { meta }) => ({
        comments:
          HAS_COMMENTS.valueIn(meta) === false ? '' : htmlOf(SERVICES, COMMENTS.valueIn(config), meta.lang ?? config.language),
      }),
    }),
  },
};
