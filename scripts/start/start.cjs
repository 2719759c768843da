#!/usr/bin/env node
// Starts the program. Its sources are TypeScript; they are bundled into one file, once for each version of them, and V8's
// compiled code is kept next to it. Which version that is, is a hash of what is bundled, so that an edit is seen at once and
// no one has to think of building.
//
// In the package from npm they are bundled already (`npm run pack`): PACKED says so, and which version it is.
//
// This is the one file of the generator that is no TypeScript: Node runs it as it is.

const { createHash } = require('node:crypto');
const { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { basename, dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const { isMainThread, workerData } = require('node:worker_threads');

// Young objects get more room from the beginning: what an article is made of on the way is garbage when it is done, and is not
// carried into the old generation. The old generation grows by halves, not fourfold. Measured on 4,000 and 10,000 posts: a
// tenth less time, and a third less memory. V8 waits four times as long before it optimizes a function: most builds end before that
// pays, and both cores are busy. A first build of 1,000 posts takes a quarter less processor time, one of 10,000 as much as before.
const isProgram = require.main === module || Boolean(workerData?.titleblockProgram);
if (isProgram) {
  setFlagsFromString('--min-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--interrupt-budget=540000');
  // Threads for pictures, packing and the store: as many as there are cores, before the first one is needed.
  process.env.UV_THREADPOOL_SIZE ??= String(Math.max(2, availableParallelism()));
}

const START = __dirname;
const PROJECT = dirname(dirname(START));
/** What the package says of itself; undefined in a clone. */
const PACKED = /** @type {{ version: string } | undefined} */ (
  JSON.parse(read(join(START, 'packed.json'))?.toString() ?? 'null') ?? undefined
);
const KEPT = PACKED ? join(dirname(PROJECT), '.cache/titleblock') : join(PROJECT, 'node_modules/.cache/titleblock');
/** Bundles of other versions that are kept, for going back and forth. */
const OTHERS = 3;
/** Which files the program is made of, how they looked when they were last read, and which version they are. */
const SEEN = join(KEPT, 'sources');
/** A file changed within the last step of a clock may change again without its time showing it; FAT has steps of 2 s. */
const COARSEST_STEP = 2000;
/** What every start needs (front.ts), and what is loaded when something has to be done: all that the front imports with `import()`. */
const PARTS = /** @type {const} */ (['front', 'back']);
/** What names the versions of the packages; this file; and what is bundled for browsers, when a site is built. */
const BESIDES = [
  ...['package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'scripts/start/start.cjs'],
  ...['browser', 'find', 'query'].map((name) => `scripts/features/search/fullText/${name}.ts`),
];

/** What the file system says of some files, and whether it would show a change made from now on. */
function looksOf(/** @type {readonly string[]} */ files) {
  let text = '';
  let newest = 0;
  for (const path of files) {
    const stats = statSync(join(PROJECT, path), { throwIfNoEntry: false });
    text += stats ? `${path} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}\n` : `${path}\n`;
    if (stats) newest = Math.max(newest, stats.mtimeMs, stats.ctimeMs);
  }
  return { text, isSettled: newest + COARSEST_STEP < Date.now() };
}

/** A hash of the bytes of some files. */
function hashOf(/** @type {readonly string[]} */ files) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(read(join(PROJECT, path)) ?? '');
  return hash.digest('hex').slice(0, 24);
}

/**
 * Which version this is: a hash of all that is bundled. A file that is not part of the program changes nothing. The files are
 * read only if they do not look as they did at a start before: reading and hashing them takes 12 ms, looking at them 3. A
 * file that is new to the program is named by one that has changed.
 */
function versionOfSources() {
  const [known, list = '', ...looks] = (read(SEEN) ?? '').toString().split('\n');
  const before = list.split('\t').filter(Boolean);
  if (known && before.length > 0) {
    const now = looksOf(before);
    if (looks.join('\n') === now.text) return known;
    // A touch, or an edit that was taken back.
    if (hashOf(before) === known && read(join(KEPT, known, 'back.cjs'))) {
      if (now.isSettled) keep(SEEN, Buffer.from(`${known}\n${list}\n${now.text}`));
      return known;
    }
  }
  const bundles = PARTS.map((name) => ({ name, ...bundle(name) }));
  const files = [...new Set([...bundles.flatMap(({ inputs }) => inputs), ...BESIDES])].sort();
  const { text, isSettled } = looksOf(files);
  const version = hashOf(files);
  for (const { name, code } of bundles) keep(join(KEPT, version, `${name}.cjs`), code);
  tidy(version);
  // Where it is not settled, the bytes are compared at the next start.
  keep(SEEN, Buffer.from(`${version}\n${files.join('\t')}\n${isSettled ? text : ''}`));
  return version;
}

/** Packages that a few builds need, and that are installed only for them. */
const OPTIONAL = ['bullmq', 'ioredis', 'aws4fetch'];
/** Packages that are loaded by name when they are needed: native ones, and those that few sites need. */
const LOADED = ['sharp', 'temml', '@viz-js/viz', 'pinyin-pro', 'highlight.js', 'svgo'];
/** Those of them whose version may change what comes out; pictures know theirs. */
const TELLING = ['temml', '@viz-js/viz', 'highlight.js', 'svgo'];

/** Which version a package is: its own, and those of packages that are installed next to it. */
function versionOfPackage(/** @type {{ version: string }} */ { version }) {
  const beside = TELLING.map((name) => {
    const entry = require.resolve(name === 'highlight.js' ? 'highlight.js/lib/core' : name);
    const folder = join('node_modules', name);
    const root = entry.slice(0, entry.lastIndexOf(folder) + folder.length);
    return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  });
  return [version, ...beside].join('-');
}

/**
 * The modules of the back by what the front asks for: `../check/check.js` for `import('../check/check.js')`.
 * @returns each with its file below the project
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

/** Bundles a part of the program; tells which files went into it. */
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
    // The other part, native packages, and those that are loaded by name when they are needed.
    external: [...(part === 'front' ? back.keys() : []), ...LOADED, ...OPTIONAL],
    alias: { 'js-yaml': join(START, 'noYaml.ts') },
    // The one package that asks for its folder looks for its binaries in it.
    define: { 'import.meta.url': 'titleblockUrl', __dirname: 'classicLevel' },
    supported: { 'dynamic-import': false },
    logLevel: 'error',
    ...more,
  });
  // The front would load the back at each start.
  for (const [file, { imports }] of Object.entries(metafile.inputs))
    for (const { path, kind, external } of imports)
      if (part === 'front' && external && path.startsWith('.') && kind !== 'dynamic-import')
        throw new Error(`${file} is loaded at each start: it may import ${path} with import() alone, where it is needed`);
  const inputs = Object.keys(metafile.inputs).filter((path) => path.startsWith('scripts/'));
  const [code, map] = [...(outputFiles ?? [])].reverse().map(({ contents }) => contents);
  return {
    code: /** @type {Uint8Array} */ (code),
    map,
    inputs,
  };
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

