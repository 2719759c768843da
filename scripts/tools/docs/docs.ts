// `npm run docs`: generates parts of docs/ from the code: tables of fields, variables and rules, the extensions by example, the API, schemas
// for editors, and figures from benchmark results. A test fails if they are outdated.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchCharts } from '../../../bench/tables.js';
import { apiPage } from './api.js';
import { CHINESE } from './chinese.js';
import { extensionsPage } from './extensions.js';
import { schemas } from './schemas.js';
import { withTables } from './tables.js';
import { chineseOf } from './translations.js';
import { ENGLISH, type Translate } from './words.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Pages with tables that are made from the code. */
const WITH_TABLES = [
  'ARCHITECTURE.md',
  'README.md',
  'docs/builds.md',
  'docs/design/structure.md',
  'docs/front-matter.md',
  'docs/languages.md',
  'docs/problems.md',
  'docs/reliability.md',
  'docs/settings.md',
  'docs/templates.md',
];

/** Returns the up-to-date content of all files with generated parts, by path. */
export function generated(): { readonly [path: string]: string } {
  const page = (path: string, translate: Translate) =>
    [path, withTables(readFileSync(join(PROJECT, path), 'utf8'), translate)] as const;
  const translated = WITH_TABLES.map(chineseOf).filter((path) => existsSync(join(PROJECT, path)));
  return {
    ...Object.fromEntries([...WITH_TABLES.map((path) => page(path, ENGLISH)), ...translated.map((path) => page(path, CHINESE))]),
    'docs/extensions.md': extensionsPage(ENGLISH),
    'docs/zh/extensions.md': extensionsPage(CHINESE),
    'docs/api.md': apiPage(),
    ...schemas(),
    ...benchCharts(),
  };
}

/** Writes the files with generated parts. */
export function writeGenerated(): void {
  for (const [path, text] of Object.entries(generated())) {
    const file = join(PROJECT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeGenerated();
