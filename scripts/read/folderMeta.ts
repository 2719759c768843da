// `_meta.yaml`: front matter for all files of its folder, and of the folders below. A file's own header wins, and so does the
// `_meta.yaml` of a folder further down.

import { isSitesOwn } from '../base/activeFiles.js';
import { placeAt, problem } from '../base/diagnostics.js';
import { hashOf } from '../base/hash.js';
import { contentPath } from '../base/inputFolders.js';
import type { Diagnostic } from '../types.js';
import { type FrontMatter, joined, readMetadata } from './frontMatter.js';
import { isSafeField, unsafeFields } from './safeFields.js';

/** What of it is not for a single file. */
export type Inherited = Pick<FrontMatter, 'values' | 'meta'> & {
  /** A hash of all that it comes from. */
  readonly hash: string;
};

/** Fields that belong to one file. */
const OWN = new Set(['title', 'slug', 'aliases', 'guid', 'date', 'updated', 'translations']);

export function isFolderMeta(path: string): boolean {
  return /(?:^|\/)_meta\.yaml$/.test(path);
}

/** What files inherit, by their paths below content/. */
export type InheritedBy = (path: string) => Inherited | undefined;

/**
 * Reads all `_meta.yaml` of a site.
 * @param files their texts, by their paths from the root
 * @param safe whether those of folders are from authors who are not trusted
 */
export function readFolderMeta(
  files: ReadonlyMap<string, string>,
  safe: boolean,
): {
  readonly inheritedBy: InheritedBy;
  readonly problems: readonly Diagnostic[];
} {
  if (files.size === 0) return { inheritedBy: () => undefined, problems: [] };
  const problems: Diagnostic[] = [];
  const folders = [...files].map(([file, text]) => {
    const folder = contentPath(file).slice(0, -'_meta.yaml'.length);
    const found = readOne(file, text, problems);
    return { folder, text, found: safe && !isSitesOwn(file) ? withSafe(found, file, text, problems) : found };
  });
  folders.sort((a, b) => a.folder.length - b.folder.length);
  const known = new Map<string, Inherited | undefined>();
  const inheritedBy = (path: string): Inherited | undefined => {
    const own = path.slice(0, path.lastIndexOf('/') + 1);
    if (!known.has(own)) {
      const above = folders.filter(({ folder }) => own.startsWith(folder));
      const { values, meta } = above.map(({ found }) => found).reduce(joined, NOTHING);
      known.set(own, above.length === 0 ? undefined : { values, meta, hash: hashOf(...above.map(({ text }) => text)) });
    }
    return known.get(own);
  };
  return { inheritedBy, problems };
}

const NOTHING: FrontMatter = { values: {}, meta: {}, at: {}, problems: [] };

function readOne(file: string, text: string, problems: Diagnostic[]): FrontMatter {
  const at = ([from, to]: readonly [number, number]) => placeAt(text, from, to);
  const found = readMetadata(text, (index) => index);
  if (!found) {
    const note = '_meta.yaml contains front matter: lines of `name: value`';
    problems.push(problem(file, at([0, 1]), 'front-matter/syntax', 'expected a mapping', { note }));
    return NOTHING;
  }
  for (const { rule, reason, at: range, ...more } of found.problems) problems.push(problem(file, at(range), rule, reason, more));
  for (const name of Object.keys(found.at).filter((each) => OWN.has(each))) {
    const reason = `${name}: not allowed for a folder; set it in the files`;
    problems.push(problem(file, at(found.at[name] as readonly [number, number]), 'front-matter/wrong', reason));
  }
  const values = Object.fromEntries(Object.entries(found.values).filter(([name]) => !OWN.has(name)));
  return { values, meta: found.meta, at: found.at, problems: [] };
}

/** What files may inherit where authors are not trusted. */
function withSafe({ values, at }: FrontMatter, file: string, text: string, problems: Diagnostic[]): FrontMatter {
  const places = Object.entries(at).map(([name, [from, to]]) => [name, placeAt(text, from, to)]);
  problems.push(...unsafeFields(file, Object.fromEntries(places)));
  return { ...NOTHING, values: Object.fromEntries(Object.entries(values).filter(([name]) => isSafeField(name))) };
}
