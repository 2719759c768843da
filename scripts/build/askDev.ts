// Asks a running `dev` server of the site to build. This module is loaded at each start, so it is small and loads nothing if
// there is no server.

import type { Socket } from 'node:net';
import type { Progress } from '../picture/makePictures.js';
import {
  addressOfServer,
  type BuildJob,
  lineSplitter,
  type PrintedResult,
  processKey,
  type ServerMessage,
  socketFile,
} from './delegated.js';

/** Milliseconds to wait for the server to accept. If it is busy for longer, asking gains nothing. */
const FIRST_ANSWER_TIMEOUT = 250;
/**
 * Milliseconds to wait for the next message while the server builds. It accepts only small builds, so a longer silence means that
 * it was stopped.
 */
const SILENCE_TIMEOUT = 30_000;

/**
 * Asks for a build.
 * @returns undefined if no server did; the caller then builds the site itself
 * @throws OutsideError if a folder on the way to the socket is a symlink
 */
export async function askDev(job: BuildJob, progress: (progress: Progress) => void): Promise<PrintedResult | undefined> {
  const address = addressOfServer(socketFile(job.root));
  if (address === undefined) return undefined;
  const { connect } = await import('node:net');
  const socket = connect(address);
  try {
    return await answerTo(socket, job, progress);
  } finally {
    socket.destroy();
  }
}

function answerTo(socket: Socket, job: BuildJob, progress: (progress: Progress) => void): Promise<PrintedResult | undefined> {
  return new Promise((resolve) => {
    const giveUp = () => resolve(undefined);
    socket.setEncoding('utf8').setTimeout(FIRST_ANSWER_TIMEOUT, giveUp);
    socket.on('error', giveUp).on('close', giveUp);
    socket.on(
      'data',
      lineSplitter((line) => {
        const answer = parseMessage(line);
        if (answer?.type === 'taken') socket.setTimeout(SILENCE_TIMEOUT);
        else if (answer?.type === 'progress') progress(answer.progress);
        else if (answer?.type === 'done') resolve({ ...answer.result, reported: new Set(answer.result.reported) });
        else giveUp();
      }),
    );
    socket.write(`${JSON.stringify({ job, key: processKey(job.root) })}\n`);
  });
}

function parseMessage(line: string): ServerMessage | undefined {
  try {
    return JSON.parse(line) as ServerMessage;
  } catch {
    return undefined;
  }
}
