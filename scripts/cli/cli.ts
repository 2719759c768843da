// The command line: finds the command, checks its arguments, runs it, and prints its errors.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearest } from '../base/diagnostics.js';
import { isOutsideError, isQueueError, isServerError, isSystemError, isTaskError, systemErrorText } from '../base/errors.js';
import { CONTENT } from '../base/inputFolders.js';
import { PROJECT } from '../base/program.js';
import { ENGLISH, type Speech } from '../base/speech.js';
import { chooseSpeech, speechOf } from '../language/language.js';
import { announceCommand } from './announce.js';
import { buildCommand } from './build.js';
import { checkCommand } from './check.js';
import { type Command, entry, helpOf, type Options, type OptionValues, StoppedError, UsageError } from './command.js';
import { devCommand } from './dev.js';
import { friendsCommand } from './friends.js';
import { importCommand } from './import.js';
import { initCommand } from './init.js';
import { newCommand } from './new.js';
import { previewCommand } from './preview.js';
import { themeCommand } from './theme.js';
import { urlsCommand } from './urls.js';
import { workerCommand } from './worker.js';

/** All commands. The first is the default. */
export const COMMANDS: readonly Command[] = [
  buildCommand,
  devCommand,
  newCommand,
  checkCommand,
  previewCommand,
  announceCommand,
  urlsCommand,
  friendsCommand,
  themeCommand,
  workerCommand,
  initCommand,
  importCommand,
];

const COMMON = {
  root: {
    type: 'string',
    value: 'DIR',
    about: "the site's folder, with content/site.yaml, images/ and optionally templates/ (default: this folder)",
  },
  lang: { type: 'string', value: 'TAG', about: 'the language of messages, zh or en (default: that of the site, then of LANG)' },
  help: { type: 'boolean', about: 'prints this help' },
  version: { type: 'boolean', about: 'prints the version' },
} as const satisfies Options;

async function run(args: readonly string[], here: string, speech: Speech): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.version) {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    console.log(version);
    return 0;
  }
  const [isHelp, [name, ...operands]] = positionals[0] === 'help' ? [true, positionals.slice(1)] : [values.help, positionals];
  const command = name === undefined ? (COMMANDS[0] as Command) : COMMANDS.find((each) => each.name === name);
  if (!command || (operands.length > 0 && !command.operand)) {
    const [near] = nearest(
      name ?? '',
      COMMANDS.map((each) => each.name),
      1,
    );
    if (command) throw new UsageError(`unexpected argument "${operands.join(' ')}": ${name} takes none`);
    const known = COMMANDS.map((each) => each.name).join(', ');
    const advice = near ? `did you mean ${near}?` : `the commands are ${known}`;
    throw new UsageError(`unknown command "${name}"; ${advice}`);
  }
  if (isHelp) {
    process.stdout.write(asStarted(name === undefined ? overview(speech) : helpOf(command, COMMON, speech)));
    return 0;
  }
  checkOptions(command, values);
  if (values.lang !== undefined && !speechOf(values.lang)) throw new UsageError(`--lang must be zh or en, not "${values.lang}"`);
  const root = resolve(here, values.root ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`no such folder: ${root} (--root)`);
  if (command.needsSite && !existsSync(join(root, CONTENT)))
    throw new UsageError(`${root} is not a site: it has no folder ${CONTENT}/; \`npm run init -- my-blog\` creates one`);
  return command.run(values as OptionValues<Options>, { here, root, speech }, operands);
}

/** Returns the list of commands and the help of the first. */
function overview(speech: Speech): string {
  const names = COMMANDS.map(({ name, about }) => entry(`  npm run ${name}`, speech.text(about)));
  const head = speech.text(`titleblock builds a blog from plain markdown with Pandoc's % title blocks`);
  const more = speech.text('Run a command with --help for its options, such as npm run dev -- --help.');
  return [head, names.join('\n'), more, helpOf(COMMANDS[0] as Command, COMMON, speech)].join('\n\n');
}

type Values = OptionValues<typeof COMMON> & { readonly [name: string]: string | boolean | undefined };

