// `safe: true`: restricts the fields that a post may set. It is a list of allowed fields, since templates can do anything with a field:
// `css` names stylesheets, `layout` any template, and the site's templates may use others without expecting untrusted authors.

import { belongsToSite, isRunByServer } from '../base/activeFiles.js';
import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { Diagnostic, FieldPlaces, Source } from '../types.js';
import type { HeaderReader } from './headerReader.js';

/** Returns a problem for each field that may not be set. */
export function unsafeFields(file: string, places: FieldPlaces, fields: HeaderReader): Diagnostic[] {
  return Object.keys(places)
    .filter((name) => !fields.isSafe(name))
    .map((name) => unsafe(file, places, name, `the field "${name}"`));
}

function unsafe(file: string, places: FieldPlaces, name: string, what: string): Diagnostic {
  const note = 'files at the top of content/ may set every field';
  return problem(file, places[name], 'html/unsafe', `${what} is not allowed (\`safe: true\`) and is removed`, { note });
}

interface ReadResult {
  readonly source: Source;
  readonly problems: readonly Diagnostic[];
}

/** Removes fields that an untrusted author may not set. Inherited fields have been checked before. */
export function withSafeFields<F extends ReadResult>(found: F, fields: HeaderReader): F {
  const { source } = found;
  const file = contentFile(source.path);
  if (belongsToSite(file)) return found;
  const isOwn = (name: string) => Object.hasOwn(source.places, name);
  const refused = (name: string) => isOwn(name) && !fields.isSafe(name);
  const known = Object.entries(source.meta).filter(([name]) => !refused(name));
  // Fields of other tools were already read as ours; templates don't see the original names.
  const others = Object.entries(source.meta.meta).filter(([name]) => !isOwn(name));
  const aliases = source.meta.aliases.filter((alias) => !isRunByServer(alias));
  const problems = [
    ...unsafeFields(file, source.places, fields),
    ...source.meta.aliases
      .filter(isRunByServer)
      .map((alias) => unsafe(file, source.places, 'aliases', `the alias "${alias}", a file that a server may run,`)),
  ];
  if (problems.length === 0 && others.length === Object.keys(source.meta.meta).length) return found;
  const meta: Source['meta'] = {
    ...(Object.fromEntries(known) as unknown as Source['meta']),
    aliases,
    meta: Object.fromEntries(others),
  };
  return { ...found, source: { ...source, meta }, problems: [...found.problems, ...problems] };
}
