// `build`: builds a site.

import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { createColors } from 'picocolors';
import { count, plural, report } from '../base/diagnostics.js';
import { isUnsettled } from '../base/errors.js';
import { INPUT_FOLDER_NAMES } from '../base/inputFolders.js';
import { isWithin } from '../base/inside.js';
import { replaceFile } from '../base/replaceFile.js';
import type { Speech } from '../base/speech.js';
import { askDev } from '../build/askDev.js';
import { build } from '../build/build.js';
import { type BuildDate, type BuildJob, type PrintedResult, todayOf } from '../build/delegated.js';
import type { BuildOptions, BuildResult } from '../build/options.js';
import { BlockedLockError, type Holder, LockedError } from '../cache/lock.js';
import type { FileChange } from '../publish/changes.js';
import { command, type Environment, type OptionValues, UsageError } from './command.js';
import { dayFrom } from './day.js';
import { progressBar, progressLine } from './progress.js';
import { QUEUE_OPTIONS, queueFrom } from './queue.js';
import { hiddenText, shownProblems } from './shown.js';
import { megabytes, seconds, textIn, wantsColor } from './terminal.js';

const OPTIONS = {
  out: { type: 'string', value: 'DIR', about: 'the output folder (default: dist/ in the site)' },
  adopt: {
    type: 'boolean',
    about: 'overwrites files in the output folder that no build wrote, where the site has files of its own',
  },
  all: {
    type: 'boolean',
    about: 'prints all warnings, not only new ones and those in changed files',
  },
  drafts: {
    type: 'boolean',
    about: 'builds a preview: includes drafts, marks them, and hides the site from search engines',
  },
  today: {
    type: 'string',
    value: 'DAY',
    about: 'the date of the build, for sites with `future: wait` or `error` (default: today, in the site’s `timezone`)',
  },
  'accept-url-changes': {
    type: 'boolean',
    about: 'drops all addresses in content/urls.yaml that no longer exist; `urls --drop` drops single ones',
  },
  precompress: {
    type: 'boolean',
    about: 'writes .br and .gz files next to text files; pass it to every build of the site',
  },
  strict: { type: 'boolean', about: 'fails the build on warnings' },
  json: { type: 'boolean', about: 'prints problems and summary as JSON on standard output' },
  workers: {
    type: 'string',
    value: 'N',
    about: 'number of worker threads, 0 for none (default: depends on the work; also TITLEBLOCK_WORKERS)',
  },
  'no-cache': { type: 'boolean', about: 'ignores earlier builds and keeps nothing for later ones' },
  verify: { type: 'boolean', about: 'builds again from scratch and compares: a difference is a bug in titleblock' },
  explain: {
    type: 'string',
    value: 'FILE',
    about: 'explains why a source or output file was rebuilt, or not',
  },
  diff: {
    type: 'boolean',
    about: 'prints what changed for readers: words on pages, feed entries, sizes',
  },
  changed: {
    type: 'string',
    value: 'FILE',
    about: 'writes the addresses of pages with new or changed text, one per line',
  },
  ...QUEUE_OPTIONS,
  profile: { type: 'boolean', about: 'prints the time per stage and the ten slowest files' },
  'cpu-prof': { type: 'boolean', about: 'writes a CPU profile of the main thread for browser developer tools' },
} as const;

type Values = OptionValues<typeof OPTIONS>;

export const buildCommand = command({
  name: 'build',
  needsSite: true,
  about: 'Builds the site in this folder, or in --root, into its dist/.',
  example: 'npm run build -- --root ../my-blog',
  options: OPTIONS,
  more: `
Problems are printed as file:line:column with what to do. If there is an error, the output
folder stays as it was.

Exit codes
  0  the site was built
  1  there are errors (or, with --strict, warnings)
  2  wrong usage`,
  run: runBuild,
});

