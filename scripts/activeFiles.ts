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

/** Whether a drawing is published with all that is in it: one of the templates, or of writers who are trusted. */
export function isTrustedDrawing(path: string, safe: boolean): boolean {
  return !safe || path.startsWith('templates/') || path.startsWith('program/');
}

/** What is published in place of a drawing that cannot be read, and so not be cleaned; undefined for another file. */
export function unreadDrawing(path: string): Uint8Array | undefined {
  return /\.svg$/i.test(path) ? Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') : undefined;
}
