// Work that does not wait for anything, and is ended after a time, wherever it is: V8 can do it for what is called by a script
// (node:vm, `timeout`). It costs a thread of the system each time, a tenth of a millisecond or so.

import { Script } from 'node:vm';

/** Where the script finds the work. Each of the program's bundles sets it anew. */
const WORK = 'titleblock.limited';
const script = new Script(`globalThis[Symbol.for(${JSON.stringify(WORK)})]()`);

/** Thrown in place of a result. */
export class TimeIsUp extends Error {}

/**
 * Does some work.
 * @throws TimeIsUp after so many milliseconds; what the work throws
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  Object.defineProperty(globalThis, Symbol.for(WORK), { value: work, configurable: true });
  try {
    return script.runInThisContext({ timeout: Math.ceil(milliseconds), displayErrors: false }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TimeIsUp();
    throw error;
  } finally {
    // What the work made is not held until the next.
    Reflect.deleteProperty(globalThis, Symbol.for(WORK));
  }
}
