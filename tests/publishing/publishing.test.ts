// What docs/publishing/ gives to writers, run as far as that can be done without an account.

import { execFile, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/build/build.js';
import type { BuildResult } from '../../scripts/build/options.js';
import {
  bytesBelow,
  core,
  environment,
  filesBelow,
  nginx,
  PROJECT,
  picture,
  QUIET,
  rclone,
  rsync,
  run,
  SITE_YAML,
  temporaryFolder,
  writeSite,
} from '../support.js';
import { openBucket } from './bucket.js';
import { type Host, readWorkflow, runWorkflow } from './workflow.js';

const DOCS = join(PROJECT, 'docs/publishing');
const POST = 'content/posts/2020-01-02-a.md';

const site = async (yaml = '') =>
  writeSite({
    'content/site.yaml': `${SITE_YAML}${yaml}`,
    [POST]: '% 甲\n\n![图](images/图.png)\n',
    'content/posts/2020-01-03-b.md': '---\ntitle: 乙\naliases: [/old/]\n---\n',
    'images/图.png': await picture(800, 600),
  });
const builtAt = (root: string, more = {}) => build({ ...QUIET, root, out: join(root, 'dist'), ...more });
const publicFiles = (root: string) =>
  filesBelow(join(root, 'dist')).filter((path) => !/^(?:\.|_headers$|_redirects$)/.test(path));
const script = (name: string, args: readonly string[], cwd: string, env: { readonly [name: string]: string } = {}) =>
  promisify(execFile)('sh', [join(DOCS, name), ...args], { cwd, env: { ...environment(), AWS_CA_BUNDLE: undefined, ...env } });

describe('workflows', () => {
  test.each(core(1, ['github-pages.yml', 'cloudflare-pages.yml']))('%s: a second run makes nothing anew', async (name) => {
    const workflow = readWorkflow(name);
    const repository = await repositoryWith(await site());
    const host: Host = { caches: [], artifact: undefined };
    const first = await runWorkflow(workflow, repository, host, 1);
    writeFileSync(join(repository, POST), `${readFileSync(join(repository, POST), 'utf8')}\n改了。\n`);
    const second = await runWorkflow(workflow, repository, host, 2);
    expect(host.caches.map(({ key }) => key)).toEqual(['titleblock-1-1', 'titleblock-2-1']);
    expect(readFileSync(join(second, 'dist/posts/2020-01-02-a.html'), 'utf8')).toContain('改了');
    // The same files as a build from scratch, and with the cache of the second run nothing is left to do.
    await builtAt(repository, { noCache: true });
    expect(bytesBelow(join(repository, 'dist'))).toEqual(bytesBelow(join(second, 'dist')));
    rmSync(join(repository, 'dist'), { recursive: true });
    cpSync(host.caches[1]?.folder ?? '', join(repository, '.cache'), { recursive: true });
    const third = JSON.parse(run(['build', '--root', repository, '--json']).stdout) as BuildResult;
    expect(third.summary).toMatchObject({ rendered: 0, encoded: 0, written: filesBelow(join(second, 'dist')).length - 1 });
    if (name === 'github-pages.yml') {
      expect(host.artifact).toBe(join(second, 'dist'));
      expect(readFileSync(join(first, 'changed.txt'), 'utf8')).toContain('https://example.org/posts/2020-01-02-a.html');
    } else {
      expect(readFileSync(join(second, 'sent'), 'utf8')).toMatch(/wrangler pages deploy dist --project-name my-blog/);
    }
  }, 120_000);

  test('settings of other hosts build the folder that is published', () => {
    const scripts = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).scripts as { [name: string]: string };
    const edgeone = JSON.parse(readFileSync(join(DOCS, 'edgeone.json'), 'utf8'));
    const before = 'npm run urls -- --deployed || true; ';
    expect(edgeone).toMatchObject({ buildCommand: `${before}npm run build`, outputDirectory: 'dist' });
    const netlify = readFileSync(join(DOCS, 'netlify.toml'), 'utf8');
    expect(netlify).toContain('publish = "dist"');
    expect(netlify).toContain(`command = "${before}npm run build"`);
    const commands = [...netlify.matchAll(/npm run (\w+)([^"|;]*)/g)];
    expect(commands.length).toBe(4);
    for (const [, name = '', options = ''] of commands) {
      expect(scripts[name]).toBeDefined();
      const help = run([name, '--help']).stdout;
      for (const [option] of options.matchAll(/--\w[\w-]*/g)) expect(help).toContain(`  ${option}`);
    }
  });

  test('every file is named by a page, and every page by the first', () => {
    const texts = readdirSync(DOCS).filter((name) => name.endsWith('.md'));
    const linked = texts.map((name) => readFileSync(join(DOCS, name), 'utf8')).join('\n');
    for (const name of readdirSync(DOCS)) expect(name === 'README.md' || linked.includes(`(${name})`)).toBe(true);
  });
});

describe('what is deployed by a script is published', () => {
  /** Runs a script with something else in place of the program that sends. */
  async function deployed(name: 'server.sh' | 'bucket.sh', root: string, sends = 'exit 0') {
    const bin = temporaryFolder();
    for (const program of ['rsync', 'rclone']) writeFileSync(join(bin, program), `#!/bin/sh\n${sends}\n`, { mode: 0o755 });
    const ended = script(name, ['there'], root, { PATH: `${bin}:${process.env.PATH}` });
    return ended.then(({ stdout }) => stdout.trim()).catch(() => 'failed');
  }
  const list = (root: string) => readFileSync(join(root, 'content/urls.yaml'), 'utf8');

  test.each(['server.sh', 'bucket.sh'] as const)('%s', async (name) => {
    const root = writeSite({ 'content/urls.yaml': '', [POST]: '% 甲\n' });
    await builtAt(root);
    // A site without the npm script is sent all the same.
    expect([await deployed(name, root), list(root)]).toEqual(['', '']);
    writeFileSync(join(root, 'package.json'), '{"scripts": {}}');
    expect([await deployed(name, root), list(root)]).toEqual(['', '']);
    const urls = `"${process.execPath}" "${join(PROJECT, 'scripts/start/start.cjs')}" urls --root .`;
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { urls } }));
    // Nothing is published by a deployment that fails.
    expect([await deployed(name, root, 'exit 1'), list(root)]).toEqual(['failed', '']);
    expect(await deployed(name, root)).toBe('content/urls.yaml: 1, 1 new');
    expect(list(root)).toContain('"/posts/2020-01-02-a.html": {');
    rmSync(join(root, 'content/urls.yaml'));
    expect(await deployed(name, root)).toBe('');
  }, 60_000);

  test.each(['github-pages.yml', 'cloudflare-pages.yml'])('%s reads what is deployed before it builds', (name) => {
    const commands = readWorkflow(name).jobs.publish.steps.map((step) => step.run ?? '');
    const at = (part: string) => commands.findIndex((command) => command.includes(part));
    expect(commands[at('urls -- --deployed')]).toContain(' || ');
    expect(at('urls -- --deployed')).toBeLessThan(at('npm run build'));
  });
});

test.skipIf(!rclone())(
  'bucket.sh: only what has changed, with what browsers may keep, and what is gone last',
  async () => {
    const bucket = await openBucket();
    try {
      const root = await site();
      await builtAt(root);
      const send = () => script('bucket.sh', ['test:blog'], root, bucket.env);
      await send();
      expect([...bucket.objects.keys()].sort()).toEqual(publicFiles(root));
      const keeps = (path: string) => bucket.objects.get(path)?.cacheControl;
      for (const path of bucket.objects.keys()) {
        const isHashed = /^(?:images|assets)\/.*-[0-9a-f]{8}/.test(path);
        expect([path, keeps(path)]).toEqual([
          path,
          isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate',
        ]);
      }
      expect([...bucket.objects.keys()].some((path) => path.startsWith('images/图-'))).toBe(true);

      bucket.changes.length = 0;
      await send();
      expect(bucket.changes).toEqual([]);
      writeFileSync(join(root, 'images/图.png'), await picture(801, 600));
      rmSync(join(root, 'content/posts/2020-01-03-b.md'));
      await builtAt(root);
      await send();
      expect([...bucket.objects.keys()].sort()).toEqual(publicFiles(root));
      const page = bucket.changes.indexOf('PUT posts/2020-01-02-a.html');
      const at = (pattern: RegExp) => bucket.changes.flatMap((change, index) => (pattern.test(change) ? index : []));
      expect(Math.max(...at(/^PUT images/))).toBeLessThan(page);
      expect(Math.min(...at(/^DELETE/))).toBeGreaterThan(Math.max(...at(/^PUT/)));
      expect(bucket.changes).not.toContain('PUT favicon.svg');
    } finally {
      bucket.close();
    }
  },
  60_000,
);

test.skipIf(!rclone())(
  'two hosts from one build: the same files, one canonical address; a site below a path',
  async () => {
    const [world, china] = [await openBucket(), await openBucket()];
    try {
      const root = await site();
      writeFileSync(
        join(root, 'content/site.yaml'),
        readFileSync(join(root, 'content/site.yaml'), 'utf8').replace('example.org', 'example.org/blog'),
      );
      await builtAt(root);
      for (const bucket of [world, china]) await script('bucket.sh', ['test:any/blog', '/blog'], root, bucket.env);
      expect([...world.objects.keys()].sort()).toEqual([...china.objects.keys()].sort());
      for (const [path, { body }] of world.objects)
        expect([path, body.equals(china.objects.get(path)?.body ?? body.subarray(1))]).toEqual([path, true]);
      const html = world.objects.get('blog/posts/2020-01-02-a.html')?.body.toString() ?? '';
      expect(html).toContain('<link rel="canonical" href="https://example.org/blog/posts/2020-01-02-a.html">');
      expect([...html.matchAll(/\b(?:href|src)="(?!\/blog\/|https:\/\/example\.org\/blog\/|#|data:)([^"]*)"/g)]).toEqual([]);
      const kept = [...world.objects].filter(([, { cacheControl }]) => cacheControl?.includes('immutable')).map(([path]) => path);
      expect(kept.some((path) => path.startsWith('blog/images/'))).toBe(true);
    } finally {
      world.close();
      china.close();
    }
  },
  60_000,
);

test.skipIf(!rsync())(
  'server.sh: only what has changed, pages after their pictures, and what is gone is removed',
  async () => {
    const root = await site();
    const target = join(temporaryFolder(), 'www');
    mkdirSync(target, { recursive: true });
    await builtAt(root, { derived: ['compressed'] });
    await script('server.sh', [target], root);
    expect(filesBelow(target)).toEqual(publicFiles(root));
    const before = readFileSync(join(target, 'about.html').replace('about', 'index'));
    writeFileSync(join(root, POST), '% 甲\n\n改了\n');
    rmSync(join(root, 'content/posts/2020-01-03-b.md'));
    await builtAt(root, { derived: ['compressed'] });
    await script('server.sh', [target], root);
    expect(bytesBelow(target)).toEqual(bytesBelow(join(root, 'dist')).filter(([path]) => publicFiles(root).includes(path)));
    expect(before.equals(readFileSync(join(target, 'index.html')))).toBe(false);
    expect(existsSync(join(target, 'posts/2020-01-03-b.html'))).toBe(false);
  },
  60_000,
);

const NGINX = nginx();
test.skipIf(!NGINX)(
  'nginx.conf: the 404 page, compressed files, what may be kept',
  async () => {
    const root = await site();
    await builtAt(root, { derived: ['compressed'] });
    const folder = temporaryFolder();
    const port = await freePort();
    const settings = readFileSync(join(DOCS, 'nginx.conf'), 'utf8')
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replace('/srv/www/blog', join(root, 'dist'));
    const logs = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join(' ');
    writeFileSync(
      join(folder, 'all.conf'),
      `pid ${folder}/pid; error_log stderr; daemon off; user ${process.env.USER ?? 'root'}; events {} http { include /etc/nginx/mime.types; access_log off; ${logs} ${settings} }`,
    );
    expect(spawnSync(NGINX ?? '', ['-t', '-c', join(folder, 'all.conf')], { encoding: 'utf8' }).stderr).toContain(
      'test is successful',
    );
    const server = spawn(NGINX ?? '', ['-c', join(folder, 'all.conf')], { stdio: 'ignore' });
    try {
      const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'accept-encoding': 'gzip' } });
      await expect.poll(async () => (await ask('/').catch(() => undefined))?.status, { timeout: 10_000 }).toBe(200);
      const page = await ask('/posts/2020-01-02-a.html');
      expect([page.headers.get('content-encoding'), page.headers.get('cache-control')]).toEqual([
        'gzip',
        'public, max-age=0, must-revalidate',
      ]);
      expect(await page.text()).toContain('<h1>甲</h1>');
      const [image] = filesBelow(join(root, 'dist/images'));
      expect((await ask(`/images/${encodeURI(image ?? '')}`)).headers.get('cache-control')).toBe(
        'public, max-age=31536000, immutable',
      );
      const missing = await ask('/nothing.html');
      expect([missing.status, await missing.text()]).toEqual([404, readFileSync(join(root, 'dist/404.html'), 'utf8')]);
      expect((await ask('/old/')).status).toBe(200);
    } finally {
      server.kill();
    }
  },
  60_000,
);

/** A repository of a writer's: the program with content of its own. */
async function repositoryWith(root: string): Promise<string> {
  const repository = join(temporaryFolder(), 'repository');
  for (const name of ['scripts', 'templates', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(PROJECT, name), join(repository, name), { recursive: true });
  for (const name of ['content', 'images']) renameSync(join(root, name), join(repository, name));
  return repository;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
