// `npm run docs`: what is written in docs/ from the code: tables of fields, variables and rules, the extensions by example, the API,
// schemas for editors, and figures from the results of benchmarks. A test says when they are old.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchCharts } from '../../../bench/tables.js';
import { apiPage } from './api.js';
import { CHINESE } from './chinese.js';
import { extensionsPage } from './extensions.js';
import { schemas } from './schemas.js';
import { ENGLISH, type Words, withTables } from './tables.js';
import { chineseOf } from './translations.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Pages with tables that are made from the code. */
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

/** Returns every file with parts made from the code, by its path, as it has to be. */
export function generated(): { readonly [path: string]: string } {
  const page = (path: string, words: Words) => [path, withTables(readFileSync(join(PROJECT, path), 'utf8'), words)] as const;
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

/** Writes them. */
export function writeGenerated(): void {
  for (const [path, text] of Object.entries(generated())) {
    const file = join(PROJECT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeGenerated();
