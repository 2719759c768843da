// A server that is gone: waiting is reported once, and ends after a limit.

import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchConnection } from '../../scripts/work/queue/connection.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection that is watched, with its log and the errors that ended it. */
function watched() {
  const redis = new EventEmitter();
  const log: string[] = [];
  const lost: string[] = [];
  const settings = {
    url: 'redis://user:secret@host:6379',
    store: undefined,
    reconnectTimeout: 4000,
    log: (message: string) => void log.push(message),
  };
  const end = watchConnection(redis as unknown as Redis, settings, ({ message }) => lost.push(message));
  // The Redis client also listens to its own error events.
  redis.on('error', () => {});
  const close = (code: string) => {
    redis.emit('error', Object.assign(new Error('no connection'), { code }));
    redis.emit('close');
  };
  return { redis, log, lost, end, close };
}

test('waits for a server until it is gone for too long', () => {
  const { log, lost, close } = watched();
  close('ECONNREFUSED');
  close('ECONNREFUSED');
  expect(log).toEqual(['waiting for redis://host:6379 (ECONNREFUSED)']);
  vi.advanceTimersByTime(3999);
  expect(lost).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(lost).toEqual(['redis://host:6379 has not answered for 4 s (ECONNREFUSED); start it again, or build without --queue']);
});

test('starts waiting anew after a server came back', () => {
  const { redis, log, lost, close } = watched();
  for (let time = 0; time < 2; time++) {
    close('ECONNRESET');
    vi.advanceTimersByTime(3000);
    redis.emit('ready');
  }
  vi.advanceTimersByTime(60_000);
  expect([log.length, lost]).toEqual([2, []]);
});

test('does not wait after a wrong password', () => {
  const { redis, lost } = watched();
  redis.emit('error', new Error('WRONGPASS invalid username-password pair'));
  expect(lost).toEqual(['redis://host:6379: WRONGPASS invalid username-password pair']);
});

test('reports nothing after the watch has ended', () => {
  const { log, lost, end, close } = watched();
  close('ECONNREFUSED');
  end();
  close('ECONNREFUSED');
  vi.advanceTimersByTime(60_000);
  expect([log.length, lost]).toEqual([1, []]);
});
