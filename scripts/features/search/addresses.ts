// The addresses of the search page and its index. All are decoded, below the site's root.

export const SEARCH_URL = '/search.html';
/** The folder of the index. */
export const SEARCH_FOLDER = '/search/';
/** Name of the script that searches the index, in the same folder. */
export const SEARCH_SCRIPT = 'search.js';
