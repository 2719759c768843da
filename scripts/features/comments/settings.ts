// The table of comment services, the setting `comments` of site.yaml, which chooses one, and the front matter field `comments`.

import { type Fields, faultless, mapping, refined, type Type } from '../../fields/fields.js';
import { flag, opposite } from '../../fields/headerField.js';
import { headerField, setting } from '../../fields/ownField.js';
import { completeSettings, settingsOf, type UsedSettings } from '../../services/settings.js';
import { giscus } from './giscus.js';
import { twikoo } from './twikoo.js';
import { waline } from './waline.js';

export const SERVICES = { giscus, waline, twikoo } as const;

/** giscus was the first service, so its settings are fields of `comments` itself. */
const FIELDS = {
  ...giscus.fields,
  waline: { type: settingsOf(waline), meaning: 'Waline instead: `{server: https://…}`' },
  twikoo: { type: settingsOf(twikoo), meaning: 'Twikoo instead: `{server: https://…}`' },
} satisfies Fields;

const chosen: Type<UsedSettings<typeof SERVICES>> = refined(
  faultless(mapping(FIELDS)),
  ({ waline: ofWaline, twikoo: ofTwikoo, ...ofGiscus }, report) => {
    const { mapping: _standard, ...named } = ofGiscus;
    const isGiscus = Object.values(named).some(Boolean);
    if ([isGiscus, ofWaline, ofTwikoo].filter(Boolean).length > 1) {
      report('choose one comment service: giscus, waline or twikoo');
      return undefined;
    }
    if (ofWaline) return { waline: ofWaline };
    if (ofTwikoo) return { twikoo: ofTwikoo };
    const settings = completeSettings(giscus, ofGiscus, report);
    return settings && { giscus: settings };
  },
);

/** The front matter field that turns off the comments of a post. */
export const HAS_COMMENTS = headerField('comments', {
  type: flag,
  meaning: '`false` disables comments',
  after: 'license',
  otherNames: [{ names: ['comment', 'show_comments', 'enable_comments'] }, { names: ['disable_comments'], convert: opposite }],
});

/** At most one service. Previews have no comments. */
export const COMMENTS = setting('comments', {
  type: chosen,
  default: {},
  meaning: 'comments under posts: giscus, Waline or Twikoo; see docs/services.md',
  isPerLanguage: true,
  pages: 'public',
  after: 'license',
});
