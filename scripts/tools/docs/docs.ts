// `npm run docs`: generates parts of docs/ from the code: tables of fields, variables and rules, the extensions by example, the API, schemas
// for editors, and figures from benchmark results. A test fails if they are outdated.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
/** Returns the pages with tables that are made from the code: those in English. */
function pagesWithTables(): readonly string[] {
  const docs = readdirSync(join(PROJECT, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`);
  return ['ARCHITECTURE.md', 'README.md', ...docs.filter((path) => path.endsWith('.md') && !path.startsWith('docs/zh/'))]
    .filter((path) => readFileSync(join(PROJECT, path), 'utf8').includes('<!-- table '))
    .sort();
}

/** Returns the up-to-date content of all files with generated parts, by path. */
export function generated(): { readonly [path: string]: string } {
  const page = (path: string, translate: Translate) =>
    [path, withTables(readFileSync(join(PROJECT, path), 'utf8'), translate)] as const;
  const pages = pagesWithTables();
  const translated = pages.map(chineseOf).filter((path) => existsSync(join(PROJECT, path)));
  return {
    ...Object.fromEntries([...pages.map((path) => page(path, ENGLISH)), ...translated.map((path) => page(path, CHINESE))]),
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
