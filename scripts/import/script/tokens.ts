// Divides a script into tokens: names, texts, numbers and signs. Comments are left out. It is enough to read values that stand there as
// literals; nothing is run.

export interface Token {
  readonly kind: 'name' | 'text' | 'template' | 'number' | 'sign' | 'pattern';
  /** A text without its quotes; anything else as written. */
  readonly value: string;
  /** True if it is the first token of its line. */
  readonly isFirst: boolean;
}

const TOKEN =
  /(\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|([\p{L}_$][\p{L}\p{N}_$]*)|(\d[\w.]*)|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'|(=>|\.\.\.|\?\?|\|\||&&|[^\s])/uy;

/** Returns the tokens of a script in JavaScript or TypeScript. What is no token is left out. */
export function tokensOf(script: string): Token[] {
  const tokens: Token[] = [];
  let isFirst = true;
  let at = 0;
  const add = (kind: Token['kind'], value: string) => {
    tokens.push({ kind, value, isFirst });
    isFirst = false;
  };
  while (at < script.length) {
    if (script[at] === '`') {
      const end = templateEnd(script, at);
      add('template', script.slice(at + 1, end - 1));
      at = end;
      continue;
    }
    const pattern = script[at] === '/' && isPatternAfter(tokens.at(-1)) ? PATTERN : undefined;
    const regular = pattern && matchAt(pattern, script, at);
    if (regular) {
      add('pattern', regular[0]);
      at += regular[0].length;
      continue;
    }
    const match = matchAt(TOKEN, script, at);
    if (!match) break;
    const [whole, blank, name, number, double, single, sign] = match;
    at += whole.length;
    if (blank !== undefined) isFirst ||= blank.includes('\n');
    else if (name !== undefined) add('name', name);
    else if (number !== undefined) add('number', number);
    else if (sign !== undefined) add('sign', sign);
    else add('text', unescaped(double ?? single ?? ''));
  }
  return tokens;
}

/** A regular expression. Comments also begin with `/`. */
const PATTERN = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** True if a `/` after a token begins a regular expression, and is no division. */
function isPatternAfter(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'sign' && !/^[)\]}]$/.test(token.value)) || token.value === 'return';
}

/** Returns the offset after a template text. */
function templateEnd(script: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < script.length; at++) {
    const sign = script[at];
    if (sign === '\\') at++;
    else if (depth === 0 && sign === '`') return at + 1;
    else if (sign === '$' && script[at + 1] === '{') {
      depth++;
      at++;
    } else if (depth > 0 && sign === '{') depth++;
    else if (depth > 0 && sign === '}') depth--;
    else if (depth > 0 && sign === '`') at = templateEnd(script, at) - 1;
  }
  return script.length;
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', t: '\t', r: '\r', '\n': '' };

export function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([\s\S]))/gi, (_all, wide, four, two, other) => {
    const code: string | undefined = wide ?? four ?? two;
    return code === undefined ? (ESCAPES[other] ?? other) : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
  });
}
