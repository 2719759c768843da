// The command line: arguments, messages, exit codes.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { createColors } from 'picocolors';
import { type Holder, LockedError } from '../cache/lock.js';
import { count, plural, report } from '../diagnostics.js';
import { isUnsettled } from '../errors.js';
import { build } from '../make/build.js';
import { cacheFolder } from '../make/lastBuild.js';
import type { BuildOptions, BuildResult } from '../make/options.js';
import type { Progress } from '../picture/makePictures.js';
import { PROJECT } from '../program.js';
import { restText, shownProblems } from './shown.js';

const HELP = `titleblock: builds a blog from plain markdown with Pandoc's % title blocks

  npm run build                        builds this folder's site into dist/
  npm run build -- --root DIR          builds the site in another folder, into DIR/dist
  npm run dev                          shows the site on this machine while it is written, with
                                       drafts: open pages follow each change; dist/ is left alone

Options
  --root DIR   the site's folder: DIR/content with site.yaml, DIR/images, and DIR/templates
               if it has its own (a template that it lacks is taken from ours)
  --out DIR    the folder that the site is written to
  --all        shows all warnings; without it those that are new, or stand in files that were
               changed, and the number of the others
  --strict     warnings fail the build like errors
  --json       problems and summary as JSON on standard output, nothing else
  --workers N  threads besides the first, 0 for none; without it, as many as are worth it
               (the environment variable TITLEBLOCK_WORKERS does the same)
  --no-cache   uses nothing of earlier builds and keeps nothing for later ones
  --verify     builds again from nothing and compares: any difference is a mistake of the program
  --explain FILE
               says why a source or an output file was made again, or why it was not
  --profile    prints the time by stage and the ten slowest files
  --cpu-prof   writes a profile of the first thread, for the developer tools of a browser
  --port N     dev: the port; without it, the first that is free from 8080 on
  --no-drafts  dev: shows what readers get: no drafts, and no marks
  --host NAME  dev: the address to listen at; 0.0.0.0 lets a phone in the same network look
  --help       this text
  --version    the version

Problems are printed as file:line:column with what to do about them. As long as there is
an error, the output folder stays as it was.

Exit codes
  0  the site was built
  1  there are problems in the content (or, with --strict, warnings)
  2  the command was used wrongly
`;

