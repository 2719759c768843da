// The record of the last build, in the memory of a process that builds again and again. Its header is read from the disk each time: it
// has a checksum of every part, so that what was read before holds as long as the header is the same.

import { programVersion } from '../base/program.js';
import { type LastBuild, readLastBuild, recordFile } from '../engine/lastBuild.js';
import type { Summary } from './options.js';

/** Milliseconds after a build in which other things are done first. */
const READ_DELAY = 150;
/**
 * The most files of an output folder whose record is kept. With so many, from 3,700 posts, a build keeps `dev` from answering for 0.2 s,
 * and its memory grows from 190 to 240 MB.
 */
export const MAX_FILES = 10_000;
/** Milliseconds after which a record is dropped that no build has asked for. */
const MAX_IDLE = 600_000;

export class RecordInMemory {
  private last: LastBuild<Summary> | undefined;
  private readTimer: NodeJS.Timeout | undefined;
  private dropTimer: NodeJS.Timeout | undefined;

  /** @param root the site's folder, absolute */
  constructor(private readonly root: string) {}

  /** Reads the header of a record, and all else when it is asked for and not known. */
  readonly read = (file: string, program: string): LastBuild<Summary> | undefined => {
    const now = readLastBuild<Summary>(file, program);
    if (!now || now.stored?.checksum !== this.last?.stored?.checksum) this.last = now;
    return this.last;
  };

  /** Reads what the next build will ask for, when there is time. */
  readSoon(): void {
    this.close();
    this.readTimer = setTimeout(() => this.readAll(), READ_DELAY).unref();
    this.dropTimer = setTimeout(() => this.drop(), MAX_IDLE).unref();
  }

  close(): void {
    clearTimeout(this.readTimer);
    clearTimeout(this.dropTimer);
  }

  private readAll(): void {
    try {
      const last = this.read(recordFile(this.root), programVersion());
      // Fields are read when they are first asked for.
      if (!last || last.outputs.paths.length > MAX_FILES) this.drop();
      else void [last.inputs.hashes, last.outputs.hashes, last.parts, last.outcome, last.sources, Object.values(last.site.rows)];
    } catch {
      this.drop();
    }
  }

  private drop(): void {
    this.last = undefined;
  }
}
