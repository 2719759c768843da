// Reads `_meta.yaml`: front matter for all files of its folder and of the folders below. A file's own header overrides it, and so does
// the `_meta.yaml` of a deeper folder.

import { belongsToSite } from '../base/activeFiles.js';
import { placeAt, problem } from '../base/diagnostics.js';
import { hashOf } from '../base/hash.js';
import { contentPath } from '../base/inputFolders.js';
import type { Diagnostic } from '../types.js';
import { type FrontMatter, mergeFrontMatter, readMetadata } from './frontMatter.js';
import type { HeaderReader } from './headerReader.js';
import { unsafeFields } from './safeFields.js';

/** The fields that files inherit. */
export type Inherited = Pick<FrontMatter, 'values' | 'own' | 'meta'> & {
  /** Hash of all `_meta.yaml` files that contribute to it. */
  readonly hash: string;
};

export function isFolderMeta(path: string): boolean {
  return /(?:^|\/)_meta\.yaml$/.test(path);
}

/** Returns the fields that a file inherits, by its path below content/. */
export type InheritedBy = (path: string) => Inherited | undefined;

/**
 * Reads all `_meta.yaml` files of a site.
 * @param files their texts, by their paths from the site's folder
 * @param safe true if the authors of folders are not trusted
 * @param fields the fields that a header may have
 */
export function readFolderMeta(
  files: ReadonlyMap<string, string>,
  { safe, fields }: { readonly safe: boolean; readonly fields: HeaderReader },
): {
  readonly inheritedBy: InheritedBy;
  readonly problems: readonly Diagnostic[];
} {
  if (files.size === 0) return { inheritedBy: () => undefined, problems: [] };
  const problems: Diagnostic[] = [];
  const folders = [...files].map(([file, text]) => {
    const folder = contentPath(file).slice(0, -'_meta.yaml'.length);
    const found = readOne(file, text, fields, problems);
    return {
      folder,
      text,
      found: safe && !belongsToSite(file) ? withSafeFields(found, { file, text, fields }, problems) : found,
    };
  });
  folders.sort((a, b) => a.folder.length - b.folder.length);
  const known = new Map<string, Inherited | undefined>();
  const inheritedBy = (path: string): Inherited | undefined => {
    const own = path.slice(0, path.lastIndexOf('/') + 1);
    if (!known.has(own)) {
      const above = folders.filter(({ folder }) => own.startsWith(folder));
      const { at: _at, problems: _problems, ...inherited } = above.map(({ found }) => found).reduce(mergeFrontMatter, NOTHING);
      known.set(own, above.length === 0 ? undefined : { ...inherited, hash: hashOf(...above.map(({ text }) => text)) });
    }
    return known.get(own);
  };
  return { inheritedBy, problems };
}

const NOTHING: FrontMatter = { values: {}, meta: {}, at: {}, problems: [] };

function readOne(file: string, text: string, fields: HeaderReader, problems: Diagnostic[]): FrontMatter {
  const at = ([from, to]: readonly [number, number]) => placeAt(text, from, to);
  const found = readMetadata(text, (index) => index, fields);
  if (!found) {
    const note = '_meta.yaml must contain front matter: lines of `name: value`';
    problems.push(problem(file, at([0, 1]), 'front-matter/syntax', 'expected a mapping', { note }));
    return NOTHING;
  }
  for (const { rule, reason, at: range, ...more } of found.problems) problems.push(problem(file, at(range), rule, reason, more));
  const isPerFile = (name: string) => fields.fields[name]?.isPerFile === true;
  for (const name of Object.keys(found.at).filter(isPerFile)) {
    const reason = `${name}: not allowed for a folder; set it in the files`;
    problems.push(problem(file, at(found.at[name] as readonly [number, number]), 'front-matter/wrong', reason));
  }
  const kept = (values: object) => Object.fromEntries(Object.entries(values).filter(([name]) => !isPerFile(name)));
  return { ...found, values: kept(found.values), ...(found.own && { own: kept(found.own) }), problems: [] };
}

/** Removes the fields that files may not inherit from untrusted authors. */
function withSafeFields(
  { values, own, at }: FrontMatter,
  { file, text, fields }: { readonly file: string; readonly text: string; readonly fields: HeaderReader },
  problems: Diagnostic[],
): FrontMatter {
  const places = Object.entries(at).map(([name, [from, to]]) => [name, placeAt(text, from, to)]);
  problems.push(...unsafeFields(file, Object.fromEntries(places), fields));
  const safe = (all: object) => Object.fromEntries(Object.entries(all).filter(([name]) => fields.isSafe(name)));
  return { ...NOTHING, values: safe(values), ...(own && { own: safe(own) }) };
}