class UsageError extends Error {}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.version) {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    console.log(version);
    return 0;
  }
  const [command = 'build', ...more] = positionals;
  if ((command !== 'build' && command !== 'dev') || more.length > 0)
    throw new UsageError(`"${positionals.join(' ')}" is no command; there are build and dev`);

  const here = workingFolder();
  const root = resolve(here, values.root ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${root} (--root)`);
  const workers = workersFrom(values.workers, process.env.TITLEBLOCK_WORKERS);
  if (command === 'dev')
    return runDev(root, { port: portFrom(values.port), host: values.host ?? '127.0.0.1', drafts: !values['no-drafts'] });

  return runBuild(values, { here, root, workers });
}

type Arguments = ReturnType<typeof parse>['values'];

interface BuildPlace {
  /** The folder that the user stands in. */
  readonly here: string;
  readonly root: string;
  readonly workers: number | undefined;
}

async function runBuild(values: Arguments, { here, root, workers }: BuildPlace): Promise<number> {
  const out = resolve(here, values.out ?? join(root, 'dist'));
  checkOut(out, root);
  const outShown = relative(root, out).startsWith('..') ? out : relative(root, out).replaceAll(sep, '/');
  const terminal = process.stderr.isTTY === true && !values.json;
  const options: BuildOptions = {
    root,
    out,
    outShown,
    drafts: false,
    strict: values.strict ?? false,
    noCache: values['no-cache'] ?? false,
    workers,
    explain: values.explain !== undefined,
    progress: values.json ? () => {} : terminal ? progressBar() : progressLine(),
    waiting: ({ pid, host }: Holder) => console.error(`waiting for another build here (process ${pid} on ${host})`),
  };
  const profile = values['cpu-prof'] ? await (await import('../start/engine.js')).startProfile(here) : undefined;
  const result = await built(options);
  if (!result) return 1;
  if (profile) console.error(`profile: ${await profile.stop()}`);
  if (values.json)
    console.log(JSON.stringify({ problems: result.problems, published: result.published, summary: result.summary }, null, 2));
  else print(result, root, outShown, values);
  if (values.profile) console.error((await import('../start/engine.js')).profileText(result));
  if (values.explain !== undefined) {
    const { explain } = await import('../start/engine.js');
    console.error(explain(siteFile(values.explain, here, root, out), result, outShown));
  }
  if (values.verify && result.published && !(await isVerified(options, result))) return 1;
  const failed = !result.published || result.problems.some(({ fatal }) => fatal || options.strict);
  return failed ? 1 : 0;
}

/** Builds; says why where that cannot be done. */
async function built(options: BuildOptions): Promise<BuildResult | undefined> {
  try {
    return await build(options);
  } catch (error) {
    if (isUnsettled(error)) console.error(`titleblock: ${error.message}, again and again; build when its files are at rest`);
    else if (error instanceof LockedError) console.error(`titleblock: ${error.message}`);
    else throw error;
    return undefined;
  }
}

/** Compares a build with one from nothing, and says what differs. */
async function isVerified(options: BuildOptions, result: BuildResult): Promise<boolean> {
  const { verify } = await import('../start/engine.js');
  const differences = await verify(options, result, build);
  process.stderr.write(report(differences, { color: wantsColor(process.stderr), textOf: () => undefined }));
  const count = plural(differences.length, 'file');
  console.error(
    differences.length > 0
      ? `${count} differ from a build from nothing: this is a mistake of the program, please report it`
      : `verified: a build from nothing gives the same ${plural(result.summary.files, 'file')}`,
  );
  return differences.length === 0;
}

interface DevArguments {
  readonly port: number | undefined;
  readonly host: string;
  readonly drafts: boolean;
}

/** Shows a site until the program is interrupted. */
async function runDev(root: string, args: DevArguments): Promise<number> {
  const { dev } = await import('../start/engine.js');
  const color = wantsColor(process.stderr);
  const paint = createColors(color);
  const textOf = textIn(root);
  let told = '';
  const server = await dev({
    ...args,
    root,
    folder: join(cacheFolder(root), 'dev'),
    today: () => new Date().toLocaleDateString('sv'),
    checked: ({ problems, posts, pages, rendered }) => {
      const text = report(problems, { color, textOf });
      if (text !== told) process.stderr.write(text);
      told = text;
      const state = `${plural(posts, 'post')}, ${plural(pages, 'page')}, ${plural(rendered, 'article')} read`;
      console.error(`${paint.dim(new Date().toLocaleTimeString('sv'))} ${state} · ${count(problems)}`);
    },
    reportOf: (problems) => report(problems, { color: false, textOf }),
    failed: (message) => console.error(`titleblock: ${message}`),
  });
  console.error(`${paint.bold(server.url)} (end with Ctrl-C)`);
  await new Promise<void>((resolveEnd) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveEnd());
  });
  await server.close();
  return 0;
}

function portFrom(option: string | undefined): number | undefined {
  if (option === undefined) return undefined;
  if (!/^\d{1,5}$/.test(option) || Number(option) > 65_535)
    throw new UsageError(`--port is a number from 0 to 65535, not "${option}"`);
  return Number(option);
}

/** The path of an output below the output folder, or of another file below the site's; as it was written where it is neither. */
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
  if (!/^\d{1,3}$/.test(value)) throw new UsageError(`${name} is a number of threads, such as 0 or 4, not "${value}"`);
  return Number(value);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: { type: 'string' },
        out: { type: 'string' },
        all: { type: 'boolean' },
        strict: { type: 'boolean' },
        json: { type: 'boolean' },
        workers: { type: 'string' },
        'no-cache': { type: 'boolean' },
        verify: { type: 'boolean' },
        explain: { type: 'string' },
        profile: { type: 'boolean' },
        'cpu-prof': { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        'no-drafts': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The folder the user stands in; npm itself runs scripts in the project's folder. */
function workingFolder(): string {
  const from = process.env.INIT_CWD;
  return from && process.env.npm_lifecycle_event && process.cwd() === PROJECT && existsSync(from) ? from : process.cwd();
}

/** The output folder is emptied of what earlier builds made: it must not be one that somebody writes in. */
function checkOut(out: string, root: string): void {
  const inside = (path: string, folder: string) => path === folder || path.startsWith(folder + sep);
  if (inside(root, out)) throw new UsageError(`--out ${out} holds the site itself; choose a folder of its own`);
  for (const name of ['content', 'images', 'templates', 'scripts', '.cache', '.git']) {
    if (inside(out, join(root, name)))
      throw new UsageError(`--out ${out} lies in ${name}/, which the build reads; choose a folder of its own`);
  }
  const there = statSync(out, { throwIfNoEntry: false });
  if (there && !there.isDirectory()) throw new UsageError(`--out ${out} is a file`);
}

/** Gives the text of a file of a site, or of ours. */
function textIn(root: string): (file: string) => string | undefined {
  return (file) => {
    for (const folder of [root, PROJECT]) {
      const path = join(folder, file);
      if (existsSync(path) && statSync(path).isFile()) return readFileSync(path, 'utf8');
    }
    return undefined;
  };
}

function print({ told, ...result }: BuildResult, root: string, outShown: string, { strict, all }: Arguments): void {
  const { problems, published, summary, times } = result;
  const color = wantsColor(process.stderr);
  const { whole, rest } = all || strict ? { whole: problems, rest: new Map() } : shownProblems(problems, told);
  process.stderr.write(report(whole, { color, textOf: textIn(root) }) + restText(rest));
  const paint = createColors(color);
  if (!published) {
    const why = strict && !problems.some(({ fatal }) => fatal) ? ' (--strict)' : '';
    const partly = problems.some(({ ruleId }) => ruleId === 'publish/failed');
    const state = partly ? 'is as it was where it could not be written' : 'is as it was';
    console.error(`${paint.bold(count(problems))}${why} · ${outShown}/ ${state}`);
    return;
  }
  const { posts, pages, drafts, files, written, removed, pictures, variants, pictureBytes } = summary;
  const [before, after] = pictureBytes;
  const saved = pictures > 0 ? `, ${megabytes(before)} → ${megabytes(after)}` : '';
  const left = drafts > 0 ? `, ${plural(drafts, 'draft')} left out` : '';
  console.error(
    `${plural(posts, 'post')}, ${plural(pages, 'page')}${left} · ${plural(pictures, 'picture')} in ${plural(variants, 'variant')}${saved}`,
  );
  console.error(`${plural(files, 'file')} in ${outShown}/: ${written} written, ${files - written} unchanged, ${removed} removed`);
  const stages = Object.entries(times).map(([stage, time]) => `${stage} ${seconds(time)}`);
  const sum = Object.values(times).reduce((before, time) => before + time, 0);
  console.error(`${paint.bold(`built in ${seconds(sum)}`)} (${stages.join(', ')}) · ${count(problems)}`);
}

function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env.NO_COLOR) return false;
  return (
    Boolean(process.env.FORCE_COLOR && process.env.FORCE_COLOR !== '0') || (stream.isTTY === true && process.env.TERM !== 'dumb')
  );
}

/** What is kept from an earlier build goes by in a blink: nothing is said of it. */
const BLINK = 500;

/** A bar on standard error while pictures are made, with the time that is left; it is wiped when all are done. */
function progressBar(): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all, share }) => {
    const passed = performance.now() - start;
    if (passed < BLINK) return;
    const width = 30;
    const full = Math.round(share * width);
    const left = share > 0.02 ? `, ${seconds((passed * (1 - share)) / share)} left` : '';
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done} of ${all}${left}`;
    process.stderr.write(`\r\x1b[K${done === all ? '' : `pictures ${bar}`}`);
  };
}

/** One line in a log, when pictures took their time. */
function progressLine(): (progress: Progress) => void {
  const start = performance.now();
  return ({ done, all }) => {
    const passed = performance.now() - start;
    if (done === all && passed >= BLINK) console.error(`${plural(all, 'picture')} made ready in ${seconds(passed)}`);
  };
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Runs the program.
 * @param args what stands behind its name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`titleblock: ${error.message}\nnpm run build -- --help says what there is`);
      return 2;
    }
    console.error('titleblock: this is a mistake of the program, not of your content. Please report it with what follows.');
    console.error(error);
    return 1;
  }
}
