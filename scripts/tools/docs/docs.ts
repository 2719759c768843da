// `npm run docs`: what is written in docs/ from the code: tables of fields, variables and rules, the extensions by example, the API,
// schemas for editors, and figures from the results of benchmarks. A test says when they are old.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchCharts } from '../../../bench/tables.js';
import { apiPage } from './api.js';
import { extensionsPage } from './extensions.js';
import { schemas } from './schemas.js';
import { withTables } from './tables.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const WITH_TABLES = [
  'ARCHITECTURE.md',
  'README.md',
  'docs/builds.md',
  'docs/front-matter.md',
  'docs/problems.md',
  'docs/reliability.md',
  'docs/settings.md',
  'docs/templates.md',
];

/** The files with parts made from the code, by their paths, as they have to be. */
export function generated(): { readonly [path: string]: string } {
  return {
    ...Object.fromEntries(WITH_TABLES.map((path) => [path, withTables(readFileSync(join(PROJECT, path), 'utf8'))])),
    'docs/extensions.md': extensionsPage(),
    'docs/api.md': apiPage(),
    ...schemas(),
    ...benchCharts(),
  };
}

/** Writes them. */
export function writeGenerated(): void {
  for (const [path, text] of Object.entries(generated())) {
    const file = join(PROJECT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeGenerated();
