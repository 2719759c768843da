// Runs programs and measures their elapsed time, processor time and peak memory, including their children.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Finds a program. @param path folders to search, as in PATH */
export function inPath(program: string, path = process.env.PATH ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

export interface Run {
  readonly seconds: number;
  /** Peak memory of the process and its children, in megabytes. */
  readonly megabytes: number;
  /** The same without mapped files, as far as polling saw it. */
  readonly own: number;
  /** Processor seconds, as far as polling saw them before the processes ended. */
  readonly processor: number;
}

/** Polling interval in milliseconds. The system remembers peaks, and polling more often would slow down the program. */
const POLL_INTERVAL = 50;

/** Runs a command in a folder and measures it. @throws if it fails */
export function run(command: readonly string[], cwd: string): Promise<Run> {
  const start = performance.now();
  const child = spawn(command[0] as string, command.slice(1), { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const peaks = new Map<string, number>();
  const owns = new Map<string, number>();
  const worked = new Map<string, number>();
  const poll = () => {
    for (const pid of treeOf(String(child.pid))) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, statusOf(pid, 'VmHWM')));
      owns.set(pid, Math.max(owns.get(pid) ?? 0, statusOf(pid, 'RssAnon')));
      worked.set(pid, Math.max(worked.get(pid) ?? 0, processorSecondsOf(pid)));
    }
  };
  const timer = setInterval(poll, POLL_INTERVAL);
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      clearInterval(timer);
      const seconds = (performance.now() - start) / 1000;
      if (code !== 0) reject(new Error(`${command.join(' ')} ended with ${code}: ${errors.slice(0, 2000)}`));
      else resolve({ seconds, megabytes: total(peaks) / 1000, own: total(owns) / 1000, processor: total(worked) });
    });
  });
}

function total(numbers: ReadonlyMap<string, number>): number {
  return [...numbers.values()].reduce((sum, each) => sum + each, 0);
}

/** Clock ticks per second in /proc. */
const TICKS = 100;

/** Returns the processor seconds of a process, user and system (proc(5), /proc/pid/stat, fields 14 and 15). */
function processorSecondsOf(pid: string): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function treeOf(pid: string): string[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return [pid, ...children.flatMap(treeOf)];
  } catch {
    return [pid];
  }
}

/** Returns a memory field of a process in kilobytes (proc(5), /proc/pid/status). */
function statusOf(pid: string, field: 'VmHWM' | 'RssAnon'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
