// Which files a build reads.

import { problem } from '../diagnostics.js';
import { PROJECT } from '../program.js';
import type { Diagnostic } from '../types.js';
import { walk } from './walk.js';

/** Our own templates, for sites that have none: paths of inputs that begin so are in the program's folder. */
const PROGRAM = 'program/';

/** All input files, in a fixed order: paths from the root of the site, or from the program's folder. */
export function inputPaths(root: string): { paths: string[]; problems: readonly Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const own = ['content', 'images', 'templates', 'data', 'plugins'];
  const allowed = own.map((folder) => inputFile(root, folder));
  const below = (folder: string): string[] => {
    try {
      const { files, outside } = walk(inputFile(root, folder), allowed);
      for (const path of outside) problems.push(leadsOutside(`${folder}/${path}`));
      return files.map((path) => `${folder}/${path}`);
    } catch (error) {
      problems.push(problem(folder, undefined, 'source/unreadable', `the folder cannot be read: ${(error as Error).message}`));
      return [];
    }
  };
  return { paths: [...own, `${PROGRAM}templates`].flatMap(below), problems };
}

function leadsOutside(path: string): Diagnostic {
  const note = 'copy the file instead; only content/, images/, templates/, data/ and plugins/ themselves may be symlinks';
  return problem(path, undefined, 'source/outside', 'this symlink points outside the site’s folders and is not followed', {
    note,
  });
}

/** The absolute path of an input. */
export function inputFile(root: string, path: string): string {
  return path.startsWith(PROGRAM) ? `${PROJECT}/${path.slice(PROGRAM.length)}` : `${root}/${path}`;
}

/** The template files of a build: the site's own before the program's, by their paths below templates/. */
export function templatePaths(paths: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of [`${PROGRAM}templates/`, 'templates/']) {
    for (const path of paths) if (path.startsWith(folder)) found.set(path.slice(folder.length), path);
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}
