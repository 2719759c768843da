// The type of a command: its name, options, help and function. scripts/cli/cli.ts has the table of commands and prints their help.

import type { Speech } from '../base/speech.js';
import { displayWidth } from '../markdown/eastAsianWidth.js';

/** An option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** Placeholder of its value in the help: `DIR`. */
  readonly value?: string;
  readonly about: string;
}

export type Options = { readonly [name: string]: Option };

/** Values of options from a command line. */
export type OptionValues<O extends Options> = {
  readonly [name in keyof O]?: O[name]['type'] extends 'boolean' ? boolean : string;
};

/** Where a command runs, and the language it speaks. */
export interface Environment {
  /** The folder that the user is in. */
  readonly here: string;
  /** The site's folder. */
  readonly root: string;
  /** The language that the command speaks. */
  readonly speech: Speech;
}

export interface Command<O extends Options = Options> {
  readonly name: string;
  /** Placeholder of its operand in the help: `TITLE`. */
  readonly operand?: string;
  /** One sentence. */
  readonly about: string;
  readonly example: string;
  readonly options: O;
  /** Further paragraphs of the help. */
  readonly more?: string;
  /** True if it works only in a site. */
  readonly needsSite?: boolean;
  /** @returns the exit code */
  readonly run: (values: OptionValues<O>, environment: Environment, operands: readonly string[]) => Promise<number>;
}

/** Hides the types of a command's options from the table of commands. */
export function command<const O extends Options>(found: Command<O>): Command {
  return found as unknown as Command;
}

/** A wrong command line; the message says what to do. */
export class UsageError extends Error {}

/** The writer pressed Ctrl-C or Ctrl-D at a question. */
export class StoppedError extends Error {
  override readonly message = 'stopped; nothing was written';
}

const WIDTH = 92;
const INDENT = 19;

/**
 * Returns the help of a command.
 * @param common the options that all commands have
 */
export function helpOf({ name, operand, about, example, options, more }: Command, common: Options, { text }: Speech): string {
  const usage = `npm run ${name} --${operand ? ` ${operand}` : ''} ${text('[options]')}`;
  const lines = Object.entries({ ...options, ...common }).map(([option, { value, about: meaning }]) =>
    entry(`  --${option}${value ? ` ${value}` : ''}`, text(meaning)),
  );
  const shown = `${text('Example')}\n  ${example}`;
  const parts = [wrapped(text(about), WIDTH).join('\n'), usage, shown, `${text('Options')}\n${lines.join('\n')}`];
  return `${[...parts, ...(more ? [text(more.trim())] : [])].join('\n\n')}\n`;
}

/** Returns a line of a list: a name with its meaning beside it, or below if the name is long. */
export function entry(name: string, meaning: string): string {
  const start = name.length < INDENT - 1 ? name.padEnd(INDENT) : `${name}\n${' '.repeat(INDENT)}`;
  return start + wrapped(meaning, WIDTH - INDENT).join(`\n${' '.repeat(INDENT)}`);
}

/** Runs of wide characters, and words of other scripts with the space after them. */
const RUN = /[\u2e80-\uffef]+|[^\s\u2e80-\uffef]+ ?|\s/g;
/** Marks that no line begins with, and those that no line ends with. */
const CLOSING = /^[、。，；：！？）》」』”’…]/;
const OPENING = /[（《「『“‘]$/;

/** Breaks a text into lines of at most `width` columns, between words. */
export function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const piece of piecesOf(text)) {
    const line = lines.at(-1) as string;
    if (line === '' || displayWidth(line + piece.trimEnd()) <= width) lines[lines.length - 1] = line + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim());
}

/** A word of one character after a longer one: often its suffix, as in 服务器, which the dictionary divides. */
const SUFFIX = /^\p{Script=Han}$/u;
const LONGER = /\p{Script=Han}{2}$/u;

/** Splits a text at the places where a line may end. Chinese words come from a dictionary, since no spaces divide them. */
function piecesOf(text: string): string[] {
  const words = new Intl.Segmenter('zh', { granularity: 'word' });
  const parts = (text.match(RUN) ?? []).flatMap((run) =>
    /^[\u2e80-\uffef]/.test(run) ? Array.from(words.segment(run), ({ segment }) => segment) : run,
  );
  const pieces: string[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    const isOne = CLOSING.test(part) || (last !== undefined && (OPENING.test(last) || (SUFFIX.test(part) && LONGER.test(last))));
    if (last !== undefined && isOne) pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces;
}
