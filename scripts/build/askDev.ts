// Asks a running `dev` server of the site to build. Loaded at each start: it is small, and loads nothing if no one listens.

import type { Socket } from 'node:net';
import type { Progress } from '../picture/makePictures.js';
import { type Answer, addressOfServer, eachLine, type Job, type PrintedResult, processKey, socketFile } from './delegated.js';

/** Milliseconds until a server says that it begins. It may be busy; but then nothing is gained. */
const FIRST_ANSWER = 250;
/** Milliseconds without a word while it builds: it has only small jobs, and may have been stopped in the middle of one. */
const LONGEST_SILENCE = 30_000;

/**
 * Asks for a build.
 * @returns undefined if no server did it: whoever asks builds by itself
 * @throws OutsideError if a folder on the way to the socket is a symlink
 */
export async function askDev(job: Job, progress: (progress: Progress) => void): Promise<PrintedResult | undefined> {
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

function answerTo(socket: Socket, job: Job, progress: (progress: Progress) => void): Promise<PrintedResult | undefined> {
  return new Promise((resolve) => {
    const giveUp = () => resolve(undefined);
    socket.setEncoding('utf8').setTimeout(FIRST_ANSWER, giveUp);
    socket.on('error', giveUp).on('close', giveUp);
    socket.on(
      'data',
      eachLine((line) => {
        const answer = answerIn(line);
        if (answer?.type === 'taken') socket.setTimeout(LONGEST_SILENCE);
        else if (answer?.type === 'progress') progress(answer.progress);
        else if (answer?.type === 'done') resolve({ ...answer.result, told: new Set(answer.result.told) });
        else giveUp();
      }),
    );
    socket.write(`${JSON.stringify({ job, key: processKey(job.root) })}\n`);
  });
}

function answerIn(line: string): Answer | undefined {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return undefined;
  }
}
