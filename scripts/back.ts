// The back of the program, which is loaded when something has to be done.

export { openStore } from './cache/store.js';
export { dev } from './dev/dev.js';
export { serve } from './executor/worker.js';
export { explain } from './explain.js';
export { make } from './make/make.js';
export { profileText, startProfile } from './profile.js';
export { verify } from './verify.js';
