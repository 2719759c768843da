// Shows how far a build has come with its pictures.

import { plural } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import type { Progress } from '../picture/makePictures.js';
import { seconds } from './terminal.js';

/** Milliseconds before anything is shown: cached pictures take less. */
const SILENT = 500;

/** Draws a bar with the remaining time on standard error while pictures are made, and wipes it when they are done. */
export function progressBar({ text }: Speech): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all, share }) => {
    const passed = performance.now() - start;
    if (passed < SILENT) return;
    const width = 30;
    const full = Math.round(share * width);
    const left = share > 0.02 ? text(`, ${seconds((passed * (1 - share)) / share)} left`) : '';
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
    process.stderr.write(`\r\x1b[K${done === all ? '' : `${text('pictures')} ${bar} ${text(`${done} of ${all}`)}${left}`}`);
  };
}

/** Writes one line for a log if the pictures took long. */
export function progressLine({ text }: Speech): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all }) => {
    const passed = performance.now() - start;
    if (done === all && passed >= SILENT) console.error(text(`${plural(all, 'picture')} processed in ${seconds(passed)}`));
  };
}
