// Chooses how a new site depends on the program: by its version if the program came from a registry, else by a tarball inside the site.
// So the site can be installed where it was created, and wherever it is deployed.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { TaskError } from '../base/errors.js';
import { PROJECT } from '../base/program.js';

export interface ProgramPackage {
  /** The value in `dependencies` of the site's package.json. */
  readonly dependency: string;
  /** The tarball and its path in the site. */
  readonly tarball?: { readonly path: string; readonly bytes: Uint8Array };
}

/**
 * Finds or makes the package that a new site depends on.
 * @param version the program's version
 * @param tarball path of a tarball made by `npm run pack`
 * @param packing called before packing, which takes a few seconds in a clone
 * @throws TaskError if npm cannot pack the program
 */
export function programPackage(version: string, tarball: string | undefined, packing: () => void): ProgramPackage {
  if (tarball !== undefined) return inSite(tarball);
  if (isFromRegistry()) return { dependency: `^${version}` };
  const folder = mkdtempSync(join(tmpdir(), 'titleblock-pack-'));
  try {
    packing();
    return inSite(existsSync(join(PROJECT, 'scripts/tools/pack.ts')) ? packClone(version) : packInstalled(folder));
  } catch (error) {
    const reason = (error as Error).message.split('\n', 1)[0];
    throw new TaskError(`npm cannot pack titleblock: ${reason}; pass a tarball with --package`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inSite(tarball: string): ProgramPackage {
  const path = `vendor/${basename(tarball)}`;
  return { dependency: `file:${path}`, tarball: { path, bytes: readFileSync(tarball) } };
}

/** True if npm installed the program from a registry: its hidden lock file names where each package came from. */
function isFromRegistry(): boolean {
  try {
    const { packages } = JSON.parse(readFileSync(join(dirname(PROJECT), '.package-lock.json'), 'utf8'));
    return /^https?:/.test(packages[`node_modules/${basename(PROJECT)}`]?.resolved ?? '');
  } catch {
    return false;
  }
}

function packClone(version: string): string {
  execFileSync('npm', ['run', '-s', 'pack', '--', 'titleblock'], { cwd: PROJECT, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(PROJECT, `build/titleblock-${version}.tgz`);
}

function packInstalled(folder: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const name = execFileSync('npm', args, { cwd: PROJECT, encoding: 'utf8' }).trim().split('\n').at(-1) as string;
  return join(folder, name);
}
