// Generates docs/api.md: the exports of the packages with their documentation, from the declarations that the compiler writes.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

const MODULES = [
  ['titleblock', 'index', 'Builds, checks and serves sites. [More](../scripts/lib/README.md).'],
  ['titleblock/markdown', 'markdown', 'Pandoc’s markdown for unified. [More](../scripts/markdown/README.md).'],
  ['titleblock/template', 'template', 'Pandoc’s template language. [More](../scripts/template/README.md).'],
] as const;

interface Declaration {
  readonly documentation: string;
  readonly code: string;
}

/** Returns the page. @throws Error if the compiler fails, or an export has no documentation */
export function apiPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-api-'));
  try {
    declarations(folder);
    const parts = MODULES.map(
      ([name, file, about]) => `## ${name}\n\n${about}\n\n${moduleText(join(folder, `scripts/lib/${file}.d.ts`))}`,
    );
    return `# API\n\nWhat the packages export. \`npm run docs\` makes this page from the code.\n\n${parts.join('\n')}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function declarations(folder: string): void {
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: folder, rootDir: PROJECT };
  writeFileSync(
    project,
    JSON.stringify({
      extends: join(PROJECT, 'tsconfig.json'),
      compilerOptions: { ...compilerOptions, types: ['node'], typeRoots: [join(PROJECT, 'node_modules/@types')] },
      include: [join(PROJECT, 'scripts/lib/*.ts')],
    }),
  );
  execFileSync(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', project], { stdio: 'pipe' });
}

function moduleText(file: string): string {
  return exportsOf(file)
    .map(([name, { documentation, code }]) => {
      if (!documentation) throw new Error(`${name} is exported by ${file} without documentation`);
      return `### ${name}\n\n${documentation}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;
    })
    .join('\n');
}

/** Returns the exports of a module with their declarations, which may be in other files. */
function exportsOf(file: string): [name: string, declaration: Declaration][] {
  const text = readFileSync(file, 'utf8');
  const own = declarationsOf(text);
  const imports = new Map(
    [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '(\.[^']*)';/gm)].flatMap(([, names = '', from = '']) =>
      namesIn(names).map((name) => [name, from] as const),
    ),
  );
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]*)\}(?: from '([^']*)')?;/gm)].flatMap(([, names = '', from]) =>
    namesIn(names).map((name) => [name, from ?? imports.get(name)] as const),
  );
  return [
    ...[...own].filter(([, { code }]) => code.startsWith('export ')),
    ...listed.map(([name, from]): [string, Declaration] => [
      name,
      from ? declarationAt(file, from, name) : (own.get(name) as Declaration),
    ]),
  ];
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.replace(/^\s*(?:type )?/, '').trim())
    .filter((name) => name !== '' && !name.includes(' as '));
}

function declarationAt(file: string, from: string, name: string): Declaration {
  const found = exportsOf(resolve(dirname(file), from.replace(/\.js$/, '.d.ts'))).find(([each]) => each === name);
  if (!found) throw new Error(`${from} does not export ${name}`);
  return found[1];
}

/** Matches the start of a declaration, with the comment above it. */
const DECLARATION =
  /^(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?((?:export )?(?:declare )?(?:interface|type|const|function|class|abstract class) (\w+))/gm;

function declarationsOf(text: string): Map<string, Declaration> {
  return new Map(
    [...text.matchAll(DECLARATION)].map((match) => {
      const [all, comment = '', head = '', name = ''] = match;
      const start = match.index + all.length - head.length;
      const code = text.slice(start, endOf(text, start)).replace(/^export declare /, 'export ');
      return [name, { documentation: documentationIn(comment), code }];
    }),
  );
}

/** Returns the end of a declaration: the first semicolon, or brace at the end of a line, outside of all brackets. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] as string;
    if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1;
    else if ('{([<'.includes(char)) depth += 1;
    else if ('})]'.includes(char) || (char === '>' && text[at - 1] !== '=')) depth -= 1;
    if (depth === 0 && (char === ';' || (char === '}' && /[;\n]/.test(text[at + 1] ?? '\n')))) return at + 1;
  }
  return text.length;
}

/** Converts a comment to markdown: its text, then its tags as a list. */
function documentationIn(comment: string): string {
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n')
    .trim();
  const [about = '', ...tags] = text.split(/(?:^|\s)@(?=param |returns |throws |see )/);
  const list = tags.map((tag) => {
    const [, kind = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(tag) ?? [];
    const one = rest.replace(/\s+/g, ' ').trim();
    const [name = '', ...words] = one.split(' ');
    return kind === 'param' ? `- \`${name}\`: ${words.join(' ')}` : `- ${kind}: ${one}`;
  });
  return [about.trim(), list.join('\n')].filter(Boolean).join('\n\n');
}
