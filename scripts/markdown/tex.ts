// As much TeX as a reader needs that leaves TeX out: where a command or an environment ends, and the writer's macros.

import { isWide } from './eastAsianWidth.js';
import type { Lint } from './lint.js';

/** The arguments of each command, as letters of `ARGUMENTS`. Other commands have `sogn`. */
const SIGNATURES: readonly (readonly [signature: string, names: string])[] = [
  // No arguments.
  [
    '',
    `i j l o L O P S aa AA ae AE oe OE ss hfill vfill LaTeX TeX ldots dots vdots textasciitilde textasciicircum textbackslash
    backslash textless textgreater textquoteleft textquoteright textquotedblleft textquotedblright lq rq slash sim bar euro
    copyright pounds scriptsize footnotesize small large Large LARGE tiny huge Huge normalsize raggedright figurename chaptername`,
  ],
  // Accents: a group, the next character, or nothing at the end.
  ['a', 'b c d f h k r t u v H G U'],
  // A group, or the next character.
  [
    't',
    `emph textbf textit texttt textsc textsf textrm textup textnormal underline sout textsuperscript
    textsubscript textmd textcircled uline lowercase uppercase MakeUppercase MakeLowercase`,
  ],
  ['ot', 'enquote si unit'],
  // Options, and an argument in braces.
  [
    'om',
    `cite citep citet citeauthor citeyear parencite textcite footcite autocite footnote includegraphics lstinline nocite num ang
    thanks`,
  ],
  ['m', 'url nolinkurl ensuremath ac gls acs glspl Gls acf acl'],
  ['mm', 'href hypertarget hyperlink foreignlanguage'],
  ['omm', 'textcolor colorbox SI qty'],
  ['Om', 'hyperref'],
  ['oe', 'input'],
  // The rest of the group.
  ['r', 'bf it tt rm em sc sf bfseries itshape scshape'],
];
const SIGNATURE = new Map(
  SIGNATURES.flatMap(([signature, names]) => names.split(/\s+/).map((name) => [name, signature] as const)),
);

/** Commands that end a paragraph, even in the middle of a line. */
const BLOCKS = new Map(
  (
    [
      ['om', 'section subsection subsubsection chapter part paragraph subparagraph title author bibliography'],
      ['omm', 'parbox rule'],
      ['ot', 'date caption dedication subtitle'],
      ['t', 'centerline'],
      ['', 'hrule'],
      ['o', 'item par'],
      ['oe', 'include usepackage'],
      ['og', 'maketitle addtocounter bibliographystyle'],
    ] as const
  ).flatMap(([signature, names]) => names.split(/\s+/).map((name) => [name, signature] as const)),
);

/** Environments that are formulas, and those of them that a page can show. */
const FORMULAS = /^(?:displaymath|math|equation|align|alignat|gather|multline|eqnarray|flalign|dmath|dgroup|darray)\*?$/;
const SHOWN_FORMULAS = /^(?:equation|align|alignat|gather|multline|eqnarray|flalign)\*?$/;

export function isFormula(environment: string | undefined): boolean {
  return environment !== undefined && FORMULAS.test(environment);
}

/** True for an environment that is read as a formula by itself, without dollar signs around it. */
export function isShownFormula(environment: string | undefined): boolean {
  return environment !== undefined && SHOWN_FORMULAS.test(environment);
}

export interface TexPiece {
  readonly end: number;
  /** The name of an environment; absent for a command. */
  readonly environment?: string;
}

const BEGIN = /\\begin\{(\p{L}+\*?)\}/uy;
const TAG = /\\(begin|end)\{(\p{L}+\*?)\}/gu;

let lastText = '';
let lastEnds: ReadonlyMap<number, number> = new Map();

/** Maps the index of each environment to the index after it. Environments of one name may be nested. */
function environmentEnds(text: string): ReadonlyMap<number, number> {
  if (text === lastText) return lastEnds;
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const { 0: tag, 1: kind, 2: name = '', index } of text.matchAll(TAG)) {
    const starts = open.get(name) ?? [];
    if (kind === 'begin') open.set(name, starts).get(name)?.push(index);
    else {
      const start = starts.pop();
      if (start !== undefined) ends.set(start, index + tag.length);
    }
  }
  lastText = text;
  lastEnds = ends;
  return ends;
}

/** Finds the environment at an index. */
export function texEnvironment(text: string, at: number): TexPiece | undefined {
  BEGIN.lastIndex = at;
  const name = BEGIN.exec(text)?.[1];
  const end = name === undefined ? undefined : environmentEnds(text).get(at);
  return name === undefined || end === undefined ? undefined : { end, environment: name };
}

/** Finds the command that ends a paragraph at an index, or an environment that isn't a formula. */
export function texBlockAt(text: string, at: number): TexPiece | undefined {
  const environment = texEnvironment(text, at);
  if (environment) return isFormula(environment.environment) ? undefined : environment;
  const name = nameAt(text, at);
  const signature = BLOCKS.get(name);
  const end = signature === undefined ? undefined : argumentsEnd(text, at + 1 + name.length, signature);
  return end === undefined ? undefined : { end };
}