/** The parts whose compiled code can be kept for the next start, with the length of what was kept of them. */
const scripts = /** @type {{ script: import('node:vm').Script, codeFile: string, kept: number }[]} */ ([]);
/** V8 compiles a function when it is first called: so many runs of each command leave their code for the next ones. */
const LEARNING_RUNS = 3;

/** Keeps what V8 has compiled, where that is more than what was kept: after a few runs, all that a site's commands need. */
function keepCompiled(/** @type {string} */ version) {
  const isAllKept = scripts.every(({ kept }) => kept > 0);
  const file = join(KEPT, version, 'runs');
  const command = process.argv[2] ?? '';
  const runs = JSON.parse(read(file)?.toString() ?? '{}');
  const before = Object.hasOwn(runs, command) ? runs[command] : 0;
  // A start that loads no more than the front compiles little.
  if (isAllKept && (before >= LEARNING_RUNS || scripts.length < PARTS.length)) return;
  for (const { script, codeFile, kept } of scripts) {
    const code = script.createCachedData();
    if (code.length > kept) keep(codeFile, code);
  }
  if (/^[a-z]*$/.test(command)) keep(file, Buffer.from(JSON.stringify({ ...runs, [command]: before + 1 })));
}

/** Modules of Node that few commands need, and that take a tenth of a start to load. */
const LATE = ['node:child_process', 'node:dns', 'node:http', 'node:https', 'node:inspector/promises'];

/** A module of Node that is loaded when something of it is used. */
function late(/** @type {string} */ name) {
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

/** Parts that are loaded. */
const parts = new Map();

/** A part of the program, which is bundled where it is not. */
function part(/** @type {string} */ version, /** @type {typeof PARTS[number]} */ name) {
  if (parts.has(name)) return parts.get(name);
  const folder = join(KEPT, version);
  const file = join(PACKED ? START : folder, `${name}.cjs`);
  const codeFile = join(folder, `${name}-${process.version}-${process.arch}`);
  let source = read(file);
  if (!source) {
    source = Buffer.from(bundle(name).code);
    keep(file, source);
  }
  const cachedData = read(codeFile);
  const script = new Script(`(function (exports, require, module, titleblockUrl, classicLevel) {${source.toString()}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (isMainThread) {
    const isTaken = cachedData && !script.cachedDataRejected;
    scripts.push({ script, codeFile, kept: isTaken ? cachedData.length : 0 });
  }
  const module = { exports: /** @type {any} */ ({}) };
  const requirePart = (/** @type {string} */ path) => {
    if (name === 'front' && path.startsWith('.')) return part(version, 'back')[path];
    return LATE.includes(path) ? late(path) : require(path);
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
  // Another build's thread or process (scripts/work/) is told which version it belongs to.
  const isProcess = process.send !== undefined && process.argv[2] === 'serve';
  const version = prepare(workerData?.titleblockProgram || (isProcess && process.argv[3]));
  if (!isMainThread || isProcess) {
    part(version, 'back').serveTasks();
    return;
  }
  let isDone = false;
  // Node ends without an error once nothing can settle what the program waits for.
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
      keepCompiled(version);
    });
}

/** Tells the program which version it is. @returns it */
function prepare(/** @type {string | false | undefined} */ told) {
  const version = told || (PACKED ? versionOfPackage(PACKED) : versionOfSources());
  globalThis.titleblockProgram = version;
  globalThis.titleblockImport = (name) => import(name);
  return version;
}

// A program, or a thread of one; else it is asked for what a library has (scripts/lib/).
if (isProgram) start();
else
  module.exports = {
    bundle,
    loaded: LOADED,
    optional: OPTIONAL,
    part: (/** @type {typeof PARTS[number]} */ name) => part(prepare(undefined), name),
  };
