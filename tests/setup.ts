// Property tests use the same cases in each run, so that results depend on the change and not on chance. `npm run explore` tries
// new ones; a failure names its seed, and TITLEBLOCK_SEED runs it again.

import fc from 'fast-check';

const given = process.env.TITLEBLOCK_SEED ?? '1';
fc.configureGlobal({
  seed: given === 'random' ? Date.now() : Number(given),
  numRuns: process.env.TITLEBLOCK_LONG ? 100 : 25,
});

// Messages are English unless a test asks for another language.
process.env.TITLEBLOCK_LANG = 'en';
