// What several tests need: small sites in temporary folders, and cases that are files.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { report } from '../scripts/base/diagnostics.js';
import { build } from '../scripts/build/build.js';
import type { BuildOptions, BuildResult } from '../scripts/build/options.js';
import { sharpWithFonts } from '../scripts/picture/fonts/fontFiles.js';

// Several files of tests share a process: the program's font has to be known before any of them draws a text.
await sharpWithFonts();

// Node keeps the functions of `fs` that it finds when a folder is first removed: they must not be those that a test has put there.
rmSync(join(tmpdir(), 'titleblock-no-such-folder'), { recursive: true, force: true });

export const PROJECT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const SITE_YAML = 'title: 试验\nurl: https://example.org\n';

/** Random edits that are tried; CI tries more. */
export const EDITS = Number(process.env.TITLEBLOCK_EDITS ?? 30);

/** How often something is tried that chance decides: a few times on a writer's machine, more in CI. */
export const rounds = (few: number, many: number): number => (EDITS > 100 ? many : few);

/** Options of a build that tells nothing. */
export const QUIET = {
  outShown: 'dist',
  drafts: false,
  today: () => '2026-11-26',
  strict: false,
  noCache: false,
  workers: 0,
  explain: false,
  progress: () => {},
  onWait: () => {},
} satisfies Partial<BuildOptions>;

/** A temporary folder that is removed when all tests have ended. */
export function temporaryFolder(): string {
  return mkdtempSync(join(process.env.TITLEBLOCK_TEMPORARY ?? tmpdir(), 'site-'));
}

/** What takes long and is not what most tests are about, switched off unless a test speaks of it: search, cards, AVIF. */
const QUICK: { readonly [setting: string]: string } = { search: 'false', cards: 'false', images: '{formats: [webp]}' };

function quickly(yaml: string): string {
  const rest = Object.entries(QUICK).filter(([name]) => !new RegExp(`^${name}:`, 'm').test(yaml));
  return `${yaml.replace(/\n?$/, '\n')}${rest.map(([name, value]) => `${name}: ${value}\n`).join('')}`;
}

/** Writes files into a folder, from texts and bytes by path. */
export function writeFiles(folder: string, files: { readonly [path: string]: string | Uint8Array }): void {
  for (const [path, data] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
}

/** Writes a site from texts and bytes by path; `content/site.yaml` is added where it is not given. */
export function writeSite(files: { readonly [path: string]: string | Uint8Array }): string {
  const root = temporaryFolder();
  const settings = files['content/site.yaml'] ?? SITE_YAML;
  writeFiles(root, { ...files, 'content/site.yaml': typeof settings === 'string' ? quickly(settings) : settings });
  return root;
}

export interface Built extends BuildResult {
  readonly root: string;
  /** An output file as text. */
  readonly page: (path: string) => string;
  readonly files: readonly string[];
  /** The report without colour. */
  readonly report: string;
  readonly rules: readonly string[];
}

/** The environment of a program that a test starts: the same on a writer's machine and in CI. */
export function environment(more: { readonly [name: string]: string } = {}): NodeJS.ProcessEnv {
  const { CI: _ci, GITHUB_ACTIONS: _actions, ...rest } = process.env;
  return { ...rest, npm_lifecycle_event: '', NO_COLOR: '1', ...more };
}

/** Runs the program as its user does. */
export function run(
  args: readonly string[],
  { cwd = PROJECT, env = {} }: { cwd?: string; env?: { [name: string]: string } } = {},
) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    encoding: 'utf8',
    env: environment(env),
  });
  return { status, stdout, stderr };
}

/** The program's file, for those who start it themselves. */
export const PROGRAM = join(PROJECT, 'scripts/start/start.cjs');

/** A file in place of the archive of the program, which takes some seconds to make: for tests of `init` that install nothing. */
export function fakePackage(): string {
  const file = join(temporaryFolder(), 'titleblock-0.0.0.tgz');
  writeFileSync(file, 'not an archive');
  return file;
}

/** Every file below a folder with its bytes. */
export function bytesBelow(folder: string): (readonly [path: string, base64: string])[] {
  return filesBelow(folder).map((path) => [path, readFileSync(join(folder, path)).toString('base64')] as const);
}

/** Builds a site into its `dist/`. */
export async function buildAt(root: string, strict = false, today = QUIET.today): Promise<Built> {
  const out = join(root, 'dist');
  const result = await build({ ...QUIET, root, out, strict, today });
  const textOf = (file: string) => {
    for (const folder of [root, PROJECT]) {
      try {
        return readFileSync(join(folder, file), 'utf8');
      } catch {
        // Not in this folder.
      }
    }
    return undefined;
  };
  return {
    ...result,
    root,
    page: (path) => readFileSync(join(out, path), 'utf8'),
    files: result.published ? filesBelow(out) : [],
    report: report(result.problems, { color: false, textOf }),
    rules: result.problems.map(({ ruleId }) => ruleId),
  };
}

export async function buildSite(files: { readonly [path: string]: string | Uint8Array }, strict = false): Promise<Built> {
  return buildAt(writeSite(files), strict);
}

/** Paths of all files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** A small picture of one colour. */
export function picture(width = 60, height = 40, format: 'png' | 'jpeg' | 'webp' = 'png'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#a8321f' } })
    .toFormat(format)
    .toBuffer();
}

/** The sections of a case file: `=== name` on a line, then its text up to the next. */
export function sections(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(/^=== /m).slice(1)) {
    const end = part.indexOf('\n');
    found.set(part.slice(0, end).trim(), part.slice(end + 1));
  }
  return found;
}

/** A program that is installed here. Tests that need it are skipped, and say so, where it is not. */
function found(use: string, ...programs: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const program = programs.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!program) console.warn(`${programs[0]} is not installed: ${use} is skipped`);
  return program;
}

/** Pandoc, where it is installed. */
export const pandoc = () => found('the comparison with Pandoc', 'pandoc');

/** Chromium, where it is installed. */
export const chromium = () => found('what a reader sees in a browser', 'chromium', 'chromium-browser', 'google-chrome');

/** rclone, rsync and nginx, where they are installed. */
export const rclone = () => found('publishing to a bucket', 'rclone');
export const rsync = () => found('publishing to a server', 'rsync');
export const nginx = () => found('the settings for nginx', 'nginx');

/** Java, where it is installed. */
export const java = () => found('the Nu HTML checker', 'java');
