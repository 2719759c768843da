// Creates the folder for all temporary files of a test run, and removes it at the end.

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-tests-'));
  process.env.TITLEBLOCK_TEMPORARY = folder;
  // Removed in steps, so that the runner can talk to its workers.
  return () => rm(folder, { recursive: true, force: true });
}
