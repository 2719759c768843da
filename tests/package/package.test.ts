// The packages as a stranger has them: packed, installed into an empty folder, and used, on each Node that is supported.
// `npm run test:package`; needs the npm registry.

import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { pack } from '../../scripts/tools/pack.js';
import { bytesBelow, filesBelow, PROJECT, temporaryFolder, writeFiles } from '../support.js';
import { compile, complaintsAbout, installed as installedWith, run } from './installed.js';

/** What an install may come to. Where it grows for a reason, say why in the commit that changes this. */
const MOST_PACKAGES = 60;
const MOST_MEGABYTES = 90;
const NODES = ['20', '22', '24'];

let tarballs: { readonly [name: string]: string } = {};
/** A folder with the package installed. */
let home: string;

beforeAll(async () => {
  tarballs = pack(['titleblock', 'create-titleblock'], join(temporaryFolder(), 'build'));
  home = await installed({
    titleblock: `file:${tarballs.titleblock}`,
    'create-titleblock': `file:${tarballs['create-titleblock']}`,
  });
}, 300_000);

const installed = (dependencies: { readonly [name: string]: string }) =>
  // `create-titleblock` depends on a package that is not on the registry yet.
  installedWith(dependencies, { titleblock: `file:${tarballs.titleblock}` });

test('init, npm install and npm run build make a site', async () => {
  const { stdout } = await run(
    'npx',
    ['--no-install', 'titleblock', 'init', 'my-blog', '--yes', '--language', 'en', '--host', 'netlify', '--date', '2026-11-27'],
    home,
  );
  const blog = join(home, 'my-blog');
  expect(stdout.trim().split('\n').sort()).toEqual(filesBelow(blog).map((path) => `my-blog/${path}`));
  expect(filesBelow(blog)).toContain('netlify.toml');
  const manifest = JSON.parse(readFileSync(join(blog, 'package.json'), 'utf8'));
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
  // The package came from a file, so the site keeps it.
  expect(manifest.dependencies).toEqual({ titleblock: `file:vendor/titleblock-${version}.tgz` });
  await run('npm', ['install', '--no-fund', '--no-audit'], blog);
  const built = await run('npm', ['run', 'build'], blog);
  expect(built.stderr).toContain('0 errors, 0 warnings');
  expect(readFileSync(join(blog, 'dist/posts/2026-11-27-hello.html'), 'utf8')).toContain('<h1>Hello</h1>');
  expect((await run('npm', ['run', 'build'], blog)).stderr).toContain('0 written');
  expect((await run('npm', ['run', 'check'], blog)).stderr).toContain('0 errors, 0 warnings');
  expect((await run('npm', ['run', '-s', 'new', '--', '新的一篇', '--date', '2026-11-28'], blog)).stdout).toBe(
    'content/posts/2026-11-28-xin-de-yi-pian.md\n',
  );
  // What the program makes is that of the clone, byte for byte.
  await run(process.execPath, [join(PROJECT, 'scripts/start/start.cjs'), 'build', '--out', 'clone', '--no-cache'], blog);
  await run('npm', ['run', 'build'], blog);
  expect(bytesBelow(join(blog, 'clone'))).toEqual(bytesBelow(join(blog, 'dist')));
  // Nothing is bundled in the writer's folder, and nothing that bundles is there.
  expect(existsSync(join(blog, 'node_modules/esbuild'))).toBe(false);
  const kept = join(blog, 'node_modules/.cache/titleblock');
  expect(filesBelow(kept).every((path) => /^[^/]+\/(?:(?:front|back)-v|runs$)/.test(path))).toBe(true);
}, 300_000);

test('names commands as the program was started', async () => {
  const npx = await run('npx', ['--no-install', 'titleblock', 'help', 'new'], home);
  expect(npx.stdout).toContain('npx titleblock new TITLE [options]');
  const script = await run('npm', ['run', '-s', 'new', '--', '--help'], join(home, 'my-blog'));
  expect(script.stdout).toContain('npm run new -- TITLE [options]');
}, 60_000);

test('npm create titleblock does the same', async () => {
  await run('npx', ['--no-install', 'create-titleblock', 'other-blog', '--yes'], home);
  expect(filesBelow(join(home, 'other-blog'))).toContain('content/site.yaml');
  const again = await run('npx', ['--no-install', 'create-titleblock', 'other-blog', '--yes'], home).catch((error) => error);
  expect([again.code, again.stderr]).toEqual([
    1,
    'titleblock: other-blog/content/site.yaml already exists; choose another folder\n',
  ]);
}, 60_000);

test.each(NODES)('builds on Node %s', async (version) => {
  const folder = await installed({
    [`node-${process.platform}-${process.arch}`]: version,
    titleblock: `file:${tarballs.titleblock}`,
  });
  const node = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  expect((await run(node, ['--version'], folder)).stdout).toMatch(new RegExp(`^v${version}\\.`));
  const program = join(folder, 'node_modules/titleblock/scripts/start/start.cjs');
  await run(node, [program, 'init', 'blog', '--yes'], folder);
  const built = await run(node, [program, 'build'], join(folder, 'blog'));
  expect(built.stderr).toContain('0 errors, 0 warnings');
  const script = `import { build } from 'titleblock'; const { published, written } = await build({ root: 'blog' }); console.log(published, written);`;
  expect((await run(node, ['--input-type=module', '-e', script], folder)).stdout).toBe('true 0\n');
}, 300_000);

