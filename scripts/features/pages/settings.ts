// The settings of the basic pages: `latest` and `home` for the home page, `post` for posts.

import { boolean, defaultsOf, type Fields, integer, list, mapping, oneOf } from '../../fields/fields.js';
import { setting } from '../../fields/ownField.js';

export const LATEST = setting('latest', { type: integer(0), default: 5, meaning: 'posts on the home page', after: 'pageSize' });

/** The blocks of the home page, with what each shows. */
export const HOME_BLOCKS = ['introduction', 'pinned', 'latest', 'notes', 'categories', 'tags'] as const;

export type HomeBlock = (typeof HOME_BLOCKS)[number];

export const HOME = setting('home', {
  type: list(oneOf(...HOME_BLOCKS)),
  default: ['introduction', 'latest'] as readonly HomeBlock[],
  meaning:
    'blocks of the home page in their order: `introduction` (the text of `content/index.md`), `pinned`, `latest`, `notes`, `categories`, `tags`',
  isPerLanguage: true,
  pages: 'all',
  after: 'pageSize',
});

const POST_FIELDS = {
  toc: { type: boolean, default: true, meaning: '`false` hides tables of contents, except in posts with `toc: true`' },
  meta: { type: boolean, default: true, meaning: '`false` hides author, date and reading time' },
  license: { type: boolean, default: true, meaning: '`false` hides the license' },
  neighbours: { type: boolean, default: true, meaning: '`false` hides the links to the posts before and after' },
  related: { type: boolean, default: true, meaning: '`false` hides related posts' },
} satisfies Fields;

export const POST = setting('post', {
  type: mapping(POST_FIELDS),
  default: defaultsOf(POST_FIELDS),
  meaning: 'what a post shows besides its text: `{toc: false, meta: false, license: false, neighbours: false, related: false}`',
  pages: 'all',
  after: 'pageSize',
});
