#!/usr/bin/env node
// Starts the program. The TypeScript sources are bundled once per version, and V8's compiled code is cached beside the bundle.
// The version is a hash of the bundled files, so edits take effect at once without a build step.
//
// The npm package is already bundled (`npm run pack`); PACKED has its version.
//
// This is the program's only file that is not TypeScript: Node runs it as it is.

const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { basename, dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread, workerData } = require('node:worker_threads');

// V8 settings, measured on sites of 4,000 and 10,000 posts. A larger young generation: what an article leaves behind soon becomes
// garbage and should not be moved to the old generation. The old generation grows by half instead of fourfold. Together: a tenth
// less time, a third less memory. V8 also waits four times as long before it optimizes a function, since most builds end before
// that pays off and both cores are busy: a first build of 1,000 posts takes a quarter less CPU time, one of 10,000 the same.
const isProgram = require.main === module || Boolean(workerData?.titleblockProgram);
if (isProgram) {
  setFlagsFromString('--min-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--interrupt-budget=540000');
  // Threads for pictures, compression and the store: one per core, set before the first is needed.
  process.env.UV_THREADPOOL_SIZE ??= String(Math.max(2, availableParallelism()));
}

const START = __dirname;
const PROJECT = dirname(dirname(START));
/** The package's version; undefined in a clone of the repository. */
const PACKED = /** @type {{ version: string } | undefined} */ (
  JSON.parse(read(join(START, 'packed.json'))?.toString() ?? 'null') ?? undefined
);
/** Folder for bundles and compiled code. */
const CACHE_FOLDER = PACKED ? join(dirname(PROJECT), '.cache/titleblock') : join(PROJECT, 'node_modules/.cache/titleblock');
/** Bundles of other versions to keep, for switching between branches. */
const OTHERS = 3;
/** File with the current version, the program's source files and their stats at the last start. */
const SEEN_FILE = join(CACHE_FOLDER, 'sources');
/** A file changed within the last clock step may change again with the same mtime; FAT has steps of 2 s. */
const COARSEST_STEP = 2000;
/** The two bundles: what every start needs (front.ts), and what the front loads with `import()`. */
const PARTS = /** @type {const} */ (['front', 'back']);
/** Further files that belong to a version: lists of packages, this file, and scripts that are bundled for browsers. */
const OTHER_SOURCES = [
  ...['package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'scripts/start/start.cjs'],
  ...['browser', 'find', 'query'].map((name) => `scripts/features/search/fullText/${name}.ts`),
];

/** Returns the stats of files as text, and whether later changes would be visible in them. */
function stampsOf(/** @type {readonly string[]} */ files) {
  let text = '';
  let newest = 0;
  for (const path of files) {
    const stats = statSync(join(PROJECT, path), { throwIfNoEntry: false });
    text += stats ? `${path} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}\n` : `${path}\n`;
    if (stats) newest = Math.max(newest, stats.mtimeMs, stats.ctimeMs);
  }
  return { text, isSettled: newest + COARSEST_STEP < Date.now() };
}

/** Returns a hash of the bytes of files. */
function hashOf(/** @type {readonly string[]} */ files) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(read(join(PROJECT, path)) ?? '');
  return hash.digest('hex').slice(0, 24);
}

/**
 * Returns the version: a hash of everything that is bundled. Files are read only if their stats have changed since the last
 * start: reading and hashing takes 12 ms, comparing stats 3. A new source file is imported by one that has changed, so it is not
 * missed.
 */
function versionOfSources() {
  const [known, list = '', ...stamps] = (read(SEEN_FILE) ?? '').toString().split('\n');
  const before = list.split('\t').filter(Boolean);
  if (known && before.length > 0) {
    const now = stampsOf(before);
    if (stamps.join('\n') === now.text) return known;
    // Only the mtime changed, or an edit was undone.
    if (hashOf(before) === known && read(join(CACHE_FOLDER, known, 'back.cjs'))) {
      if (now.isSettled) writeFile(SEEN_FILE, Buffer.from(`${known}\n${list}\n${now.text}`));
      return known;
    }
  }
  const bundles = PARTS.map((name) => ({ name, ...bundle(name) }));
  const files = [...new Set([...bundles.flatMap(({ inputs }) => inputs), ...OTHER_SOURCES])].sort();
  const { text, isSettled } = stampsOf(files);
  const version = hashOf(files);
  for (const { name, code } of bundles) writeFile(join(CACHE_FOLDER, version, `${name}.cjs`), code);
  tidy(version);
  // Without stats, the next start compares the bytes.
  writeFile(SEEN_FILE, Buffer.from(`${version}\n${files.join('\t')}\n${isSettled ? text : ''}`));
  return version;
}

