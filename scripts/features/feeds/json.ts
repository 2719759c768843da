// The feed format JSON Feed (https://www.jsonfeed.org/version/1.1/).

import { FEED_URLS, HOME_URL } from '../../assemble/addresses.js';
import { editionAbsolute } from '../../assemble/urls.js';
import type { Feed, FeedFormat } from './format.js';
import { HUB } from './settings.js';

export const json: FeedFormat = { url: FEED_URLS.json, text: (feed) => `${JSON.stringify(document(feed), null, 2)}\n` };

function document({ frame: { config }, items }: Feed): unknown {
  const hub = HUB.valueIn(config);
  const people = (names: readonly string[]) => (names.length > 0 ? { authors: names.map((name) => ({ name })) } : {});
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: config.title,
    home_page_url: editionAbsolute(config, HOME_URL),
    feed_url: editionAbsolute(config, FEED_URLS.json),
    ...(config.description && { description: config.description }),
    language: config.language,
    ...(hub && { hubs: [{ type: 'WebSub', url: hub }] }),
    ...people(config.author ? [config.author] : []),
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_html: item.html,
      summary: item.summary,
      ...(item.image !== undefined && { image: item.image }),
      date_published: item.published,
      ...(item.updated !== item.published && { date_modified: item.updated }),
      ...people(item.authors),
      ...(item.tags.length > 0 && { tags: item.tags }),
      ...(item.lang !== undefined && { language: item.lang }),
    })),
  };
}
