// The folder of all temporary files of a run of the tests, removed at its end.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-tests-'));
  process.env.TITLEBLOCK_TEMPORARY = folder;
  // Not all at once: the runner talks to its workers meanwhile.
  return () => rm(folder, { recursive: true, force: true });
}
