// The folder of all temporary files of a run of the tests, removed at its end.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-tests-'));
  process.env.TITLEBLOCK_TEMPORARY = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
