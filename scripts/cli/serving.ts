// What `dev` and `preview` share: the options for the address, and waiting for Ctrl-C.

import { UsageError } from './command.js';

/** Options for the address to listen on. */
export const ADDRESS = {
  port: { type: 'string', value: 'N', about: 'the port (default: the first free one from 8080 up)' },
  host: { type: 'string', value: 'NAME', about: 'the address to listen on; 0.0.0.0 lets phones on your network connect' },
} as const;

export function portFrom(option: string | undefined): number | undefined {
  if (option === undefined) return undefined;
  if (!/^\d{1,5}$/.test(option) || Number(option) > 65_535)
    throw new UsageError(`--port must be a number from 0 to 65535, not "${option}"`);
  return Number(option);
}

/** Waits for Ctrl-C. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
