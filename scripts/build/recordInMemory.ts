// Keeps the record of the last build in memory, for a process that builds repeatedly. The header is read from the disk each time.
// It has checksums of all parts, so the cached parts are valid as long as the header is the same.

import { programVersion } from '../base/program.js';
import { type LastBuild, readLastBuild, recordFile } from '../engine/lastBuild.js';
import type { Summary } from './options.js';

/** Milliseconds after a build before the record is read, so that other work comes first. */
const READ_DELAY = 150;
/**
 * Maximum output files of a record in memory. With so many, from 3,700 posts, a build blocks `dev` for 0.2 s, and its memory
 * grows from 190 to 240 MB.
 */
export const MAX_FILES = 10_000;
/** Milliseconds after which an unused record is dropped. */
const MAX_IDLE = 600_000;

export class RecordInMemory {
  private last: LastBuild<Summary> | undefined;
  private readTimer: NodeJS.Timeout | undefined;
  private dropTimer: NodeJS.Timeout | undefined;

  /** @param root the site's folder, absolute */
  constructor(private readonly root: string) {}

  /** Reads the header of a record. Other parts are read when first used, or taken from memory. */
  readonly read = (file: string, program: string): LastBuild<Summary> | undefined => {
    const now = readLastBuild<Summary>(file, program);
    if (!now || now.stored?.checksum !== this.last?.stored?.checksum) this.last = now;
    return this.last;
  };

  /** Schedules reading the parts that the next build will use. */
  readSoon(): void {
    this.close();
    this.readTimer = setTimeout(() => this.readAll(), READ_DELAY).unref();
    this.dropTimer = setTimeout(() => this.dropRecord(), MAX_IDLE).unref();
  }

  close(): void {
    clearTimeout(this.readTimer);
    clearTimeout(this.dropTimer);
  }

  private readAll(): void {
    try {
      const last = this.read(recordFile(this.root), programVersion());
      // Accessing the lazy fields reads them.
      if (!last || last.outputs.paths.length > MAX_FILES) this.dropRecord();
      else void [last.inputs.hashes, last.outputs.hashes, last.parts, last.outcome, last.sources, Object.values(last.site.rows)];
    } catch {
      this.dropRecord();
    }
  }

  private dropRecord(): void {
    this.last = undefined;
  }
}
