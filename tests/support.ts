// Helpers of several tests: small sites in temporary folders, and installed programs.

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
import { needsTools, skip } from '../scripts/tools/toolFolders.js';

// Several test files share a process: the program's font must be registered before any of them draws text.
await sharpWithFonts();

// Node captures the functions of `fs` when a folder is first removed: these must not be mocks of a test.
rmSync(join(tmpdir(), 'titleblock-no-such-folder'), { recursive: true, force: true });

export const PROJECT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const SITE_YAML = 'title: 试验\nurl: https://example.org\n';

/** True for `npm run test:long` and in CI: tests that take long run whole. `npm test` runs a core of each. */
export const LONG = Boolean(process.env.TITLEBLOCK_LONG);

/** Number of random edits; CI tries more. */
export const EDITS = Number(process.env.TITLEBLOCK_EDITS ?? (LONG ? 30 : 8));

/** Returns all cases, or the first ones in `npm test`. */
export const core = <T>(count: number, cases: readonly T[]): readonly T[] => (LONG ? cases : cases.slice(0, count));

/** Number of random tries of a property: a quarter in `npm test`. */
export const tries = (count: number): number => (LONG ? count : Math.ceil(count / 4));

/** Number of random tries that take long: a few, or many if there is time. */
export const rounds = (few: number, many: number): number => (EDITS > 100 ? many : tries(few));

/** Options of a build without output. */
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

/** Creates a temporary folder, which is removed after all tests. */
export function temporaryFolder(): string {
  return mkdtempSync(join(process.env.TITLEBLOCK_TEMPORARY ?? tmpdir(), 'site-'));
}

/** Slow features, off unless a test names them: search, cards, AVIF. */
const QUICK: { readonly [setting: string]: string } = { search: 'false', cards: 'false', images: '{formats: [webp]}' };

/** Switches slow features off in settings that do not name them. */
export function quickly(yaml: string): string {
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

/** Writes a site from texts and bytes by path. Adds `content/site.yaml` if it is missing. */
export function writeSite(files: { readonly [path: string]: string | Uint8Array }): string {
  const root = temporaryFolder();
  const settings = files['content/site.yaml'] ?? SITE_YAML;
  writeFiles(root, { ...files, 'content/site.yaml': typeof settings === 'string' ? quickly(settings) : settings });
  return root;
}

export interface Built extends BuildResult {
  readonly root: string;
  /** Returns an output file as text. */
  readonly page: (path: string) => string;
  readonly files: readonly string[];
  /** Report without colour. */
  readonly report: string;
  readonly rules: readonly string[];
}

/** Environment of programs started by tests, the same everywhere. */
export function environment(more: { readonly [name: string]: string } = {}): NodeJS.ProcessEnv {
  const { CI: _ci, GITHUB_ACTIONS: _actions, ...rest } = process.env;
  return { ...rest, npm_lifecycle_event: '', NO_COLOR: '1', ...more };
}

/** Runs the program on the command line. */
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

/** Path of the program. */
export const PROGRAM = join(PROJECT, 'scripts/start/start.cjs');

/** Makes a file in place of the package, which takes seconds to make, for tests of `init` that install nothing. */
export function fakePackage(): string {
  const file = join(temporaryFolder(), 'titleblock-0.0.0.tgz');
  writeFileSync(file, 'not an archive');
  return file;
}

/** Returns the bytes of every file below a folder. */
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
        // It is not in this folder.
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

/** Returns the paths of all files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Makes a small picture of one colour. */
export function picture(width = 60, height = 40, format: 'png' | 'jpeg' | 'webp' = 'png'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#a8321f' } })
    .toFormat(format)
    .toBuffer();
}

/** Finds an installed program. If it is missing, tests that need it are skipped, and say so. */
function found(use: string, ...programs: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const program = programs.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!program) skip(use, `${programs[0]} is not installed`);
  return program;
}

/** Pandoc, if it is installed. */
export const pandoc = () => found('the comparison with Pandoc', 'pandoc');

/** Chromium, if it is installed. */
export const chromium = () => found('what a reader sees in a browser', 'chromium', 'chromium-browser', 'google-chrome');

/** rclone, rsync and nginx, if they are installed. */
export const rclone = () => found('publishing to a bucket', 'rclone');
export const rsync = () => found('publishing to a server', 'rsync');
export const nginx = () => found('the settings for nginx', 'nginx');

/** `redis-server` or `valkey-server`, if it is installed with the packages that builds with a queue need. */
export const redis = () => {
  const use = 'builds with a queue';
  return needsTools('tests/optional', use) ? found(use, 'redis-server', 'valkey-server') : undefined;
};

/** Java, if it is installed. */
export const java = () => found('the Nu HTML checker', 'java');