function parse(args: readonly string[]): { readonly values: Values; readonly positionals: readonly string[] } {
  // Of two options with the same name, that of the command counts: --from has a value for import, and none for urls.
  const own = COMMANDS.find(({ name }) => name === args.find((each) => COMMANDS.some((command) => command.name === each)));
  const options = Object.assign({}, ...COMMANDS.map((command) => command.options), own?.options, COMMON) as Options;
  const declared = Object.entries(options).map(([name, { type }]) => [name, { type, ...(name === 'help' && { short: 'h' }) }]);
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(declared) });
    return { values: values as Values, positionals };
  } catch (error) {
    const { message } = error as Error;
    const [, unknown] = /^Unknown option '--([^']+)'/.exec(message) ?? [];
    const [near] = unknown === undefined ? [] : nearest(unknown, Object.keys(options), 1);
    // Node's advice is about operands that begin with a hyphen.
    const what = unknown === undefined ? message : `unknown option --${unknown}`;
    throw new UsageError(near === undefined ? what : `${what}; did you mean --${near}?`);
  }
}

/** @throws UsageError for an option of another command, which would do nothing */
function checkOptions({ name, options }: Command, values: Values): void {
  for (const given of Object.keys(values)) {
    if (given in options || given in COMMON) continue;
    const others = COMMANDS.filter((each) => given in each.options).map((each) => each.name);
    throw new UsageError(`unknown option --${given} for ${name}; it belongs to ${others.join(' and ')}`);
  }
}

/**
 * Rewrites the commands in a text to the way this program was started: `npm run build -- --all` in a clone or as a script of a
 * site, `npx titleblock build --all` otherwise.
 */
function asStarted(text: string): string {
  const names = COMMANDS.map(({ name }) => name);
  // npx names itself in this variable.
  const isScript = names.includes(process.env.npm_lifecycle_event ?? '') || !/[\\/]node_modules[\\/]/.test(PROJECT);
  if (isScript) return text;
  return text.replace(new RegExp(`npm run (${names.join('|')})\\b(?: --(?= |$))?`, 'gm'), 'npx titleblock $1');
}

/** Applies `asStarted` to the texts of a language. */
function speechAsStarted(speech: Speech): Speech {
  return {
    ...speech,
    text: (english) => asStarted(speech.text(english)),
    comment: (english) => asStarted(speech.comment(english)),
    problem: (problem) => {
      const { note, ...rest } = speech.problem(problem);
      return { ...rest, ...(note !== undefined && { note: asStarted(note) }) };
    },
  };
}

/** Returns the command whose help a usage error points to: the one in the arguments, else `build`, whose help lists all. */
function nameOfCommand(args: readonly string[]): string {
  return COMMANDS.find(({ name }) => args.includes(name))?.name ?? 'build';
}

/** Returns the folder that the user is in; npm itself runs scripts in the project's folder. */
function workingFolder(): string {
  const from = process.env.INIT_CWD;
  return from && process.env.npm_lifecycle_event && process.cwd() === PROJECT && existsSync(from) ? from : process.cwd();
}

/** The exit code that shells give a program ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs the program.
 * @param args what follows its name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  let speech = ENGLISH;
  try {
    const here = workingFolder();
    speech = speechAsStarted(chooseSpeech(args, here, process.env));
    return await run(args, here, speech);
  } catch (error) {
    const { text } = speech;
    if (error instanceof UsageError) {
      console.error(`titleblock: ${text(error.message)}\n${text(`npm run ${nameOfCommand(args)} -- --help lists its options`)}`);
      return 2;
    }
    if (error instanceof StoppedError) {
      console.error(`\n${text(error.message)}`);
      return INTERRUPTED;
    }
    if (isOutsideError(error) || isQueueError(error) || isServerError(error) || isTaskError(error)) {
      console.error(`titleblock: ${text(error.message)}`);
      return 1;
    }
    if (isSystemError(error)) {
      console.error(`titleblock: ${text(systemErrorText(error))}`);
      return 1;
    }
    const bug = 'this is a bug in titleblock, not in your content. Please report it with the following.';
    console.error(`titleblock: ${text(bug)}`);
    console.error(error);
    return 1;
  }
}
