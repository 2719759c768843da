// What every start loads: the command line, and looking whether anything has changed. scripts/start/start.cjs makes one bundle of
// it, and another of what a build with something to do needs besides (engine.ts).

export { main } from '../cli/cli.js';
export { report } from '../diagnostics.js';
// For those who use the program as a library (scripts/lib/).
export { build } from '../make/build.js';
