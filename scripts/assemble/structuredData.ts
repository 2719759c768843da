// Structured data for search engines: JSON-LD with the vocabulary of https://schema.org.

import { knownPart } from '../base/text/civilDate.js';
import { HOME_URL, listUrl } from './addresses.js';
import type { Frame } from './frame.js';
import { licenseOf } from './license.js';
import { authorsOf, imageOf, type Rendered } from './rendered.js';
import { categoriesBy, TERM_SEPARATOR } from './taxonomies.js';
import { absolute, editionAbsolute } from './urls.js';
import { wordsFor } from './words/words.js';

/** Describes the site, on the home page. */
export function webSite({ config }: Frame): unknown {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: config.title,
    url: editionAbsolute(config, HOME_URL),
    inLanguage: config.language,
    ...(config.description && { description: config.description }),
  };
}

/**
 * Describes a post and its breadcrumbs.
 * @param card the address of its social card
 */
export function blogPosting(frame: Frame, rendered: Rendered, card: string | undefined): unknown {
  const { config } = frame;
  const { source, article } = rendered;
  const image = imageOf(frame, rendered)?.url ?? (card && absolute(config.url, card));
  const url = absolute(config.url, source.url);
  const license = licenseOf(source.meta.license ?? config.license);
  const blog = editionAbsolute(config, HOME_URL);
  const { home } = wordsFor(config.language, config);
  const keywords = source.meta.keywords ?? source.meta.tags;
  const posting = {
    '@type': 'BlogPosting',
    headline: article.title.text,
    url,
    mainEntityOfPage: url,
    inLanguage: source.meta.lang ?? config.language,
    ...(source.date && { datePublished: knownPart(source.date) }),
    ...(source.meta.updated && { dateModified: knownPart(source.meta.updated) }),
    author: authorsOf(frame, article).map(({ text }) => ({ '@type': 'Person', name: text })),
    description: article.excerpt,
    ...(source.meta.categories && {
      articleSection: categoriesBy(config, source.meta.categories).map((path) => path.join(TERM_SEPARATOR)),
    }),
    ...(keywords.length > 0 && { keywords: keywords.join(', ') }),
    ...(image !== undefined && { image }),
    ...(license && { license: license.url ?? license.name }),
    isPartOf: { '@type': 'Blog', name: config.title, url: blog },
  };
  const steps = [
    { name: home, item: blog },
    { name: wordsFor(config.language, config).posts, item: editionAbsolute(config, listUrl()) },
    { name: article.title.text, item: url },
  ];
  const breadcrumbs = {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, at) => ({ '@type': 'ListItem', position: at + 1, ...step })),
  };
  return { '@context': 'https://schema.org', '@graph': [posting, breadcrumbs] };
}
