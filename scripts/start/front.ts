// The front: what every start loads, the command line and the check for changes. scripts/start/start.cjs bundles it, and in a
// second bundle, the back, the modules that it loads with `import()` when there is work to do.

export { report } from '../base/diagnostics.js';
// For the library (scripts/lib/).
export { build } from '../build/build.js';
export { main } from '../cli/cli.js';
