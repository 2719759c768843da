// Generates JSON schemas for editors.

import { configFields } from '../../config/settings.js';
import { FEATURES } from '../../features/table.js';
import { schemaOf, withFields } from '../../fields/fields.js';
import { FRONT_MATTER_FIELDS } from '../../read/headerTable.js';
import { COLLECTIONS } from '../../render/collections/kinds.js';

/** Returns the schemas of site.yaml, front matter and lists in data/ by path. */
export function schemas(): { readonly [path: string]: string } {
  const written = (title: string, schema: object) =>
    `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, null, 2)}\n`;
  return {
    'docs/schemas/site.json': written('content/site.yaml', schemaOf(configFields(FEATURES.settingFields))),
    'docs/schemas/front-matter.json': written(
      'front matter',
      schemaOf(withFields(FRONT_MATTER_FIELDS, FEATURES.headerFields), true),
    ),
    ...Object.fromEntries(
      Object.entries(COLLECTIONS).map(([name, { fields }]) => [
        `docs/schemas/${name}.json`,
        written(`data/${name}.yaml`, { type: 'array', items: schemaOf(fields) }),
      ]),
    ),
  };
}
