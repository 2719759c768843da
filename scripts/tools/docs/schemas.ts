// Generates JSON schemas for editors.

import { configFields } from '../../config/settings.js';
import { FEATURES } from '../../features/table.js';
import { schemaOf, withFields } from '../../fields/fields.js';
import { FRONT_MATTER_FIELDS } from '../../read/headerTable.js';

/** Returns the schemas of site.yaml and front matter by path. */
export function schemas(): { readonly [path: string]: string } {
  const written = (title: string, schema: object) =>
    `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, null, 2)}\n`;
  return {
    'docs/schemas/site.json': written('content/site.yaml', schemaOf(configFields(FEATURES.settingFields))),
    'docs/schemas/front-matter.json': written(
      'front matter',
      schemaOf(withFields(FRONT_MATTER_FIELDS, FEATURES.headerFields), true),
    ),
  };
}
