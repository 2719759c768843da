// Errors that pass between the two bundles of the program. Each bundle has its own copy of a class, so errors are recognised by
// name instead of `instanceof`.

import type { Diagnostic } from '../types.js';

/** A build must start again: a file changed while it was read, or the store no longer has a result. */
export class Unsettled extends Error {
  override readonly name = 'Unsettled';

  constructor(
    reason: string,
    /** True if the store lost a result that it should have. */
    readonly isLoss: boolean,
  ) {
    super(reason);
  }
}

/** The record of the last build is damaged, which may show only while it is used. */
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

/** A task failed on every worker that tried it. */
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

/** True for an error of the file system, such as a disk error or a missing permission. */
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

/** Returns the reason of a system error in words, by its code. */
export function reasonOfSystem(code: string): string {
  return `${SYSTEM_ERRORS[code] ?? 'the system failed'} (${code})`;
}

/** Formats a system error for the writer. */
export function systemErrorText({ code = '', path }: NodeJS.ErrnoException): string {
  return `${path}: ${reasonOfSystem(code)}; no file was left half written: fix this and try again`;
}
