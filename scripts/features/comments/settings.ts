// The services for comments, one file each, and `comments` in site.yaml, which chooses one.

import { type Fields, mapping, refined, type Type } from '../../fields/fields.js';
import { flag, opposite } from '../../fields/headerField.js';
import { headerField, setting } from '../../fields/ownField.js';
import { complete, settingsOf, type Used } from '../../services/settings.js';
import { giscus } from './giscus.js';
import { twikoo } from './twikoo.js';
import { waline } from './waline.js';

export const SERVICES = { giscus, waline, twikoo } as const;

/** giscus was there first: its settings are those of `comments` itself. */
const FIELDS = {
  ...giscus.fields,
  waline: { type: settingsOf(waline), meaning: 'Waline instead: `{server: https://…}`' },
  twikoo: { type: settingsOf(twikoo), meaning: 'Twikoo instead: `{server: https://…}`' },
} satisfies Fields;

const chosen: Type<Used<typeof SERVICES>> = refined(
  mapping(FIELDS),
  ({ waline: ofWaline, twikoo: ofTwikoo, ...ofGiscus }, complain) => {
    const { mapping: _standard, ...named } = ofGiscus;
    const isGiscus = Object.values(named).some(Boolean);
    if ([isGiscus, ofWaline, ofTwikoo].filter(Boolean).length > 1) {
      complain('choose one comment service: giscus, waline or twikoo');
      return undefined;
    }
    if (ofWaline) return { waline: ofWaline };
    if (ofTwikoo) return { twikoo: ofTwikoo };
    const settings = complete(giscus, ofGiscus, (reason) => complain(`${reason}; https://giscus.app lists the values`));
    return settings && { giscus: settings };
  },
);

/** Whether a post has comments. */
export const HAS_COMMENTS = headerField('comments', {
  type: flag,
  meaning: '`false` disables comments',
  after: 'license',
  otherNames: [{ names: ['comment', 'show_comments', 'enable_comments'] }, { names: ['disable_comments'], convert: opposite }],
});

/** One service at most; its comments are for readers of the site itself. */
export const COMMENTS = setting('comments', {
  type: chosen,
  default: {},
  meaning: 'comments under posts: giscus, Waline or Twikoo; see docs/services.md',
  pages: 'public',
  after: 'license',
});
