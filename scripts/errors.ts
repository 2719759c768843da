// Errors that pass between the front and the back of the program. Each of the two has its own copy of a class, so that errors
// are known by their names.

import type { Diagnostic } from './types.js';

/** A build has to begin again: a file changed while it was read, or a result is not kept any more. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';

  constructor(
    reason: string,
    /** Whether the store has lost what it should hold. */
    readonly isLoss: boolean,
  ) {
    super(reason);
  }
}

/** What is remembered of the last build turns out to be damaged while it is used. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';
}

/** The output folder cannot be written. */
export class PublishError extends Error {
  override readonly name = 'PublishError';

  constructor(readonly problem: Diagnostic) {
    super(problem.reason);
  }
}

/** A queue cannot be used, or a task cannot be done. The message is for the writer. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

const is = <T extends Error>(error: unknown, name: T['name']): error is T => error instanceof Error && error.name === name;

export const isUnsettled = (error: unknown) => is<Unsettled>(error, 'Unsettled');
export const isDamagedRecord = (error: unknown) => is<DamagedRecord>(error, 'DamagedRecord');
export const isPublishError = (error: unknown) => is<PublishError>(error, 'PublishError');
export const isQueueError = (error: unknown) => is<QueueError>(error, 'QueueError');
