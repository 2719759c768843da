// Property tests try the same cases on each run, so that a result says something of the change and not of chance.
// `npm run explore` tries new ones; what fails there names its seed, and TITLEBLOCK_SEED runs it again.

import fc from 'fast-check';

const given = process.env.TITLEBLOCK_SEED ?? '1';
fc.configureGlobal({ seed: given === 'random' ? Date.now() : Number(given) });

// Messages are English unless a test asks for another language.
process.env.TITLEBLOCK_LANG = 'en';
