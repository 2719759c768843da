// Runs a workflow of GitHub as far as that can be done here: its steps in order, in a folder of its own; actions by what they do.

import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { environment, PROJECT, temporaryFolder } from '../support.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: { readonly [name: string]: string };
}

export interface Workflow {
  readonly on: { readonly push: object };
  readonly permissions: object;
  readonly jobs: { readonly publish: { readonly steps: readonly Step[] } };
}

export function readWorkflow(name: string): Workflow {
  return parse(readFileSync(join(PROJECT, 'docs/publishing', name), 'utf8')) as Workflow;
}

/** What is on the other side of the runs of a workflow. */
export interface Host {
  /** Saved caches, oldest first. */
  readonly caches: { readonly key: string; readonly folder: string }[];
  /** What was published. */
  artifact: string | undefined;
}

/**
 * Runs a workflow.
 * @param repository what is checked out
 * @param run the number of the run
 * @returns the folder in which it ran
 */
export async function runWorkflow(workflow: Workflow, repository: string, host: Host, run: number): Promise<string> {
  const work = join(temporaryFolder(), 'work');
  const filled = (text: string) =>
    text.replace(/\$\{\{\s*github\.run_id\s*\}\}/g, String(run)).replace(/\$\{\{\s*github\.run_attempt\s*\}\}/g, '1');
  for (const step of workflow.jobs.publish.steps) {
    const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(String(value))]));
    const [action] = (step.uses ?? '').split('@');
    if (action === 'actions/checkout') cpSync(repository, work, { recursive: true });
    else if (action === 'actions/cache/restore') restore(work, host, given);
    else if (action === 'actions/cache/save') save(work, host, given);
    else if (action === 'actions/upload-pages-artifact') host.artifact = join(work, given.path ?? '');
    else if (step.run) await shell(step.run, work);
    else if (!/^actions\/(?:setup-node|deploy-pages)$/.test(action ?? ''))
      throw new Error(`unknown step ${JSON.stringify(step)}`);
  }
  return work;
}

/** The exact key, or the newest that begins with the prefix. */
function restore(
  work: string,
  { caches }: Host,
  { key = '', path = '', 'restore-keys': prefix = '' }: { [name: string]: string },
) {
  const found = caches.find((cache) => cache.key === key) ?? caches.findLast((cache) => cache.key.startsWith(prefix.trim()));
  if (found) cpSync(found.folder, join(work, path), { recursive: true });
}

function save(work: string, { caches }: Host, { key = '', path = '' }: { [name: string]: string }): void {
  if (caches.some((cache) => cache.key === key)) throw new Error(`a saved cache cannot be changed: ${key}`);
  const folder = join(temporaryFolder(), 'cache');
  cpSync(join(work, path), folder, { recursive: true });
  caches.push({ key, folder });
}

/** A step's command. The packages are those that are installed; what is sent elsewhere goes nowhere. */
async function shell(command: string, cwd: string): Promise<void> {
  const bin = temporaryFolder();
  mkdirSync(bin, { recursive: true });
  const real =
    process.env.npm_execpath && existsSync(process.env.npm_execpath)
      ? `"${process.execPath}" "${process.env.npm_execpath}"`
      : 'npm';
  const path = process.env.PATH ?? '';
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n[ "$1" = ci ] && exit 0\nPATH='${path}' exec ${real} "$@"\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'npx'), '#!/bin/sh\necho "$@" >>sent\n', { mode: 0o755 });
  if (command === 'npm ci --omit=dev') symlinkSync(join(PROJECT, 'node_modules'), join(cwd, 'node_modules'));
  const env = environment({ CI: 'true', GITHUB_ACTIONS: 'true', PATH: `${bin}:${path}`, INIT_CWD: '' });
  await promisify(execFile)('sh', ['-e', '-c', command], { cwd, env });
}
