// Loaded into a program before it starts (`node --require`): makes its calls of the file system fail, or ends it, at a chosen one.
//
// TITLEBLOCK_FAULT is JSON: {"root": "/site", "at": 17, "what": "ENOSPC"}. Calls that read or write below the root are counted, in the
// main thread; with `only`, those that write, that read, or that list a folder. What: an error code; "KILL" ends the process; "EDIT" appends to the file that was just read.
// TITLEBLOCK_CLOCK sets the clock, in milliseconds.

const fs = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const { root, at, what, only } = JSON.parse(process.env.TITLEBLOCK_FAULT ?? '{}');
const clock = Number(process.env.TITLEBLOCK_CLOCK ?? 0);
if (clock) {
  const now = Date.now;
  Date.now = () => now() + clock;
}

const WRITES = ['writeFileSync', 'renameSync', 'copyFileSync', 'mkdirSync', 'rmSync', 'unlinkSync', 'rmdirSync', 'linkSync'];
const LISTS = ['readdirSync'];
const READS = ['readFileSync', 'openSync', ...LISTS, 'statSync', 'lstatSync'];
const counted = { writes: WRITES, reads: READS, lists: LISTS }[only] ?? [...WRITES, ...READS];
let count = 0;

function failure(code, call, path) {
  const error = new Error(`${code}: injected, ${call} '${path}'`);
  return Object.assign(error, { code, syscall: call, path, errno: -1 });
}

for (const call of [...WRITES, ...READS]) {
  const real = fs[call];
  fs[call] = (...args) => {
    const path = String(args[0]);
    const isOurs = root && isMainThread && path.startsWith(root) && counted.includes(call);
    if (!isOurs || ++count !== at) return real(...args);
    if (what === 'KILL') {
      // Some are killed in the middle of a write.
      if (call === 'writeFileSync') real(args[0], Buffer.from(args[1]).subarray(0, 10), args[2]);
      process.kill(process.pid, 'SIGKILL');
    }
    if (what === 'EDIT') {
      const result = real(...args);
      if (call === 'readFileSync' && /\/content\/posts\//.test(path)) fs.appendFileSync(path, '\n\nAdded meanwhile.\n');
      return result;
    }
    if (what === 'ENOSPC' && call === 'writeFileSync') real(args[0], Buffer.from(args[1]).subarray(0, 10), args[2]);
    throw failure(what, call, path);
  };
}
// How many calls there are, for who wants to choose one.
if (process.env.TITLEBLOCK_FAULT_COUNT) process.on('exit', () => fs.writeFileSync(process.env.TITLEBLOCK_FAULT_COUNT, String(count)));
