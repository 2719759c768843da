// Reads the conformance cases: FOLDER/NAME.md next to FOLDER/NAME.html, Pandoc's own answer. A folder is named after the extension that its
// cases show, which is on for them, or off in a file whose name begins with `off`. `NAME.+mark-smart.md` has further extensions.
// Folders with other names are about syntax without an extension.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTENSIONS } from '../../scripts/markdown/extensions.js';

export const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export interface Case {
  readonly name: string;
  readonly markdown: string;
  /** Changes to Pandoc's default extensions. */
  readonly extensions: string;
  /** Path of the expected HTML. */
  readonly answer: string;
  /** True for syntax that Pandoc doesn't have; the answer is ours. */
  readonly ours: boolean;
}

/** Extensions of a site besides Pandoc's defaults. The cases of `cjk` are read with them. */
const OURS = '+east_asian_line_breaks+autolink_bare_uris+cjk';

export function readCases(): Case[] {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name: folder }) =>
    readdirSync(join(FOLDER, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file): Case => {
        const name = file.replace(/\.md$/, '');
        const more = /\.([+-].*)$/.exec(name)?.[1] ?? '';
        const sign = name.startsWith('off') ? '-' : '+';
        const own = folder === 'cjk' ? OURS : EXTENSIONS.includes(folder) ? `${sign}${folder}` : '';
        return {
          name: `${folder}/${name}`,
          markdown: readFileSync(join(FOLDER, folder, file), 'utf8'),
          extensions: own + more,
          answer: join(FOLDER, folder, `${name}.html`),
          ours: folder === 'cjk',
        };
      }),
  );
}