async function runBuild(values: Values, { here, root, speech }: Environment): Promise<number> {
  const { text } = speech;
  const workers = workersFrom(values.workers, process.env.TITLEBLOCK_WORKERS);
  const out = resolve(here, values.out ?? join(root, 'dist'));
  checkOut(out, root, values.out !== undefined);
  const outShown = relative(root, out).startsWith('..') ? out : relative(root, out).replaceAll(sep, '/');
  const terminal = process.stderr.isTTY === true && !values.json;
  const changes: FileChange[] = [];
  if (values.changed !== undefined && values.drafts)
    throw new UsageError('--changed lists public addresses; it cannot be combined with --drafts');
  const isCompared = values.diff || values.changed !== undefined;
  const job: BuildJob = {
    ...{ root, out, outShown },
    date: dateFrom(values.today),
    adopt: values.adopt ?? false,
    drafts: values.drafts ? 'preview' : false,
    acceptUrlChanges: values['accept-url-changes'] ?? false,
    derived: values.precompress ? ['compressed'] : [],
    strict: values.strict ?? false,
  };
  const progress = values.json ? () => {} : terminal ? progressBar(speech) : progressLine(speech);
  const byDev = workers === undefined && mayBeByDev(values) ? await askDev(job, progress) : undefined;
  if (byDev) return print(byDev, job, values, speech);
  const options: BuildOptions = {
    ...job,
    today: todayOf(job.date),
    onFileChange: isCompared ? (change) => changes.push(change) : undefined,
    noCache: values['no-cache'] ?? false,
    workers,
    queue: queueFrom(values, here, speech),
    explain: values.explain !== undefined,
    progress,
    onWait: (holder: Holder) => console.error(text(waitingText(holder, root))),
  };
  const profile = values['cpu-prof'] ? await (await import('./profile.js')).startProfile(here) : undefined;
  const result = await built(options, speech);
  if (!result) return 1;
  if (profile) console.error(`profile: ${await profile.stop()}`);
  const code = print(result, job, values, speech);
  if (isCompared && result.published) await printDifferences(changes, result, values, { here, root, speech });
  if (values.profile) console.error((await import('./profile.js')).profileText(result, speech));
  if (values.explain !== undefined) {
    const { explain } = await import('./explain.js');
    console.error(
      explain(siteFile(values.explain, here, root, out), result, outShown)
        .map(text)
        .join('\n'),
    );
  }
  if (values.verify && result.published && !(await isVerified(options, result, speech))) return 1;
  return code;
}

/** Options of builds that a running `dev` may do. With any other option, a build needs a process of its own. */
const DEV_OPTIONS: ReadonlySet<string> = new Set<keyof Values | 'root'>([
  ...(['root', 'out', 'adopt', 'all', 'drafts', 'today', 'accept-url-changes', 'precompress', 'strict', 'json'] as const),
]);

function mayBeByDev(values: Values): boolean {
  return Object.keys(values).every((name) => DEV_OPTIONS.has(name));
}

/**
 * Prints the result of a build.
 * @returns the exit code
 */
function print(result: PrintedResult, { root, outShown, strict }: BuildJob, values: Values, speech: Speech): number {
  const { problems, published, summary } = result;
  if (values.json) console.log(JSON.stringify({ problems, published, summary }, null, 2));
  else printForTerminal(result, { root, outShown, speech }, values);
  return !published || problems.some(({ fatal }) => fatal || strict) ? 1 : 0;
}

/** `--diff` and `--changed`. */
async function printDifferences(
  changes: readonly FileChange[],
  { last }: BuildResult,
  values: Values,
  { here, speech }: Environment,
): Promise<void> {
  const { changedAddresses, differencesOf, diffText } = await import('./diff.js');
  const shown = last.sources.filter(({ key }) => key).map(({ source }) => source);
  const differences = differencesOf(changes, shown);
  if (values.diff) process.stderr.write(diffText(differences, speech));
  if (values.changed !== undefined)
    replaceFile(resolve(here, values.changed), changedAddresses(differences, last.site.config.url));
}

/** The date of the build: the one that is given, or that of the clock in the site's time zone. */
function dateFrom(written: string | undefined): BuildDate {
  return written === undefined ? Date.now() : dayFrom(written, '--today');
}

/** Returns the line about the build that holds the lock. Only on this machine can a build find out that a process is gone. */
function waitingText({ pid, host }: Holder, root: string): string {
  const lock = join(root, '.cache/lock');
  const advice = host === hostname() ? '' : `; if that machine is not building any more, delete ${lock}`;
  return `waiting for another build (process ${pid} on ${host})${advice}`;
}

/** Builds. Prints why a build is impossible, and returns undefined. */
async function built(options: BuildOptions, { text }: Speech): Promise<BuildResult | undefined> {
  try {
    return await build(options);
  } catch (error) {
    if (isUnsettled(error))
      console.error(`titleblock: ${text(`${error.message}, repeatedly; build again when the files have stopped changing`)}`);
    else if (error instanceof LockedError || error instanceof BlockedLockError)
      console.error(`titleblock: ${text(error.message)}`);
    else throw error;
    return undefined;
  }
}

/** Compares a build with one from scratch, and prints what differs. */
async function isVerified(options: BuildOptions, result: BuildResult, speech: Speech): Promise<boolean> {
  const { text } = speech;
  const { verify } = await import('./verify.js');
  const differences = await verify(options, result, build);
  process.stderr.write(report(differences, { color: wantsColor(process.stderr), textOf: () => undefined, speech }));
  const count = plural(differences.length, 'file');
  const isPlugins = differences.every(({ ruleId }) => ruleId === 'plugin/unsteady');
  if (differences.length === 0)
    console.error(text(`verified: a build from scratch gives the same ${plural(result.summary.files, 'file')}`));
  else if (isPlugins)
    console.error(text('a plugin gives other results for the same input: no build can be compared with another'));
  else console.error(text(`${count} differ from a build from scratch: this is a bug in titleblock, please report it`));
  return differences.length === 0;
}

