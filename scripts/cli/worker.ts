// `worker`: does tasks for builds on other machines.

import { availableParallelism } from 'node:os';
import { plural } from '../base/diagnostics.js';
import { programVersion } from '../base/program.js';
import { command, UsageError } from './command.js';
import { QUEUE_OPTIONS, queueFrom } from './queue.js';
import { untilInterrupted } from './serving.js';

export const workerCommand = command({
  name: 'worker',
  about: 'Does work for builds with --queue on other machines: texts, pages, cards and pictures.',
  example: 'npm run worker -- --queue redis://build-host:6379',
  options: {
    ...QUEUE_OPTIONS,
    threads: { type: 'string', value: 'N', about: 'tasks at once (default: one for each core)' },
  },
  more: `
A worker needs the same versions of titleblock and Node as the build. It does not need the site. It ends
with exit code 1 if only builds of another version are at work, or if the server is gone for too long.`,
  run: async ({ threads = String(availableParallelism()), ...values }, { here, speech }) => {
    const queue = queueFrom(values, here, speech);
    if (!queue) throw new UsageError('worker needs --queue, such as --queue redis://localhost:6379');
    if (!/^[1-9]\d{0,2}$/.test(threads)) throw new UsageError(`--threads must be a whole number from 1 to 999, not "${threads}"`);
    const [{ runWorker }, { TASKS: tasks }] = await Promise.all([import('../work/queue/worker.js'), import('./tasks.js')]);
    const means = { threads: Number(threads), program: programVersion(), tasks, stop: untilInterrupted() };
    const done = await runWorker({ ...queue, ...means });
    console.error(speech.text(`${plural(done, 'task')} done`));
    return 0;
  },
});
