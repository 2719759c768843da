// Serves sites with `dev`, for tests.

import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type CheckResult, type Dev, type DevOptions, dev } from '../../scripts/dev/dev.js';
import { writeSite } from '../support.js';

const running: Dev[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
});

export interface Watched extends Dev {
  readonly root: string;
  readonly folder: string;
  /** Errors. */
  readonly failures: readonly string[];
  /** Results of checking the whole site so far. */
  readonly checks: readonly CheckResult[];
}

/** Writes and serves a site until the test ends. */
export function serveSite(
  files: { readonly [path: string]: string | Uint8Array },
  options: Partial<DevOptions> = {},
): Promise<Watched> {
  return serveBuilt(writeSite(files), options);
}

/** Serves an existing site. */
export async function serveBuilt(root: string, options: Partial<DevOptions> = {}): Promise<Watched> {
  const folder = join(root, '.cache/dev');
  const failures: string[] = [];
  const checks: CheckResult[] = [];
  const served = await dev({
    root,
    folder,
    host: '127.0.0.1',
    port: 0,
    drafts: true,
    today: () => '2026-06-01',
    onCheck: (check) => checks.push(check),
    reportOf: (problems) => problems.map(({ reason }) => reason).join('\n'),
    onError: (message) => failures.push(message),
    ...options,
  });
  running.push(served);
  await served.watching;
  return { ...served, root, folder, failures, checks };
}
