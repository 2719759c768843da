// Files that a browser runs, or that may hold scripts: with `safe: true` they are not published for a post.

import { problem } from './diagnostics.js';
import type { Diagnostic } from './types.js';

const ACTIVE = /\.(?:x?html?|xht|m?js|css|xml|xslt?|wasm|swf|jar)$/i;
/** What is at the top of content/, and in .well-known/, is the site's own. */
const OWN = /^content\/(?:[^/]+$|\.well-known\/)/;

/** Whether a file, named from the root, is one. */
export function isActive(path: string): boolean {
  return ACTIVE.test(path) && !OWN.test(path);
}

/** Says that one is not published. */
export function activeProblem(path: string): Diagnostic {
  const reason = 'a browser would run this file, which is not allowed (`safe: true`); it is not published';
  return problem(path, undefined, 'html/unsafe', reason, { note: 'files at the top of content/ are published as they are' });
}
