// The generators that ours is measured with: those that are installed, with their versions, how they are called, and what they write.
//
// Programs are looked for in PATH, then among the packages in the folder that TITLEBLOCK_PEERS names, in which someone ran
// `npm install @11ty/eleventy astro hexo hexo-renderer-marked hexo-generator-index hexo-generator-feed hexo-generator-sitemap pagefind`.
// Sites of Astro and Hexo import those packages, so they get a link to them. Where a package wants another Node than the one in PATH,
// a script of the program's name in PATH may start it with that.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import type { Flavour } from './frames.js';
import { inPath } from './process.js';
import { type Post, writeSite } from './site.js';

// A build is to build, and to tell nobody.
process.env.ASTRO_TELEMETRY_DISABLED ??= '1';

/** A generator that is installed. */
export interface Peer {
  /** With its version. */
  readonly name: string;
  readonly flavour: Flavour;
  /** A build, run in the site's folder: one command after the other. */
  readonly commands: readonly (readonly string[])[];
  /** What a build writes and keeps, below the site's folder. A build from scratch begins without it. */
  readonly leaves: readonly string[];
}

export interface Peers {
  /** Those that make what a build of ours makes without search and cards. */
  readonly equal: readonly Peer[];
  /** Those that make a search too. */
  readonly searching: readonly Peer[];
  /** What could not be found, in words. */
  readonly absent: readonly string[];
}

interface Program {
  readonly flavour: Exclude<Flavour, 'titleblock'>;
  readonly args: readonly string[];
  readonly version: string;
  readonly leaves: readonly string[];
  /** The package whose version counts, of those that sites of the generator import. */
  readonly packages?: string;
}

const PROGRAMS: readonly Program[] = [
  {
    flavour: 'hugo',
    args: ['--destination', 'public', '--quiet'],
    version: 'version',
    leaves: ['public', 'resources', '.hugo_build.lock'],
  },
  { flavour: 'zola', args: ['build', '--output-dir', 'public', '--force'], version: '--version', leaves: ['public'] },
  { flavour: 'eleventy', args: ['--quiet'], version: '--version', leaves: ['public'] },
  {
    flavour: 'astro',
    args: ['build', '--silent'],
    version: '--version',
    leaves: ['public', '.astro', '.astro-cache'],
    packages: 'astro',
  },
  { flavour: 'hexo', args: ['generate', '--silent'], version: 'version', leaves: ['public', 'db.json'], packages: 'hexo' },
];

/** The folder of `node_modules` with the packages of peers; undefined if there is none. */
function packagesFolder(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env.TITLEBLOCK_PEERS;
  return folder === undefined ? undefined : resolve(folder, 'node_modules');
}

function programFile(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const packages = packagesFolder(env);
  return inPath(name, [env.PATH ?? '', ...(packages ? [join(packages, '.bin')] : [])].join(delimiter));
}

/** The version that a program prints, or that a package has. */
function versionOf(file: string, argument: string): string {
  const text = file.endsWith('.json')
    ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
    : execFileSync(file, [argument], { encoding: 'utf8' });
  return /\d+(?:\.\d+)+/.exec(text)?.[0] ?? '';
}

/** Finds the generators that are installed. @param env with PATH and TITLEBLOCK_PEERS */
export function findPeers(env = process.env): Peers {
  const equal: Peer[] = [];
  const absent: string[] = [];
  for (const { flavour, args, leaves, packages, version } of PROGRAMS) {
    const file = programFile(flavour, env);
    const folder = packagesFolder(env);
    const manifest = packages && folder && join(folder, packages, 'package.json');
    if (!file) absent.push(`${flavour} is not installed: it is not measured`);
    else if (packages && !(manifest && existsSync(manifest)))
      absent.push(`${flavour} is not measured: TITLEBLOCK_PEERS names no folder with its packages`);
    else {
      const name = `${flavour[0]?.toUpperCase()}${flavour.slice(1)} ${versionOf(manifest || file, version)}`;
      equal.push({ name, flavour, commands: [[file, ...args]], leaves });
    }
  }
  const pagefind = programFile('pagefind', env);
  if (!pagefind) absent.push('pagefind is not installed: no other search is measured');
  return { equal, searching: pagefind ? searchingPeers(equal, pagefind) : [], absent };
}

/** Hugo, and Pagefind over what it made: how its users get search. */
function searchingPeers(equal: readonly Peer[], pagefind: string): Peer[] {
  const hugo = equal.find(({ flavour }) => flavour === 'hugo');
  if (!hugo) return [];
  const name = `${hugo.name} + Pagefind ${versionOf(pagefind, '--version')}`;
  return [{ ...hugo, name, commands: [...hugo.commands, [pagefind, '--site', 'public', '--quiet']] }];
}

/** Writes a site of a generator. */
export function writePeerSite({ flavour }: Pick<Peer, 'flavour'>, root: string, posts: readonly Post[]): void {
  writeSite(flavour, root, posts);
  const packages = packagesFolder(process.env);
  if (packages && PROGRAMS.find((program) => program.flavour === flavour)?.packages)
    symlinkSync(packages, join(root, 'node_modules'));
}
