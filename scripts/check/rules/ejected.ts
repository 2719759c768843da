// Reports copies of the theme's files that are older than the defaults.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copiedFrom, versionOf } from '../../assemble/ejected.js';
import { problem } from '../../base/diagnostics.js';
import { PROJECT } from '../../base/program.js';
import type { CheckRule } from '../../engine/checkedSite.js';

export const ejected: CheckRule = function* ({ templates, textOf }) {
  for (const file of templates) {
    const copy = copiedFrom(textOf(file));
    const version = copy && currentVersion(file);
    if (!version || version === copy.version) continue;
    const reason = `this copy is of titleblock ${copy.program}; the default has changed since`;
    const note = `rename it, copy the default again with \`npm run theme -- eject ${file.replace(/^templates\//, '')}\`, and repeat your changes`;
    yield problem(file, { line: 1, column: 1 }, 'template/outdated', reason, { note });
  }
};

/** Returns the version of the default; undefined if there is none of this name. */
function currentVersion(file: string): string | undefined {
  try {
    return versionOf(readFileSync(join(PROJECT, file), 'utf8'));
  } catch {
    return undefined;
  }
}
