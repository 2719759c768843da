// The cases: FOLDER/NAME.md next to FOLDER/NAME.html, Pandoc's own answer. A folder is named after the extension that its
// cases show, which is on for them; in a file whose name begins with `off` it is off. `NAME.+mark-smart.md` has these
// extensions besides. Folders with other names are about what needs no extension.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXTENSIONS } from '../../scripts/markdown/extensions.js';

export const FOLDER = fileURLToPath(new URL('.', import.meta.url));

export interface Case {
  readonly name: string;
  readonly markdown: string;
  /** What differs from Pandoc's defaults. */
  readonly extensions: string;
  /** Where Pandoc's answer is kept. */
  readonly answer: string;
  /** Whether it shows what Pandoc does not have: the answer is ours. */
  readonly ours: boolean;
}

/** What a site has besides Pandoc's defaults; the cases of `cjk` are read with it. */
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
