// Where the time goes: `--profile` and `--cpu-prof`.

import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { replaceFile } from '../base/replaceFile.js';
import type { BuildResult } from '../build/options.js';

/** Times by stage, and the slowest files. */
export function profileText({ times, slowest }: BuildResult): string {
  const rows = (entries: readonly (readonly [name: string, milliseconds: number])[]) =>
    entries.map(([name, time]) => `${time.toFixed(1).padStart(9)} ms  ${name}`);
  const all = Object.values(times).reduce((sum, time) => sum + time, 0);
  return [
    'time per stage',
    ...rows([...Object.entries(times), ['all', all]]),
    slowest.length > 0 ? 'slowest files' : 'nothing was rendered',
    ...rows(slowest),
  ].join('\n');
}

/**
 * Begins to note what this thread does.
 * @param folder where the profile is written, an absolute path
 * @returns what ends it, and gives the file's path
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
