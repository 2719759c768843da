// Reports addresses that are too long for a file name.

import { problem } from '../base/diagnostics.js';
import { isTooLong } from '../base/fileNames.js';
import { contentFile } from '../base/inputFolders.js';
import type { Diagnostic, Source } from '../types.js';

/** Returns the problems of the addresses of posts and pages. */
export function addressProblems(sources: readonly Source[]): Diagnostic[] {
  return sources
    .filter(({ url }) => isTooLong(url.slice(1)))
    .map((source) => tooLongProblem(source, 'slug', source.places.slug ? 'the slug' : 'the file name, with .html appended,'));
}

/** Returns the problem of an address that is too long, at the field that asks for it. */
export function tooLongProblem({ path, places }: Source, field: string, what: string): Diagnostic {
  const note = 'a file name is at most 255 bytes: 255 Latin letters, or 85 Chinese characters';
  return problem(contentFile(path), places[field], 'url/long', `${what} is too long for a file name`, { note });
}
