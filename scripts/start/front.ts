// What every start loads: the command line, and looking whether anything has changed. scripts/start/start.cjs makes one bundle of
// it, and another, the back, of the modules that it imports with `import()` when something has to be done.

export { report } from '../base/diagnostics.js';
// For those who use the program as a library (scripts/lib/).
export { build } from '../build/build.js';
export { main } from '../cli/cli.js';