/** Optional packages, installed only for the few builds that need them. */
const OPTIONAL = ['bullmq', 'ioredis', 'aws4fetch'];
/** Packages that are not bundled but loaded when needed: native ones, and those that few sites use. */
const LOADED = ['sharp', 'temml', '@viz-js/viz', 'pinyin-pro', 'highlight.js', 'svgo'];
/** Packages among these whose version can change the output. Pictures have their own check. */
const VERSIONED = ['temml', '@viz-js/viz', 'highlight.js', 'svgo'];

/** Returns the version of the installed package, with the versions of packages next to it. */
function versionOfPackage(/** @type {{ version: string }} */ { version }) {
  const beside = VERSIONED.map((name) => {
    const entry = require.resolve(name === 'highlight.js' ? 'highlight.js/lib/core' : name);
    const folder = join('node_modules', name);
    const root = entry.slice(0, entry.lastIndexOf(folder) + folder.length);
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  });
  return [version, ...beside].join('-');
}

/**
 * Returns the modules of the back by the specifier that the front uses: `../check/check.js` for `import('../check/check.js')`.
 * @returns the file of each, below the project
 */
function modulesOfBack() {
  const modules = new Map();
  for (const path of readdirSync(join(PROJECT, 'scripts'), { recursive: true, encoding: 'utf8' })) {
    const file = path.replaceAll('\\', '/');
    if (!/^[^/]+\/.*\.ts$/.test(file) || /^(?:lib|start|tools)\//.test(file)) continue;
    const text = (read(join(PROJECT, 'scripts', path)) ?? '').toString();
    for (const [, asked = ''] of text.matchAll(/(?<!typeof )\bimport\('(\.[^']+\.js)'\)/g)) {
      const module = join('scripts', dirname(path), asked).replaceAll('\\', '/').replace(/\.js$/, '.ts');
      const other = modules.get(asked) ?? module;
      if (other !== module)
        throw new Error(`scripts/${file}: import('${asked}') may be ${module} or ${other}: rename one of them`);
      modules.set(asked, module);
    }
  }
  return modules;
}

/** Bundles a part of the program. Returns the code and the source files in it. */
function bundle(/** @type {typeof PARTS[number]} */ part, /** @type {import('esbuild').BuildOptions} */ more = {}) {
  const { buildSync } = require('esbuild');
  const back = modulesOfBack();
  const lines = Array.from(back, ([name, file]) => `export * as ${JSON.stringify(name)} from ${JSON.stringify(`./${file}`)};`);
  const entry =
    part === 'front'
      ? { entryPoints: [join(START, 'front.ts')] }
      : {
          stdin: {
            contents: [...lines, "export { serveTasks } from './scripts/cli/tasks.ts';"].join('\n'),
            resolveDir: PROJECT,
          },
        };
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: PROJECT,
    ...entry,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The other part, native packages, and those loaded when needed.
    external: [...(part === 'front' ? back.keys() : []), ...LOADED, ...OPTIONAL],
    alias: { 'js-yaml': join(START, 'noYaml.ts') },
    // classic-level is the only package that uses its folder, to find its binaries.
    define: { 'import.meta.url': 'titleblockUrl', __dirname: 'classicLevel' },
    supported: { 'dynamic-import': false },
    logLevel: 'error',
    ...more,
  });
  // A static import would make the front load the back at each start.
  for (const [file, { imports }] of Object.entries(metafile.inputs))
    for (const { path, kind, external } of imports)
      if (part === 'front' && external && path.startsWith('.') && kind !== 'dynamic-import')
        throw new Error(`${file} is loaded at each start: it may import ${path} only with import(), where it is needed`);
  const inputs = Object.keys(metafile.inputs).filter((path) => path.startsWith('scripts/'));
  const [code, map] = [...(outputFiles ?? [])].reverse().map(({ contents }) => contents);
  return {
    code: /** @type {Uint8Array} */ (code),
    map,
    inputs,
  };
}

/** Writes a file atomically. If that fails, the next start makes it again. */
function writeFile(/** @type {string} */ path, /** @type {Uint8Array} */ bytes) {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(beside, bytes);
    renameSync(beside, path);
  } catch {
    // The disk is read-only or full.
  }
}