function texCommand(text: string, at: number, name: string): TexPiece | undefined {
  if (name === 'begin' || name === 'end' || BLOCKS.has(name)) return undefined;
  const from = at + 1 + name.length;
  if (name === 'verb' || (name === 'lstinline' && !/[[{]/.test(text[from] ?? ''))) {
    const sign = text[from] ?? ' ';
    const close = /[\s\p{L}[]/u.test(sign) ? -1 : text.indexOf(sign === '{' ? '{' : sign, from + 1);
    return close < 0 ? undefined : { end: close + 1 };
  }
  const end = argumentsEnd(text, from, SIGNATURE.get(name) ?? 'sogn');
  // A definition without arguments defines nothing, and is text.
  if (end === undefined || (isDefinition(`\\${name}`) && text[end - 1] !== '}')) return undefined;
  return { end };
}

const NAME = /\\(\p{L}+)/uy;

export function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[1] ?? '';
}

/**
 * Finds the inline command whose backslash is at an index, with its arguments. With `cjk`, its name ends before Chinese text, and
 * Chinese text is an argument only in braces.
 */
export function commandAt(text: string, at: number, cjk: boolean): TexPiece | undefined {
  const whole = nameAt(text, at);
  const name = cjk ? whole.slice(0, [...whole].findIndex(isWide) >>> 0) : whole;
  const command = name ? texCommand(text, at, name) : undefined;
  if (!command || !cjk) return command;
  const value = text.slice(at, command.end);
  return !value.includes('{') && [...value].some(isWide) ? undefined : command;
}

/** Returns the index after a command's arguments; undefined if a required one is missing. */
function argumentsEnd(text: string, from: number, signature: string): number | undefined {
  let at = from;
  for (const kind of signature) {
    const end = ARGUMENTS[kind]?.(text, at);
    if (end === undefined) return undefined;
    at = end;
  }
  while (text.startsWith('{}', at)) at += 2;
  return at > from ? at : skipSpaces(text, at);
}

/** A parser for each letter of a signature: returns the index after the argument, undefined if it is missing. */
const ARGUMENTS: { readonly [kind: string]: (text: string, at: number) => number | undefined } = {
  /** The rest of the text, or of the group around it. */
  r: (text, at) => {
    let depth = 0;
    for (let end = at; end < text.length; end++) {
      if (text[end] === '\\') end++;
      else if (text[end] === '{') depth++;
      else if (text[end] === '}' && depth-- === 0) return end;
    }
    return text.length;
  },
  /** An optional star. */
  s: (text, at) => (text[skipSpaces(text, at)] === '*' ? skipSpaces(text, at) + 1 : at),
  /** Any number of options. */
  o: (text, at) => groupsEnd(text, at, '[', ']'),
  /** A required option in brackets. */
  O: (text, at) => groupEnd(text, skipSpaces(text, at), '[', ']'),
  /** An optional argument in braces. */
  e: (text, at) => groupEnd(text, skipSpaces(text, at), '{', '}') ?? at,
  /** Any number of arguments in braces, all of which must be closed. */
  g: (text, at) => {
    const end = groupsEnd(text, at, '{', '}');
    return text[skipSpaces(text, end)] === '{' ? undefined : end;
  },
  /** An optional length, if no argument in braces precedes it. */
  n: (text, at) => {
    NUMBER.lastIndex = at;
    return text[at - 1] !== '}' && NUMBER.test(text) ? NUMBER.lastIndex : at;
  },
  /** A required argument in braces. */
  m: (text, at) => groupEnd(text, skipSpaces(text, at), '{', '}'),
  /** An argument as for `t`, or nothing at the end of the text. */
  a: (text, at) => {
    END_OF_TEXT.lastIndex = at;
    return END_OF_TEXT.test(text) ? at : ARGUMENTS.t?.(text, at);
  },
  /** A required argument: in braces, or the next character. */
  t: (text, at) => {
    const end = skipSpaces(text, at);
    const start = text[end] === '\n' ? skipSpaces(text, end + 1) : end;
    const char = text.codePointAt(start);
    if (char === undefined) return undefined;
    return text[start] === '{' ? groupEnd(text, start, '{', '}') : start + String.fromCodePoint(char).length;
  },
};

/** White space up to the end of the text. */
const END_OF_TEXT = /\s*$/y;
const NUMBER = / *(?:= *)?-?\d+(?:\.\d+)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|px|em|ex)?(?![\p{L}\p{N}])/uy;

function groupsEnd(text: string, from: number, open: string, close: string): number {
  let at = from;
  for (let end = groupEnd(text, skipSpaces(text, at), open, close); end !== undefined; ) {
    at = end;
    end = groupEnd(text, skipSpaces(text, at), open, close);
  }
  return at;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at++;
  return at;
}

/** Maximum length of an argument, in UTF-16 units. */
const MAX_ARGUMENT_LENGTH = 2000;

function groupEnd(text: string, from: number, open: string, close: string): number | undefined {
  if (text[from] !== open || !text.slice(from, from + MAX_ARGUMENT_LENGTH).includes(close)) return undefined;
  let depth = 0;
  for (let at = from; at < text.length && at < from + MAX_ARGUMENT_LENGTH; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '%') {
      // A comment ends with its line.
      const end = text.indexOf('\n', at);
      if (end < 0) return undefined;
      at = end;
    } else if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return undefined;
}

/** True for TeX that only defines macros, which a page shows nothing of. */
export function isDefinition(tex: string): boolean {
  return /^\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator|(?:re)?newenvironment)\b/.test(tex);
}

