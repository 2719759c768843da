// How far a build has come with the pictures.

import { plural } from '../base/diagnostics.js';
import type { Progress } from '../picture/makePictures.js';
import { seconds } from './terminal.js';

/** What is kept from an earlier build goes by in a blink: nothing is said of it. */
const BLINK = 500;

/** A bar on standard error while pictures are made, with the time that is left; it is wiped when all are done. */
export function progressBar(): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all, share }) => {
    const passed = performance.now() - start;
    if (passed < BLINK) return;
    const width = 30;
    const full = Math.round(share * width);
    const left = share > 0.02 ? `, ${seconds((passed * (1 - share)) / share)} left` : '';
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done} of ${all}${left}`;
    process.stderr.write(`\r\x1b[K${done === all ? '' : `pictures ${bar}`}`);
  };
}

/** One line in a log, when pictures took their time. */
export function progressLine(): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all }) => {
    const passed = performance.now() - start;
    if (done === all && passed >= BLINK) console.error(`${plural(all, 'picture')} processed in ${seconds(passed)}`);
  };
}
