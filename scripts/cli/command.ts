// What a command is: all that the command line knows of it. The table is in scripts/cli/cli.ts; the help follows from it.

/** An option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What follows it in the help: `DIR`. */
  readonly value?: string;
  readonly about: string;
}

export type Options = { readonly [name: string]: Option };

/** The values that were given. */
export type Given<O extends Options> = {
  readonly [name in keyof O]?: O[name]['type'] extends 'boolean' ? boolean : string;
};

/** Where a command is given. */
export interface Place {
  /** The folder that the user is in. */
  readonly here: string;
  /** The site's folder. */
  readonly root: string;
}

export interface Command<O extends Options = Options> {
  readonly name: string;
  /** What follows its name: `TITLE`. */
  readonly operand?: string;
  /** One sentence. */
  readonly about: string;
  readonly example: string;
  readonly options: O;
  /** What else has to be known of it. */
  readonly more?: string;
  /** @returns the exit code */
  readonly run: (values: Given<O>, place: Place, operands: readonly string[]) => Promise<number>;
}

/** A command for the table of all, which need not know the options of each. */
export function command<const O extends Options>(found: Command<O>): Command {
  return found as unknown as Command;
}

/** A command that was used wrongly; what to do about it. */
export class UsageError extends Error {}

/** The writer has ended a command that asked something. */
export class StoppedError extends Error {
  override readonly message = 'stopped; nothing was written';
}

const WIDTH = 92;
const INDENT = 19;

/** The help of a command. @param common the options that all commands have */
export function helpOf({ name, operand, about, example, options, more }: Command, common: Options): string {
  const usage = `npm run ${name} --${operand ? ` ${operand}` : ''} [options]`;
  const lines = Object.entries({ ...options, ...common }).map(([option, { value, about: meaning }]) =>
    entry(`  --${option}${value ? ` ${value}` : ''}`, meaning),
  );
  const parts = [wrapped(about, WIDTH).join('\n'), usage, `Example\n  ${example}`, `Options\n${lines.join('\n')}`];
  return `${[...parts, ...(more ? [more.trim()] : [])].join('\n\n')}\n`;
}

/** A line of a list: a name, and what it means next to it or below. */
export function entry(name: string, meaning: string): string {
  const start = name.length < INDENT - 1 ? name.padEnd(INDENT) : `${name}\n${' '.repeat(INDENT)}`;
  return start + wrapped(meaning, WIDTH - INDENT).join(`\n${' '.repeat(INDENT)}`);
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