/** Returns a path relative to the output folder or to the site's folder; any other path as it was written. */
function siteFile(written: string, here: string, root: string, out: string): string {
  const readings = [here, root, out].map((folder) => resolve(folder, written));
  const below = (folder: string, path: string) => relative(folder, path).replaceAll(sep, '/');
  const output = readings.find((path) => path.startsWith(out + sep));
  const source = readings.find((path) => path.startsWith(root + sep) && !path.startsWith(out + sep) && existsSync(path));
  if (source) return below(root, source);
  return output ? below(out, output) : written;
}

function workersFrom(option: string | undefined, variable: string | undefined): number | undefined {
  const [name, value] = option !== undefined ? ['--workers', option] : ['TITLEBLOCK_WORKERS', variable];
  if (value === undefined || value === '') return undefined;
  if (!/^\d{1,3}$/.test(value)) throw new UsageError(`${name} must be a number of threads, such as 0 or 4, not "${value}"`);
  return Number(value);
}

/** Folders of a site in which a build writes nothing. */
const NO_OUTPUT = [...INPUT_FOLDER_NAMES, 'scripts', '.cache', '.git', 'node_modules'];

/**
 * Makes sure that nobody but builds writes in the output folder. Symlinks are followed: two names may be one folder.
 * @throws UsageError if it is at, above or inside an input of the site, above the site, or the home folder
 */
function checkOut(out: string, root: string, isNamed: boolean): void {
  const there = statSync(out, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw new UsageError(`--out ${out} is a file`);
  const real = realPlace(out);
  if (!isNamed && there && real !== out && !isWithin([root], out))
    throw new UsageError(`dist/ is a symlink to ${real}, outside the site; if that is meant, build with --out ${real}`);
  const refuse = (what: string) => new UsageError(`--out ${out} ${what}; choose another folder`);
  if (isBelow(root, out) || isBelow(realPlace(root), real)) throw refuse('contains the site itself');
  if (isBelow(realPlace(homedir()), real)) throw refuse('is your home folder or contains it');
  for (const name of NO_OUTPUT) {
    const input = join(root, name);
    const place = realPlace(input);
    if (isBelow(out, input) || isBelow(real, place)) throw refuse(`is inside ${name}/, which the build reads`);
    if (isBelow(place, real)) throw refuse(`contains ${name}/, which the build reads`);
  }
}

/** True if a path is a folder or is below it. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Returns a path without symlinks; the file need not exist. */
function realPlace(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent), basename(path));
  }
}

interface Shown {
  readonly root: string;
  readonly outShown: string;
  readonly speech: Speech;
}

function printForTerminal(
  { reported, ...result }: PrintedResult,
  { root, outShown, speech }: Shown,
  { strict, all }: Values,
): void {
  const { problems, published, summary, times } = result;
  const { text, list } = speech;
  const color = wantsColor(process.stderr);
  const paint = createColors(color);
  const { shown, hidden } = all || strict ? { shown: problems, hidden: new Map() } : shownProblems(problems, reported);
  const problemText = report(shown, { color, textOf: textIn(root), speech });
  process.stderr.write(problemText + hiddenText(hidden, 'npm run build -- --all', speech));
  if (!published) {
    const reason = strict && !problems.some(({ fatal }) => fatal) ? ' (--strict)' : '';
    const isPartial = problems.some(({ ruleId }) => ruleId === 'publish/failed');
    const state = isPartial ? 'is unchanged where it could not be written' : 'is unchanged';
    console.error(`${paint.bold(count(problems, speech))}${reason} · ${text(`${outShown}/ ${state}`)}`);
    return;
  }
  console.error(contentLine(summary, speech));
  const { files, written, removed } = summary;
  const changes = `${written} written, ${files - written} unchanged, ${removed} removed`;
  console.error(text(`${plural(files, 'file')} in ${outShown}/: ${changes}`));
  const stages = Object.entries(times).map(([stage, time]) => `${text(stage)} ${seconds(time)}`);
  const sum = Object.values(times).reduce((before, time) => before + time, 0);
  console.error(
    `${paint.bold(text(`built in ${seconds(sum)}`))}${text(' (')}${list(stages)}${text(')')} · ${count(problems, speech)}`,
  );
}

/** Returns the line that counts posts, pages and pictures. */
function contentLine(summary: PrintedResult['summary'], { text, list }: Speech): string {
  const { posts, pages, drafts, waiting, due, pictures, variants, pictureBytes } = summary;
  const texts = [plural(posts, 'post'), plural(pages, 'page')];
  if (drafts > 0) texts.push(`${plural(drafts, 'draft')} left out`);
  if (waiting > 0) texts.push(`${plural(waiting, 'post')} scheduled`, `the next for ${due}`);
  const images = [`${plural(pictures, 'picture')} in ${plural(variants, 'variant')}`];
  if (pictures > 0) images.push(pictureBytes.map(megabytes).join(' → '));
  return `${list(texts.map(text))} · ${list(images.map(text))}`;
}
