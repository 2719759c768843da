// The setting `list` of site.yaml: what lists show of each post.

import { boolean, defaultsOf, type Fields, mapping } from '../fields/fields.js';
import { setting } from '../fields/ownField.js';

const FIELDS = {
  excerpt: { type: boolean, default: true, meaning: '`false` hides the first sentences' },
  cover: { type: boolean, meaning: '`true` shows covers, or the first picture of a post that has none (default: by theme)' },
  tags: { type: boolean, default: true, meaning: '`false` hides reading time and tags' },
} satisfies Fields;

export const LIST = setting('list', {
  type: mapping(FIELDS),
  default: defaultsOf(FIELDS),
  meaning: 'what lists show of each post: `{excerpt: false, cover: true, tags: false}`',
  pages: 'all',
  after: 'pageSize',
});
