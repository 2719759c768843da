// Errors that pass between the front and the back of the program. Each of the two has its own copy of a class, so that errors
// are known by their names.

import type { Diagnostic } from '../types.js';

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

  constructor(readonly problems: readonly Diagnostic[]) {
    super(problems.map(({ reason }) => reason).join('; '));
  }
}

/** A task that could not be done anywhere, however often it was tried. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
}

/** A queue cannot be used. The message is for the writer. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** A server cannot listen. The message is for the writer. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
}

const is = <T extends Error>(error: unknown, name: T['name']): error is T => error instanceof Error && error.name === name;

export const isUnsettled = (error: unknown) => is<Unsettled>(error, 'Unsettled');
export const isDamagedRecord = (error: unknown) => is<DamagedRecord>(error, 'DamagedRecord');
export const isPublishError = (error: unknown) => is<PublishError>(error, 'PublishError');
export const isOutsideError = (error: unknown) => is<Error>(error, 'OutsideError');
export const isQueueError = (error: unknown) => is<QueueError>(error, 'QueueError');
export const isServerError = (error: unknown) => is<ServerError>(error, 'ServerError');
export const isTaskError = (error: unknown) => is<TaskError>(error, 'TaskError');

/** An error of the file system: a disk that fails, a folder that may not be read. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const { code, syscall, path } = error as Partial<NodeJS.ErrnoException>;
  return error instanceof Error && syscall !== undefined && path !== undefined && /^E[A-Z0-9]+$/.test(code ?? '');
}

const SYSTEM_ERRORS: { readonly [code: string]: string } = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EIO: 'the disk cannot be read or written',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** Why the system failed, by its code. */
export function reasonOfSystem(code: string): string {
  return `${SYSTEM_ERRORS[code] ?? 'the system failed'} (${code})`;
}

/** Such an error in words, with what still holds. */
export function systemErrorText({ code = '', path }: NodeJS.ErrnoException): string {
  return `${path}: ${reasonOfSystem(code)}; no file was left half written: fix this and try again`;
}
