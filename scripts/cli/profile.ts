// `--profile` and `--cpu-prof`: shows where the time of a build goes.

import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { replaceFile } from '../base/replaceFile.js';
import type { Speech } from '../base/speech.js';
import type { BuildResult } from '../build/options.js';

/** Returns the time of each stage, and the slowest files. */
export function profileText({ times, slowest }: BuildResult, { text }: Speech): string {
  const rows = (entries: readonly (readonly [name: string, milliseconds: number])[]) =>
    entries.map(([name, time]) => `${time.toFixed(1).padStart(9)} ms  ${text(name)}`);
  const total = Object.values(times).reduce((sum, time) => sum + time, 0);
  return [
    text('time per stage'),
    ...rows([...Object.entries(times), ['total', total]]),
    text(slowest.length > 0 ? 'slowest files' : 'nothing was rendered'),
    ...rows(slowest),
  ].join('\n');
}

/**
 * Starts a CPU profile of this thread.
 * @param folder absolute path of the folder for the profile
 * @returns `stop` ends the profile and returns the path of its file
 */
export async function startProfile(folder: string): Promise<{ stop: () => Promise<string> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return {
    stop: async () => {
      const { profile } = await session.post('Profiler.stop');
      const file = join(folder, `titleblock-${process.pid}.cpuprofile`);
      replaceFile(file, JSON.stringify(profile));
      return file;
    },
  };
}
