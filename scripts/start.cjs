#!/usr/bin/env node
// Starts the program. Its sources are TypeScript; they are bundled into one file, once for each version of them, and V8's
// compiled code is kept beside it. Which version that is, is a hash of all sources, so that an edit is seen at once and
// nobody has to think of building.
//
// This is the one file of the generator that is no TypeScript: Node runs it as it is.

const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread, workerData } = require('node:worker_threads');

// Young objects get more room from the beginning: what an article is made of on the way is garbage when it is done, and is not
// carried into the old generation. The old generation grows by halves, not fourfold. Measured on 4,000 and 10,000 posts: a
// tenth less time, and a third less memory.
setFlagsFromString('--min-semi-space-size=16');
setFlagsFromString('--heap-growing-percent=50');

const SCRIPTS = __dirname;
const PROJECT = dirname(SCRIPTS);
const KEPT = join(PROJECT, 'node_modules/.cache/titleblock');
/** Bundles of other versions that are kept, for going back and forth. */
const OTHERS = 3;
/** How the sources looked when their version was last found out. */
const SEEN = join(KEPT, 'sources');
/** A file changed within the last step of a clock may change again without its time showing it; FAT has steps of 2 s. */
const COARSEST_STEP = 2000;

/** The files that say which version this is: the sources, and what names the versions of the packages. */
function versionFiles() {
  const files = ['package.json', 'package-lock.json', 'node_modules/.package-lock.json'].map((name) => join(PROJECT, name));
  const visit = (/** @type {string} */ folder) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.(?:ts|cjs)$/.test(entry.name)) files.push(path);
    }
  };
  visit(SCRIPTS);
  return files;
}

/** A hash of all that the program is made of, by the bytes of its files. */
function hashOfSources(/** @type {string[]} */ files) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(relative(PROJECT, path)).update(read(path) ?? '');
  return hash.digest('hex').slice(0, 24);
}

/** What the file system says of the files, and whether it would tell of a change made from now on. */
function looksOf(/** @type {string[]} */ files) {
  let text = '';
  let newest = 0;
  for (const path of files) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) continue;
    text += `${path} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}\n`;
    newest = Math.max(newest, stats.mtimeMs, stats.ctimeMs);
  }
  return { text, isSettled: newest + COARSEST_STEP < Date.now() };
}

/**
 * Which version this is. The files are read only if they do not look as they did at a start before: reading and hashing them
 * takes 12 ms, looking at them 3.
 */
function versionOfSources() {
  const files = versionFiles();
  const { text, isSettled } = looksOf(files);
  const [known, ...looks] = (read(SEEN) ?? '').toString().split('\n');
  if (known && looks.join('\n') === text) return known;
  const version = hashOfSources(files);
  if (isSettled) keep(SEEN, Buffer.from(`${version}\n${text}`));
  return version;
}

/** Bundles a part of the sources: what every start needs, or what only some do. */
function bundle(/** @type {'front' | 'back'} */ part) {
  const { buildSync } = require('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(SCRIPTS, `${part}.ts`)],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The other part, native packages, and those that are loaded by name when they are needed.
    external: ['./back.js', 'sharp', 'temml', '@viz-js/viz'],
    // The one package that asks for its folder looks for its binaries in it.
    define: { 'import.meta.url': 'titleblockUrl', __dirname: 'classicLevel' },
    supported: { 'dynamic-import': false },
    logLevel: 'error',
  });
  return outputFiles[0].contents;
}

/** Puts a file in its place at once; where it cannot be written, the next start makes it again. */
function keep(/** @type {string} */ path, /** @type {Uint8Array} */ bytes) {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(beside, bytes);
    renameSync(beside, path);
  } catch {
    // A read-only place, or a full one.
  }
}

function read(/** @type {string} */ path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Removes the bundles of versions that have not been used for longest. */
function tidy(/** @type {string} */ version) {
  try {
    const others = readdirSync(KEPT)
      .filter((name) => name !== version && name !== basename(SEEN))
      .map((name) => ({ path: join(KEPT, name), used: statSync(join(KEPT, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { path } of others.slice(OTHERS)) rmSync(path, { recursive: true, force: true });
  } catch {
    // Another start may be at it.
  }
}

/** Code that V8 compiled, to be kept for the next start: what each part came to. */
const compiled = /** @type {(() => void)[]} */ ([]);

/** Parts that are loaded. */
const parts = new Map();

/** A part of the program, which is bundled where it is not. */
function part(/** @type {string} */ version, /** @type {'front' | 'back'} */ name) {
  if (parts.has(name)) return parts.get(name);
  const folder = join(KEPT, version);
  const file = join(folder, `${name}.cjs`);
  const codeFile = join(folder, `${name}-${process.version}-${process.arch}`);
  let source = read(file);
  if (!source) {
    source = Buffer.from(bundle(name));
    keep(file, source);
    tidy(version);
  }
  const cachedData = read(codeFile);
  const script = new Script(`(function (exports, require, module, titleblockUrl, classicLevel) {${source.toString()}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (isMainThread && (!cachedData || script.cachedDataRejected)) compiled.push(() => keep(codeFile, script.createCachedData()));
  const module = { exports: /** @type {any} */ ({}) };
  const requirePart = (/** @type {string} */ path) => (path === './back.js' ? part(version, 'back') : require(path));
  const url = pathToFileURL(join(SCRIPTS, 'program.ts')).href;
  script.runInThisContext()(
    module.exports,
    requirePart,
    module,
    url,
    name === 'back' ? dirname(require.resolve('classic-level')) : '',
  );
  parts.set(name, module.exports);
  return module.exports;
}

function start() {
  // Another build's thread or process (scripts/executor/) is told which version it belongs to.
  const isProcess = process.send !== undefined && process.argv[2] === 'serve';
  const version = workerData?.titleblockProgram || (isProcess && process.argv[3]) || versionOfSources();
  globalThis.titleblockProgram = version;
  globalThis.titleblockImport = (name) => import(name);
  if (!isMainThread || isProcess) {
    part(version, 'back').serve();
    return;
  }
  void part(version, 'front')
    .main(process.argv.slice(2))
    .then((/** @type {number} */ code) => {
      process.exitCode = code;
      // What was compiled on the way is kept with it, so that the next start need not compile it again.
      for (const keepCode of compiled) keepCode();
    });
}

start();