function read(/** @type {string} */ path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Removes the least recently used bundles of other versions. */
function tidy(/** @type {string} */ version) {
  try {
    const others = readdirSync(CACHE_FOLDER)
      .filter((name) => name !== version && name !== basename(SEEN_FILE))
      .map((name) => ({ path: join(CACHE_FOLDER, name), used: statSync(join(CACHE_FOLDER, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { path } of others.slice(OTHERS)) rmSync(path, { recursive: true, force: true });
  } catch {
    // Another start may be doing the same.
  }
}

/** Loaded scripts whose compiled code can be cached, with the length of the cached code. */
const scripts = /** @type {{ script: import('node:vm').Script, codeFile: string, cachedLength: number }[]} */ ([]);
/** V8 compiles functions when they are first called. So the code is cached after each of the first runs of a command. */
const LEARNING_RUNS = 3;

/** Caches V8's compiled code if it has grown. After a few runs it contains all that a site's commands need. */
function cacheCompiled(/** @type {string} */ version) {
  const isAllCached = scripts.every(({ cachedLength }) => cachedLength > 0);
  const file = join(CACHE_FOLDER, version, 'runs');
  const command = process.argv[2] ?? '';
  const runs = JSON.parse(read(file)?.toString() ?? '{}');
  const before = Object.hasOwn(runs, command) ? runs[command] : 0;
  // A start that loads only the front compiles little.
  if (isAllCached && (before >= LEARNING_RUNS || scripts.length < PARTS.length)) return;
  for (const { script, codeFile, cachedLength } of scripts) {
    const code = script.createCachedData();
    if (code.length > cachedLength) writeFile(codeFile, code);
  }
  if (/^[a-z]*$/.test(command)) writeFile(file, Buffer.from(JSON.stringify({ ...runs, [command]: before + 1 })));
}

/** Modules of Node that few commands need; loading them takes a tenth of the start-up time. */
const LAZY_MODULES = ['node:child_process', 'node:dns', 'node:http', 'node:https', 'node:inspector/promises'];

/** Returns a proxy that loads a module of Node when it is first used. */
function lazyModule(/** @type {string} */ name) {
  return new Proxy(/** @type {any} */ ({}), {
    get: (_module, property) => require(name)[property],
    has: (_module, property) => property in require(name),
    ownKeys: () => Reflect.ownKeys(require(name)),
    getOwnPropertyDescriptor: (_module, property) => ({
      ...Reflect.getOwnPropertyDescriptor(require(name), property),
      configurable: true,
    }),
  });
}

/** Loaded parts. */
const parts = new Map();

/** Loads a part of the program. Bundles it if necessary. */
function part(/** @type {string} */ version, /** @type {typeof PARTS[number]} */ name) {
  if (parts.has(name)) return parts.get(name);
  const folder = join(CACHE_FOLDER, version);
  const file = join(PACKED ? START : folder, `${name}.cjs`);
  const codeFile = join(folder, `${name}-${process.version}-${process.arch}`);
  let source = read(file);
  if (!source) {
    source = Buffer.from(bundle(name).code);
    writeFile(file, source);
  }
  const cachedData = read(codeFile);
  const script = new Script(`(function (exports, require, module, titleblockUrl, classicLevel) {${source.toString()}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (isMainThread) {
    const isTaken = cachedData && !script.cachedDataRejected;
    scripts.push({ script, codeFile, cachedLength: isTaken ? cachedData.length : 0 });
  }
  const module = { exports: /** @type {any} */ ({}) };
  const requirePart = (/** @type {string} */ path) => {
    if (name === 'front' && path.startsWith('.')) return part(version, 'back')[path];
    return LAZY_MODULES.includes(path) ? lazyModule(path) : require(path);
  };
  const url = pathToFileURL(join(PROJECT, 'scripts/base/program.ts')).href;
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
  // A worker thread or process (scripts/work/) gets its version from its parent.
  const isProcess = process.send !== undefined && process.argv[2] === 'serve';
  const version = prepare(workerData?.titleblockProgram || (isProcess && process.argv[3]));
  if (!isMainThread || isProcess) {
    part(version, 'back').serveTasks();
    return;
  }
  let isDone = false;
  // Node exits without an error if nothing can resolve the pending promise.
  process.on('exit', (code) => {
    if (isDone || code !== 0) return;
    console.error('titleblock: ended before it was done: something that it waited for never answered, such as a plugin');
    process.exitCode = 1;
  });
  void part(version, 'front')
    .main(process.argv.slice(2))
    .then((/** @type {number} */ code) => {
      isDone = true;
      process.exitCode = code;
      cacheCompiled(version);
    });
}

/** Sets the program's version and returns it. */
function prepare(/** @type {string | false | undefined} */ given) {
  const version = given || (PACKED ? versionOfPackage(PACKED) : versionOfSources());
  globalThis.titleblockProgram = version;
  globalThis.titleblockImport = (name) => import(name);
  return version;
}

// Run as a program or worker; otherwise export what the library needs (scripts/lib/).
if (isProgram) start();
else
  module.exports = {
    bundle,
    loaded: LOADED,
    optional: OPTIONAL,
    part: (/** @type {typeof PARTS[number]} */ name) => part(prepare(undefined), name),
  };
