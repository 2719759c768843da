// Finds the other generators to compare with: which are installed, their versions, their commands, and the files they write.
//
// Programs are searched in PATH, then among the packages in the folder TITLEBLOCK_PEERS, in which someone ran `npm install
// @11ty/eleventy astro hexo hexo-renderer-marked hexo-generator-index hexo-generator-feed hexo-generator-sitemap pagefind`. Sites
// of Astro and Hexo import those packages, so they get a symlink to them. If a package needs another Node than that in PATH, a
// script with the program's name in PATH may start it with the right one.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Flavour } from './frames.js';
import { inPath } from './process.js';
import { type Post, writeSite } from './site.js';

// Builds must not send telemetry.
process.env.ASTRO_TELEMETRY_DISABLED ??= '1';

/** An installed generator. */
export interface Peer {
  /** Name with version. */
  readonly name: string;
  readonly flavour: Flavour;
  /** Commands of a build, run one after the other in the site's folder. */
  readonly commands: readonly (readonly string[])[];
  /** Files and folders that a build writes into the site's folder. Removed before a build from scratch. */
  readonly writes: readonly string[];
}

export interface Peers {
  /** Generators that do the same work as titleblock without search and cards. */
  readonly equal: readonly Peer[];
  /** Generators that also make a search. */
  readonly searching: readonly Peer[];
  /** Messages about missing programs. */
  readonly absent: readonly string[];
}

interface Program {
  readonly flavour: Exclude<Flavour, 'titleblock'>;
  readonly args: readonly string[];
  readonly version: string;
  readonly writes: readonly string[];
  /** The package that sites of the generator import, whose version is reported. */
  readonly packages?: string;
}

const PROGRAMS: readonly Program[] = [
  {
    flavour: 'hugo',
    args: ['--destination', 'public', '--quiet'],
    version: 'version',
    writes: ['public', 'resources', '.hugo_build.lock'],
  },
  { flavour: 'zola', args: ['build', '--output-dir', 'public', '--force'], version: '--version', writes: ['public'] },
  { flavour: 'eleventy', args: ['--quiet'], version: '--version', writes: ['public'] },
  {
    flavour: 'astro',
    args: ['build', '--silent'],
    version: '--version',
    writes: ['public', '.astro', '.astro-cache'],
    packages: 'astro',
  },
  { flavour: 'hexo', args: ['generate', '--silent'], version: 'version', writes: ['public', 'db.json'], packages: 'hexo' },
];

/** Returns the folder `node_modules` in TITLEBLOCK_PEERS; undefined if that is not set. */
function packagesFolder(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env.TITLEBLOCK_PEERS;
  return folder === undefined ? undefined : resolve(folder, 'node_modules');
}

function programFile(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const packages = packagesFolder(env);
  return inPath(name, [env.PATH ?? '', ...(packages ? [join(packages, '.bin')] : [])].join(delimiter));
}

/** Returns the version that a program prints, or that of a package. */
function versionOf(file: string, argument: string): string {
  const text = file.endsWith('.json')
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
    : execFileSync(file, [argument], { encoding: 'utf8' });
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? '';
}

/** Finds the installed generators. @param env environment with PATH and TITLEBLOCK_PEERS */
export function findPeers(env = process.env): Peers {
  const equal: Peer[] = [];
  const absent: string[] = [];
  for (const { flavour, args, writes, packages, version } of PROGRAMS) {
    const file = programFile(flavour, env);
    const folder = packagesFolder(env);
    const manifest = packages && folder && join(folder, packages, 'package.json');
    if (!file) absent.push(`${flavour} is not installed: it is not measured`);
    else if (packages && !(manifest && existsSync(manifest)))
      absent.push(`${flavour} is not measured: TITLEBLOCK_PEERS names no folder with its packages`);
    else {
      const name = `${flavour[0]?.toUpperCase()}${flavour.slice(1)} ${versionOf(manifest || file, version)}`;
      equal.push({ name, flavour, commands: [[file, ...args]], writes });
    }
  }
  const pagefind = programFile('pagefind', env);
  if (!pagefind) absent.push('pagefind is not installed: no other search is measured');
  return { equal, searching: pagefind ? searchingPeers(equal, pagefind) : [], absent };
}

/** Returns Hugo followed by Pagefind, which is how Hugo users get search. */
function searchingPeers(equal: readonly Peer[], pagefind: string): Peer[] {
  const hugo = equal.find(({ flavour }) => flavour === 'hugo');
  if (!hugo) return [];
  const name = `${hugo.name} + Pagefind ${versionOf(pagefind, '--version')}`;
  return [{ ...hugo, name, commands: [...hugo.commands, [pagefind, '--site', 'public', '--quiet']] }];
}

/** Writes a site for a generator. */
export function writePeerSite({ flavour }: Pick<Peer, 'flavour'>, root: string, posts: readonly Post[]): void {
  writeSite(flavour, root, posts);
  const packages = packagesFolder(process.env);
  if (packages && PROGRAMS.find((program) => program.flavour === flavour)?.packages)
    symlinkSync(packages, join(root, 'node_modules'));
}
