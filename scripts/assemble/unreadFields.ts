// Finds front matter fields that titleblock does not know and no template or plugin uses. Each is reported once for the whole
// site.

import { plural, problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { Diagnostic, Source } from '../types.js';

/** Readers of fields that titleblock does not know. */
export interface FieldReaders {
  /** Fields that templates show; `*` stands for all. */
  readonly templates: readonly string[];
  /** Code of the plugins: a plugin that contains a field's name counts as a reader. */
  readonly plugins: readonly string[];
  /** Fields ignored by the settings. */
  readonly ignored: readonly string[];
}

/**
 * Reports each field that has no reader, at the first file with it.
 * @param sources published posts and pages
 */
export function unreadFields(sources: readonly Source[], { templates, plugins, ignored }: FieldReaders): Diagnostic[] {
  if (templates.includes('*')) return [];
  const known = new Set([...templates, ...ignored]);
  const found = new Map<string, Source[]>();
  for (const source of sources) {
    for (const field of source.meta.unread ?? []) {
      if (known.has(field)) continue;
      const others = found.get(field);
      if (others) others.push(source);
      else found.set(field, [source]);
    }
  }
  return [...found]
    .filter(([field]) => !plugins.some((code) => code.includes(field)))
    .map(([field, all]) => {
      const first = all.reduce((a, b) => (a.path < b.path ? a : b));
      const reason = `${plural(all.length, 'file')} ${all.length === 1 ? 'has' : 'have'} "${field}", which titleblock ignores`;
      const note = `show it in a template (\`$meta.${field}$\`), remove it, or add \`ignoreFields: [${field}]\` to content/site.yaml`;
      return problem(contentFile(first.path), first.places[field], 'front-matter/ignored', reason, { note });
    });
}
