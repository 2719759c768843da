// The comment services that `init` offers.

import type { StarterChoice, StarterSetting } from '../../assemble/starterChoice.js';
import { neededBy } from '../../services/settings.js';
import { SERVICES } from './settings.js';

export const COMMENTS_CHOICE: StarterChoice = {
  setting: 'comments',
  question: 'Comments',
  choices: {
    none: {},
    ...Object.fromEntries(
      Object.entries(SERVICES).map(([name, service]): [string, StarterSetting] => [
        name,
        {
          service: { title: service.title, home: service.home, fields: neededBy(service) },
          // The settings of giscus are fields of `comments` itself.
          value: (fields) => (name === 'giscus' ? fields : { [name]: fields }),
        },
      ]),
    ),
  },
};
