// Options of commands that use a queue.

import { resolve } from 'node:path';
import type { Speech } from '../base/speech.js';
import type { QueueSettings } from '../work/queue/connection.js';
import { type OptionValues, UsageError } from './command.js';

/** Seconds to wait for a server that does not answer. */
const PATIENCE = 60;

export const QUEUE_OPTIONS = {
  queue: {
    type: 'string',
    value: 'URL',
    about:
      'a Redis or Valkey server, redis://host:6379 or rediss://…; user and password may be in TITLEBLOCK_QUEUE_USER and _PASSWORD',
  },
  'queue-store': {
    type: 'string',
    value: 'PLACE',
    about: 'where inputs and results are kept: a folder on a shared disk, or s3://bucket/prefix (default: the server itself)',
  },
  'queue-patience': {
    type: 'string',
    value: 'SECONDS',
    about: `how long a server that is gone is waited for (default: ${PATIENCE})`,
  },
} as const;

/** The settings of the queue; undefined without --queue. */
export function queueFrom(values: OptionValues<typeof QUEUE_OPTIONS>, here: string, { text }: Speech): QueueSettings | undefined {
  const { queue: url, 'queue-store': store, 'queue-patience': patience = String(PATIENCE) } = values;
  if (url === undefined) {
    if (store !== undefined) throw new UsageError('--queue-store needs --queue');
    return undefined;
  }
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new UsageError('--queue must be an address such as redis://localhost:6379');
  if (!/^\d{1,6}$/.test(patience)) throw new UsageError(`--queue-patience must be a number of seconds, not "${patience}"`);
  return {
    url,
    store: store === undefined || store.startsWith('s3://') ? store : resolve(here, store),
    reconnectTimeout: Number(patience) * 1000,
    log: (message) => console.error(text(message)),
  };
}
