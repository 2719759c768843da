// The addresses of the search. All are decoded, below the site's root.

export const SEARCH_URL = '/search.html';
/** The folder of the index. */
export const SEARCH_FOLDER = '/search/';
/** The script that searches it, in that folder. */
export const SEARCH_SCRIPT = 'search.js';
