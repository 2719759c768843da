// The feed format RSS 2.0 (https://www.rssboard.org/rss-specification).

import type { Element } from 'xast';
import { x } from 'xastscript';
import { FEED_URLS, HOME_URL } from '../../assemble/addresses.js';
import { editionAbsolute } from '../../assemble/urls.js';
import { withoutForbidden } from '../../base/text/characters.js';
import type { Feed, FeedFormat } from './format.js';
import { HUB } from './settings.js';
import { xml } from './xml.js';

export const rss: FeedFormat = { url: FEED_URLS.rss, text: (feed) => xml(channel(feed), feed.frame) };

function channel({ frame: { config }, items, newest, part }: Feed): Element {
  const hub = HUB.valueIn(config);
  const { name, url, page } = part ?? { name: undefined, url: FEED_URLS.rss, page: HOME_URL };
  return x(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    [
      x('channel', [
        x('title', withoutForbidden(name === undefined ? config.title : `${name} · ${config.title}`)),
        x('link', editionAbsolute(config, page)),
        x('description', withoutForbidden(config.description || config.title)),
        x('language', config.language),
        newest ? x('lastBuildDate', new Date(newest).toUTCString()) : undefined,
        x('generator', 'titleblock'),
        x('atom:link', { rel: 'self', type: 'application/rss+xml', href: editionAbsolute(config, url) }),
        hub ? x('atom:link', { rel: 'hub', href: hub }) : undefined,
        ...items.map((item) =>
          x('item', [
            x('title', withoutForbidden(item.title)),
            x('link', item.url),
            x('guid', { isPermaLink: String(item.id === item.url) }, withoutForbidden(item.id)),
            x('pubDate', new Date(item.published).toUTCString()),
            ...item.authors.map((author) => x('dc:creator', withoutForbidden(author))),
            ...item.tags.map((tag) => x('category', withoutForbidden(tag))),
            x('description', withoutForbidden(item.summary)),
            x('content:encoded', withoutForbidden(item.html)),
          ]),
        ),
      ]),
    ],
  );
}
