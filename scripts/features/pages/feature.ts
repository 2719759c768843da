// The basic pages of a site: posts, pages, the list of posts, the home page and the 404 page.

import { HOME_URL, listUrl } from '../../assemble/addresses.js';
import type { Feature } from '../../assemble/feature.js';
import { LIST } from '../../assemble/listSettings.js';
import { WORDS } from '../../assemble/ownWords.js';
import { TEXT_SHEETS } from '../../base/sheets.js';
import { home } from './home.js';
import { list } from './list.js';
import { notFound } from './notFound.js';
import { page } from './page.js';
import { post } from './post.js';
import { HOME, LATEST, POST } from './settings.js';

export const pages: Feature = {
  name: 'pages',
  words: [
    'home',
    'posts',
    'allPosts',
    'latest',
    'newer',
    'older',
    'previousPost',
    'nextPost',
    'contents',
    'resume',
    'updated',
    'license',
    'translations',
    'notFound',
    'notFoundText',
    'meant',
    'draft',
    'pinned',
    'noPosts',
    'pageOf',
    'minutes',
  ],
  settings: [LATEST, HOME, LIST, POST, WORDS],
  isListUrl: (url) => url === HOME_URL || url === listUrl() || /^\/pages\/p\d+\.html$/.test(url),
  sheets: Object.fromEntries(TEXT_SHEETS.map((name) => [name, ({ inTexts }) => inTexts.has(name)])),
  kinds: [home, post, page, list, notFound],
};