test('the libraries, imported and typed as a stranger would', async () => {
  const source = `
import { build, check, dev, formatProblems, type Diagnostic } from 'titleblock';
import remarkPandoc, { pandocRehypeOptions } from 'titleblock/markdown';
import { compileTemplate, type Template } from 'titleblock/template';
import rehypeStringify from 'rehype-stringify';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const processor = unified()
  .use(remarkPandoc, { extensions: '+east_asian_line_breaks' })
  .use(remarkRehype, pandocRehypeOptions)
  .use(rehypeStringify, { allowDangerousHtml: true });
console.log(String(processor.processSync('% T\\n\\nH~2~O 与\\n[中]{.b}')));

const template: Template = compileTemplate({ name: 't', text: '<h1>$title$</h1>' }, { extension: '.html', partial: () => undefined });
console.log(template.render({ title: 'x' }));

const { published, files, problems } = await build({ root: 'site', noCache: true });
const found: readonly Diagnostic[] = await check({ root: 'site' });
console.log(published, files > 10, problems.length, formatProblems(found).split('\\n')[0]);
const server = await dev({ root: 'site', port: 0 });
console.log((await fetch(new URL('posts/2020-01-02-a.html', server.url))).status);
await server.close();
`;
  const wanted = {
    'rehype-stringify': '*',
    'remark-rehype': '*',
    unified: '*',
    typescript: '^5',
    '@types/node': '^20',
    '@types/hast': '*',
    '@types/mdast': '*',
    vfile: '*',
  };
  const folder = await installed({ ...wanted, titleblock: `file:${tarballs.titleblock}` });
  writeFiles(folder, {
    'site/content/site.yaml': 'title: S\nurl: https://example.org\ncards: false\n',
    'site/content/posts/2020-01-02-a.md': '% A\n\ntext\n\n```nolanguage\nx\n```\n',
  });
  await compile(folder, source);
  const { stdout } = await run(process.execPath, ['out/main.js'], folder);
  expect(stdout.split('\n')).toEqual([
    '<p>H<sub>2</sub>O 与<span class="b">中</span></p>',
    '<h1>x</h1>',
    expect.stringMatching(/^true true 1 content\/posts\/2020-01-02-a\.md:5:1 {2}warning/),
    '200',
    '',
  ]);
}, 300_000);

test('plugins: the examples are typed as a stranger’s, and run with the package', async () => {
  const wanted = {
    typescript: '^5',
    '@types/node': '^20',
    '@types/mdast': '*',
    vfile: '*',
    unified: '*',
    'beautiful-mermaid': '*',
  };
  const folder = await installed({ ...wanted, titleblock: `file:${tarballs.titleblock}` });
  for (const name of ['wikilinks', 'mermaid', 'books'])
    cpSync(join(PROJECT, `docs/plugins/${name}.ts`), join(folder, `plugins/${name}.ts`), { recursive: true });
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2022',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const files = {
    'tsconfig.json': JSON.stringify({ compilerOptions, include: ['plugins'] }),
    'content/site.yaml': 'title: S\nurl: https://example.org\ncards: false\nplugins: [./plugins/wikilinks.ts]\n',
    'content/posts/2020-01-02-a.md': '% A\n\n[[a]]\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  await run('npx', ['--no-install', 'tsc'], folder);
  const without = await run('npx', ['--no-install', 'titleblock', 'build'], folder).catch((error) => error);
  expect(without.stderr).toContain('plugin "./plugins/wikilinks.ts": esbuild is required to load it');
  expect(without.stderr).toContain('npm install esbuild');
  await run('npm', ['install', '--no-fund', '--no-audit', 'esbuild'], folder);
  await run('npx', ['--no-install', 'titleblock', 'build'], folder);
  expect(readFileSync(join(folder, 'dist/posts/2020-01-02-a.html'), 'utf8')).toContain(
    '<a href="/posts/2020-01-02-a.html">a</a>',
  );
}, 300_000);

test('publint and attw find nothing', async () => {
  expect(await complaintsAbout('titleblock', tarballs.titleblock ?? '')).toEqual([]);
}, 60_000);

test('an install has the size that is known', () => {
  const folder = join(home, 'node_modules');
  const packages = Object.keys(JSON.parse(readFileSync(join(folder, '.package-lock.json'), 'utf8')).packages);
  const bytes = sizeBelow(folder);
  const megabytes = Math.round(bytes / 1e6);
  console.log(`an install: ${packages.length} packages, ${megabytes} MB`);
  expect(packages.length).toBeLessThanOrEqual(MOST_PACKAGES);
  expect(megabytes).toBeLessThanOrEqual(MOST_MEGABYTES);
});

function sizeBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeBelow(path) : lstatSync(path).size);
  }, 0);
}
