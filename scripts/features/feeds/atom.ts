// The feed format Atom (RFC 4287).

import type { Element } from 'xast';
import { x } from 'xastscript';
import { FEED_URLS, HOME_URL } from '../../assemble/addresses.js';
import { editionAbsolute } from '../../assemble/urls.js';
import { withoutForbidden } from '../../base/text/characters.js';
import type { Feed, FeedFormat } from './format.js';
import { HUB } from './settings.js';
import { xml } from './xml.js';

export const atom: FeedFormat = { url: FEED_URLS.atom, text: (feed) => xml(document(feed), feed.frame) };

function document({ frame: { config }, items, newest }: Feed): Element {
  const hub = HUB.valueIn(config);
  const home = editionAbsolute(config, HOME_URL);
  const person = (name: string) => x('author', [x('name', withoutForbidden(name))]);
  return x('feed', { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': config.language }, [
    x('id', home),
    x('title', withoutForbidden(config.title)),
    config.description ? x('subtitle', withoutForbidden(config.description)) : undefined,
    x('updated', newest ?? '1970-01-01T00:00:00Z'),
    x('link', { rel: 'alternate', type: 'text/html', href: home }),
    x('link', { rel: 'self', type: 'application/atom+xml', href: editionAbsolute(config, FEED_URLS.atom) }),
    hub ? x('link', { rel: 'hub', href: hub }) : undefined,
    x('generator', 'titleblock'),
    person(config.author || config.title),
    ...items.map((item) =>
      x('entry', item.lang === undefined ? {} : { 'xml:lang': item.lang }, [
        x('id', withoutForbidden(item.id)),
        x('title', withoutForbidden(item.title)),
        x('link', { rel: 'alternate', type: 'text/html', href: item.url }),
        x('published', item.published),
        x('updated', item.updated),
        ...item.authors.map(person),
        ...item.tags.map((tag) => x('category', { term: withoutForbidden(tag) })),
        x('summary', withoutForbidden(item.summary)),
        x('content', { type: 'html' }, withoutForbidden(item.html)),
      ]),
    ),
  ]);
}
