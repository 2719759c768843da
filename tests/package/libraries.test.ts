// The libraries as a stranger has them: installed from their archives, with the examples of their READMEs, in Eleventy and in Astro.

import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { pack } from '../../scripts/tools/pack.js';
import { LIBRARY_PACKAGES } from '../../scripts/tools/packLibraries.js';
import { toolPath } from '../../scripts/tools/toolFolders.js';
import { PROJECT, temporaryFolder, writeFiles } from '../support.js';
import { compile, complaintsAbout, installed, run } from './installed.js';

const NAMES = LIBRARY_PACKAGES.map(({ name }) => name);
/** Packages that the examples import besides the libraries, and the compiler. */
const OTHERS = {
  'rehype-stringify': '*',
  'remark-rehype': '*',
  unified: '*',
  typescript: '^5',
  '@types/node': '^20',
};

let tarballs: { readonly [name: string]: string };
/** A folder with all libraries installed. */
let home: string;

beforeAll(async () => {
  tarballs = pack(NAMES, join(temporaryFolder(), 'build'));
  home = await installed({ ...OTHERS, ...Object.fromEntries(NAMES.map((name) => [name, `file:${tarballs[name]}`])) });
}, 300_000);

const readmeOf = (name: string) => readFileSync(join(PROJECT, `scripts/lib/${name}.md`), 'utf8');

/** Returns the code blocks of a README in a language. */
const blocks = (name: string, language: string) =>
  [...readmeOf(name).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) => code);

/** Returns the configuration that a README gives for a program. */
function configOf(name: string, file: string): string {
  const [, config] = blocks(name, 'js').flatMap((code) => (code.startsWith(`// ${file}\n`) ? [file, code] : []));
  if (config === undefined) throw new Error(`${name}: no ${file}`);
  return config;
}

const EXAMPLES = NAMES.flatMap((name) => blocks(name, 'ts').map((code, at) => [name, at + 1, code] as const));

test('each README has an example', () => {
  expect(new Set(EXAMPLES.map(([name]) => name))).toEqual(new Set(NAMES));
});

test.each(EXAMPLES)('%s: example %i prints what it says', { timeout: 60_000 }, async (_name, _at, code) => {
  await compile(home, code);
  const { stdout } = await run(process.execPath, ['out/main.js'], home);
  const said = [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  expect(said.length).toBeGreaterThan(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual(said);
});

// tests/browser/searchClient.test.ts runs it.
test('cjk-search/client: the example for browsers has types', { timeout: 60_000 }, async () => {
  const [code = ''] = blocks('cjk-search', 'js');
  await compile(home, code, ['ES2023', 'DOM', 'DOM.Iterable']);
});

describe.each(NAMES)('%s', (name) => {
  test('publint and attw find nothing', { timeout: 60_000 }, async () => {
    expect(await complaintsAbout(name, tarballs[name] ?? '')).toEqual([]);
  });

  test('works with its own dependencies only, and imports each', { timeout: 120_000 }, async () => {
    const folder = await installed({ [name]: `file:${tarballs[name]}` });
    const own = join(folder, 'node_modules', name);
    const { dependencies, exports } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'));
    const entries = Object.keys(exports).filter((path) => path !== './package.json');
    const script = entries.map((path) => `await import('${join(name, path)}');`).join(' ');
    await run(process.execPath, ['--input-type=module', '-e', script], folder);
    const packages = Object.keys(JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')).packages);
    console.log(`${name}: ${packages.length} packages`);
    const { stdout } = await run(
      'grep',
      ['-rhoE', 'from [\'"][^.\'"][^\'"]*', own, '--include=*.js', '--include=*.d.ts'],
      folder,
    );
    for (const each of Object.keys(dependencies))
      expect([each, stdout.includes(each.replace('@types/', ''))]).toEqual([each, true]);
  });
});

const POST = '::: {.note}\n2~nd~ *note*\n:::\n\nTerm\n: [Small]{.smallcaps}\n';
const EXPECTED = [
  /<div class="note">\s*<p>2<sub>nd<\/sub> <em>note<\/em><\/p>\s*<\/div>/,
  /<dt>Term<\/dt>\s*<dd>\s*<span class="smallcaps">Small<\/span>\s*<\/dd>/,
];

test('remark-pandoc reads the posts of an Eleventy site', { timeout: 120_000 }, async () => {
  writeFiles(join(home, 'eleventy'), { 'eleventy.config.js': configOf('remark-pandoc', 'eleventy.config.js'), 'a.md': POST });
  await run(process.execPath, [toolPath('tests/package', '@11ty/eleventy/cmd.cjs')], join(home, 'eleventy'));
  const html = readFileSync(join(home, 'eleventy/_site/a/index.html'), 'utf8');
  for (const part of EXPECTED) expect(html).toMatch(part);
});

test('remark-pandoc reads the posts of an Astro site', { timeout: 240_000 }, async () => {
  const site = join(home, 'astro');
  writeFiles(site, {
    'package.json': '{"type": "module"}',
    'astro.config.mjs': configOf('remark-pandoc', 'astro.config.mjs'),
    'src/pages/a.md': POST,
  });
  mkdirSync(join(site, 'node_modules'));
  symlinkSync(toolPath('tests/package', 'astro'), join(site, 'node_modules/astro'));
  await run(process.execPath, [toolPath('tests/package', 'astro/astro.js'), 'build'], site, { ASTRO_TELEMETRY_DISABLED: '1' });
  const html = readFileSync(join(site, 'dist/a/index.html'), 'utf8');
  for (const part of EXPECTED) expect(html).toMatch(part);
});
