// Aborts synchronous functions that run too long. V8 supports this for code that a `node:vm` script calls (option `timeout`).
// Each call starts a thread, which takes about a tenth of a millisecond.

import { Script } from 'node:vm';

/** Name of the global symbol under which the script finds the function. Each bundle of the program sets it anew. */
const FUNCTION_KEY = 'titleblock.limited';
const script = new Script(`globalThis[Symbol.for(${JSON.stringify(FUNCTION_KEY)})]()`);

/** The function was aborted. */
export class TimeIsUp extends Error {}

/**
 * Calls a synchronous function with a time limit.
 * @throws TimeIsUp after so many milliseconds; errors of the function
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  Object.defineProperty(globalThis, Symbol.for(FUNCTION_KEY), { value: work, configurable: true });
  try {
    return script.runInThisContext({ timeout: Math.ceil(milliseconds), displayErrors: false }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TimeIsUp();
    throw error;
  } finally {
    // Lets the closure be garbage-collected before the next call.
    Reflect.deleteProperty(globalThis, Symbol.for(FUNCTION_KEY));
  }
}
