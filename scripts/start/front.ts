// The front: the command line and the check for changes, which every start needs. scripts/start/start.cjs puts this module into one
// bundle, and what it loads with `import()` when there is work to do into a second one, the back.

export { report } from '../base/diagnostics.js';
// For the library (scripts/lib/).
export { build } from '../build/build.js';
export { main } from '../cli/cli.js';
