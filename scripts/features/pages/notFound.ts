// The 404 page: the text of content/404.md, or a default text.

import { NOT_FOUND_URL } from '../../assemble/addresses.js';
import { commonValues } from '../../assemble/common.js';
import { kind } from '../../assemble/kind.js';
import { wordsFor } from '../../assemble/words/words.js';
import { escapeHtml } from '../../base/text/characters.js';
import { articlePage, emptyArticle } from './article.js';

export const notFound = kind<null, null>({
  name: 'notFound',
  isPerLanguage: true,
  template: '404',
  about: 'the 404 page',
  showsArticle: true,
  variables: {},
  *addresses(outline) {
    const url = outline.config.prefix + NOT_FOUND_URL;
    const own = outline.pageAt(url);
    yield { url, data: null, ...(own ? { article: own } : { yields: true }) };
  },
  parts: {},
  shows: () => [],
  input: () => null,
  values: (frame, _input, rendered) => {
    if (rendered) return articlePage(frame, rendered);
    const { notFound: title, notFoundText } = wordsFor(frame.config.language, frame.config);
    const url = frame.config.prefix + NOT_FOUND_URL;
    const common = commonValues(frame, { url, title, description: notFoundText, ogtype: 'website' });
    return [{ title, body: { html: `<p>${escapeHtml(notFoundText)}</p>` } }, emptyArticle(), ...common];
  },
});
