// `npm run docs:build`: builds the documentation as a site in build/docs/, with titleblock itself. The pages are README.md, docs/ and other
// texts of the repository, with their first heading as a title block.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chineseOf, englishOf } from './translations.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');
const SITE = join(PROJECT, 'build/docs-site');
const OUT = join(PROJECT, 'build/docs');

/** Pages outside of docs/: their paths in the repository and on the site. */
const PAGES_OUTSIDE_DOCS: { readonly [path: string]: string } = {
  'README.md': 'index.md',
  'README.zh.md': 'zh/index.md',
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changes.md',
  '.github/CONTRIBUTING.md': 'contributing.md',
  '.github/SECURITY.md': 'reporting.md',
  'scripts/lib/README.md': 'api/library.md',
  'scripts/lib/remark-pandoc.md': 'api/remark-pandoc.md',
  'scripts/lib/pandoc-template.md': 'api/pandoc-template.md',
  'scripts/lib/cjk-search.md': 'api/cjk-search.md',
  'scripts/markdown/README.md': 'api/markdown.md',
  'scripts/template/README.md': 'api/template.md',
  'scripts/features/search/fullText/README.md': 'search-index.md',
};

/** Files outside of docs/ that pages link to. */
const FILES: { readonly [path: string]: string } = { LICENSE: 'LICENSE', 'templates/style.css': 'style.css' };

const SETTINGS = `title: titleblock
url: https://titleblock.example/
description: A static site generator for blogs written in Pandoc’s markdown
language: en
markdown: gfm
latest: 0
cards: false
navigation:
  - {title: Start, url: start.md}
  - {title: Markdown, url: markdown.md}
  - {title: Settings, url: settings.md}
  - {title: Templates, url: templates.md}
  - {title: Plugins, url: plugins/index.md}
  - {title: 中文, url: zh/index.md}
`;

/** Writes the sources of the site. @throws Error for a link to a file that is not on the site */
export function writeDocs(root: string): void {
  const docs = readdirSync(join(PROJECT, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  const pages = [...docs.filter((path) => path.endsWith('.md')), ...Object.keys(PAGES_OUTSIDE_DOCS)];
  for (const path of pages) write(root, pathOnSite(path), pageOf(path));
  for (const path of [...docs.filter((each) => !each.endsWith('.md')), ...Object.keys(FILES)])
    cpSync(join(PROJECT, path), join(root, 'content', pathOnSite(path)), { recursive: true });
  write(root, 'site.yaml', SETTINGS);
  write(root, 'zh/_meta.yaml', 'lang: zh-Hans\n');
}

function write(root: string, path: string, text: string): void {
  const file = join(root, 'content', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function pathOnSite(path: string): string {
  const found = PAGES_OUTSIDE_DOCS[path] ?? FILES[path];
  if (found !== undefined) return found;
  if (!path.startsWith('docs/'))
    throw new Error(`${path} is not on the site; scripts/tools/docs/docsSite.ts lists its pages and files`);
  return path.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
}

/** Returns a page with its heading as a title block, and its links adapted to the site. */
function pageOf(path: string): string {
  const text = readFileSync(join(PROJECT, path), 'utf8');
  const [heading = '', title = ''] = /^# (.+)\n/.exec(text) ?? [];
  return `% ${title}\n${translations(path)}${withLinks(text.slice(heading.length), path)}`;
}

function translations(path: string): string {
  const other = englishOf(path) ?? chineseOf(path);
  if (!existsSync(join(PROJECT, other))) return '';
  const url = `/${pathOnSite(other)}`.replace(/index\.md$/, '').replace(/\.md$/, '.html');
  return `---\ntranslations: {${other === chineseOf(path) ? 'zh-Hans' : 'en'}: ${url}}\n---\n`;
}

/** Adapts the links of a page outside of code: `](docs/start.md#write)`. */
function withLinks(text: string, path: string): string {
  return text.replace(
    /^ *(`{3,})[^\n]*\n[\s\S]*?^ *\1$|`[^`\n]+`|\]\((?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)/gm,
    (all, _fence: string, target: string | undefined, anchor = '') => {
      if (target === undefined) return all;
      const to = pathOnSite(posix.join(posix.dirname(path), target));
      return `](${posix.relative(posix.dirname(pathOnSite(path)), to)}${anchor})`;
    },
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  rmSync(join(SITE, 'content'), { recursive: true, force: true });
  writeDocs(SITE);
  const start = join(PROJECT, 'scripts/start/start.cjs');
  const { status } = spawnSync(process.execPath, [start, 'build', '--root', SITE, '--out', OUT], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
