// The front of the program, which every start loads: the command line, and looking whether anything has changed. What a build
// with something to do needs besides is the back. scripts/start.cjs makes one bundle of each.

export { main } from './cli.js';