/** Environments that TeX allows in formulas only. */
const MATH_ENVIRONMENT = /^(?:[dr]?cases|[bBpvV]?(?:small)?matrix|(?:sub)?array|aligned(?:at)?|gathered|split)$/;

/** Returns the warning about TeX that is left out of a page. */
export function droppedTex(tex: string): Omit<Lint, 'position'> {
  const name = /^\\(?:begin\{)?(\p{L}+)/u.exec(tex)?.[1] ?? '';
  const environmentRemedy = MATH_ENVIRONMENT.test(name)
    ? 'write `$$` around it; a `$` that opens a formula has no space after it'
    : 'use a code block to show it';
  const [what, remedy] = tex.startsWith('\\begin')
    ? [`environment ${name}`, environmentRemedy]
    : [`command \\${name}`, `write \\\\${name} for the text, or \`\\${name}\` for code`];
  return { rule: 'raw-tex', reason: `the TeX ${what} is left out of the page`, remedy };
}

interface Macro {
  readonly parameters: number;
  readonly optional?: string;
  readonly body: string;
}

const DEFINITION =
  /\\(?:(?:re)?newcommand|providecommand)\*?\s*(?:\{\s*\\(\p{L}+)\s*\}|\\(\p{L}+))(?:\s*\[(\d)\])?(?:\s*\[([^\]]*)\])?\s*(?=\{)|\\def\s*\\(\p{L}+)((?:#\d)*)\s*(?=\{)|\\DeclareMathOperator\*?\s*\{\s*\\(\p{L}+)\s*\}\s*(?=\{)/uy;

/** Macros of a document (latex_macros): reads their definitions, and expands them in formulas. */
export class Macros {
  private readonly macros = new Map<string, Macro>();

  /** Reads the definition at an index. */
  define(text: string, at: number): TexPiece | undefined {
    DEFINITION.lastIndex = at;
    const match = DEFINITION.exec(text);
    const end = match ? groupEnd(text, DEFINITION.lastIndex, '{', '}') : undefined;
    if (!match || end === undefined) return undefined;
    const body = text.slice(at + match[0].length + 1, end - 1);
    const [, braced, bare, count, optional, defined, parameters = '', operator] = match;
    const name = braced ?? bare ?? defined ?? operator ?? '';
    this.macros.set(name, {
      parameters: count ? Number(count) : parameters.length / 2,
      body: operator === undefined ? body : `\\operatorname{${body}}`,
      ...(optional !== undefined && { optional }),
    });
    return { end };
  }

  /** Returns a formula with macros expanded. A limit on expansions and length stops endless recursion. */
  apply(tex: string): string {
    if (this.macros.size === 0) return tex;
    let text = tex;
    let left = 1000;
    for (let at = text.indexOf('\\'); at >= 0 && left > 0; at = text.indexOf('\\', at)) {
      const name = nameAt(text, at);
      const macro = this.macros.get(name);
      if (!macro || text.length > 100_000) {
        at += Math.max(2, name.length + 1);
        continue;
      }
      left--;
      const { values, end } = macroArguments(text, at + 1 + name.length, macro);
      const body = macro.body.replace(/#(\d)/g, (_all, digit: string) => values[Number(digit) - 1] ?? '');
      const gap = /\p{L}$/u.test(body) && /^\p{L}/u.test(text.slice(end)) && /\\\p{L}+$/u.test(body) ? ' ' : '';
      text = text.slice(0, at) + body + gap + text.slice(end);
    }
    return text;
  }
}

function macroArguments(text: string, from: number, macro: Macro): { values: string[]; end: number } {
  const values: string[] = [];
  let at = from;
  if (macro.optional !== undefined) {
    const end = groupEnd(text, skipSpaces(text, at), '[', ']');
    values.push(end === undefined ? macro.optional : text.slice(skipSpaces(text, at) + 1, end - 1));
    at = end ?? at;
  }
  while (values.length < macro.parameters) {
    const start = skipSpaces(text, at);
    const end = groupEnd(text, start, '{', '}');
    const command = nameAt(text, start);
    values.push(end === undefined ? (command ? `\\${command}` : (text[start] ?? '')) : text.slice(start + 1, end - 1));
    at = end ?? start + (command ? command.length + 1 : 1);
  }
  return { values, end: at };
}
