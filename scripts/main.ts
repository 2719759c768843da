// What scripts/start.cjs starts: the command line, or a worker of it.

export { main } from './cli.js';

export async function serve(): Promise<void> {
  const worker = await import('./executor/worker.js');
  worker.serve();
}
