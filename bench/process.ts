// Programs that are measured: their time, the work of the processors, and the peak of their memory, with their children.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that is installed. @param path folders where it is looked for, as in PATH */
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
  /** The same without files that are mapped into memory, as far as was seen. */
  readonly own: number;
  /** Seconds that processors worked for them, as far as was seen shortly before their ends. */
  readonly processor: number;
}

/** Milliseconds between looks: peaks stay known to the system, and looking more often slows down what is measured. */
const LOOKS = 50;

/** Runs a command in a folder to its end. */
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
  const look = () => {
    for (const pid of treeOf(String(child.pid))) {
      peaks.set(pid, Math.max(peaks.get(pid) ?? 0, statusOf(pid, 'VmHWM')));
      owns.set(pid, Math.max(owns.get(pid) ?? 0, statusOf(pid, 'RssAnon')));
      worked.set(pid, Math.max(worked.get(pid) ?? 0, workOf(pid)));
    }
  };
  const timer = setInterval(look, LOOKS);
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

/** Ticks of the clock that the system counts work in, to the second. */
const TICKS = 100;

/** Seconds of work, in programs and in the system (proc(5), /proc/pid/stat, fields 14 and 15). */
function workOf(pid: string): number {
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

/** Kilobytes of memory of some kind (proc(5), /proc/pid/status). */
function statusOf(pid: string, field: 'VmHWM' | 'RssAnon'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
