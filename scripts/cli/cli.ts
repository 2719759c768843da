// The command line: which command is meant, its arguments, exit codes.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearest } from '../base/diagnostics.js';
import { isOutsideError, isQueueError, isServerError, isSystemError, isTaskError, systemErrorText } from '../base/errors.js';
import { PROJECT } from '../base/program.js';
import { announceCommand } from './announce.js';
import { buildCommand } from './build.js';
import { checkCommand } from './check.js';
import { type Command, entry, type Given, helpOf, type Options, StoppedError, UsageError } from './command.js';
import { devCommand } from './dev.js';
import { initCommand } from './init.js';
import { newCommand } from './new.js';
import { previewCommand } from './preview.js';
import { urlsCommand } from './urls.js';
import { workerCommand } from './worker.js';

/** All commands; the first is meant where none is named. */
export const COMMANDS: readonly Command[] = [
  buildCommand,
  devCommand,
  newCommand,
  checkCommand,
  previewCommand,
  announceCommand,
  urlsCommand,
  workerCommand,
  initCommand,
];

const COMMON = {
  root: {
    type: 'string',
    value: 'DIR',
    about: "the site's folder, with content/site.yaml, images/ and optionally templates/ (default: this folder)",
  },
  help: { type: 'boolean', about: 'prints this help' },
  version: { type: 'boolean', about: 'prints the version' },
} as const satisfies Options;

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.version) {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    console.log(version);
    return 0;
  }
  const [name, ...operands] = positionals;
  const command = name === undefined ? (COMMANDS[0] as Command) : COMMANDS.find((each) => each.name === name);
  if (!command || (operands.length > 0 && !command.operand)) {
    const [near] = nearest(
      name ?? '',
      COMMANDS.map((each) => each.name),
      1,
    );
    const meant = !command && near ? `did you mean ${near}?` : `the commands are ${COMMANDS.map((each) => each.name).join(', ')}`;
    const what = command ? `unexpected argument "${operands.join(' ')}"` : `unknown command "${name}"`;
    throw new UsageError(command ? `${what}: ${name} takes none` : `${what}; ${meant}`);
  }
  if (values.help) {
    process.stdout.write(name === undefined ? overview() : helpOf(command, COMMON));
    return 0;
  }
  checkOptions(command, values);
  const here = workingFolder();
  const root = resolve(here, values.root ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`no such folder: ${root} (--root)`);
  return command.run(values as Given<Options>, { here, root }, operands);
}

/** What there is, and the help of the first command. */
function overview(): string {
  const names = COMMANDS.map(({ name, about }) => entry(`  npm run ${name}`, about));
  const head = `titleblock builds a blog from plain markdown with Pandoc's % title blocks`;
  return `${head}\n\n${names.join('\n')}\n\nRun a command with --help for its options, such as npm run dev -- --help.\n\n${helpOf(COMMANDS[0] as Command, COMMON)}`;
}

type Values = Given<typeof COMMON> & { readonly [name: string]: string | boolean | undefined };

function parse(args: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  const options = Object.assign({}, ...COMMANDS.map((command) => command.options), COMMON) as Options;
  const declared = Object.entries(options).map(([name, { type }]) => [name, { type, ...(name === 'help' && { short: 'h' }) }]);
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(declared) });
    return { values: values as Values, positionals };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** An option of another command would do nothing, without a word. */
function checkOptions({ name, options }: Command, values: Values): void {
  for (const given of Object.keys(values)) {
    if (given in options || given in COMMON) continue;
    const others = COMMANDS.filter((each) => given in each.options).map((each) => each.name);
    throw new UsageError(`unknown option --${given} for ${name}; it belongs to ${others.join(' and ')}`);
  }
}

/** The folder the user is in; npm itself runs scripts in the project's folder. */
function workingFolder(): string {
  const from = process.env.INIT_CWD;
  return from && process.env.npm_lifecycle_event && process.cwd() === PROJECT && existsSync(from) ? from : process.cwd();
}

/** The exit code of a program that Ctrl-C ends, as shells have it. */
const INTERRUPTED = 130;

/**
 * Runs the program.
 * @param args what follows its name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`titleblock: ${error.message}\nnpm run build -- --help lists the commands and options`);
      return 2;
    }
    if (error instanceof StoppedError) {
      console.error(`\n${error.message}`);
      return INTERRUPTED;
    }
    if (isOutsideError(error) || isQueueError(error) || isServerError(error) || isTaskError(error)) {
      console.error(`titleblock: ${error.message}`);
      return 1;
    }
    if (isSystemError(error)) {
      console.error(`titleblock: ${systemErrorText(error)}`);
      return 1;
    }
    console.error('titleblock: this is a bug in titleblock, not in your content. Please report it with the following.');
    console.error(error);
    return 1;
  }
}
