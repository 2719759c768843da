// The entry point cjk-search/client: searches an index from a browser, or from anywhere else.

export type { Heading, PageText } from '../base/text/readableText.js';
export { openIndex, type Places } from '../features/search/fullText/browser.js';
export {
  type Hit,
  type Loader,
  openSearch,
  type PageMatch,
  type Search,
  type SearchResult,
  type TextPiece,
} from '../features/search/fullText/find.js';
export type { QueryPart } from '../features/search/fullText/query.js';
