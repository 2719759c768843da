// The posts and pages of a site as its search knows them.

import { NOT_FOUND_URL } from '../../assemble/addresses.js';
import { contentFile } from '../../base/inputFolders.js';
import { encodeUrl, markdownFileName } from '../../base/siteLookup.js';
import { unpackArticle } from '../../base/storedArticle.js';
import { escapeHtml } from '../../base/text/characters.js';
import { knownPart } from '../../base/text/civilDate.js';
import type { Piece, SiteIndex, Source } from '../../types.js';
import type { ListTask } from '../../work/task.js';
import { type IndexedPost, indexPost } from './fullText/index.js';

/** The pages and posts that can be found, in the order of their numbers: by age, so that a new post changes no other's number. */
export function searchedSources({ posts, pages }: Pick<SiteIndex, 'posts' | 'pages'>): readonly Source[] {
  return [...pages.filter(({ url }) => url !== NOT_FOUND_URL), ...[...posts].reverse()];
}

/** An article to be searched, as it is kept. */
export interface SearchInput {
  readonly source: Source;
  readonly article: Uint8Array;
}

export const SEARCH: ListTask<SearchInput, IndexedPost> = {
  name: 'search',
  away: 'list',
  run: indexArticles,
  label: ([only]) => only && `search of ${contentFile(only.source.path)}`,
};

export function indexArticles(inputs: readonly SearchInput[]): IndexedPost[] {
  return inputs.map(({ source, article }) => {
    const { title, body } = unpackArticle(article);
    const { tags, categories = [], names = [] } = source.meta;
    return indexPost({
      title: title.text,
      path: encodeUrl(source.url.slice(1)),
      date: source.date ? knownPart(source.date) : '',
      tags: [...tags, ...categories.flat(), ...names, wordsOfName(source.path)],
      html: body.map(htmlOf).join(''),
    });
  });
}

/** The words in the name of a file, which its address has too. */
function wordsOfName(path: string): string {
  return markdownFileName(path)
    .replace(/^\d{4}-\d\d-\d\d(?:-|$)/, '')
    .replaceAll(/[-_]/g, ' ');
}

/** A piece as far as it can be searched: of pictures, what they show in words. */
function htmlOf(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.type === 'picture' ? `<img alt="${escapeHtml(piece.alt)}">` : '';
}
