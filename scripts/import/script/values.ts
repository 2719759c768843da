// Reads the values of a configuration that is a script, without running it: literals, names of constants, and what other files export.
// A call such as `defineConfig({…})` has the value of its first argument. Anything else is UNREAD, and the caller says so.

import { type Token, tokensOf, unescaped } from './tokens.js';

/** A value that only running the script would give. */
export const UNREAD = Symbol('unread');

export type ScriptValue =
  | null
  | boolean
  | number
  | string
  | typeof UNREAD
  | readonly ScriptValue[]
  | { readonly [name: string]: ScriptValue };

type Fields = { readonly [name: string]: ScriptValue };

/**
 * Loads a file that a script imports.
 * @returns what it exports, by name; undefined for packages
 */
export type Load = (address: string) => Fields | undefined;

/** Maximum depth of values in values. */
const MAX_DEPTH = 60;

/** Returns what a script exports, by name; the default export is `default`. */
export function exportsOf(script: string, load: Load): Fields {
  return new Script(tokensOf(script), load).exports();
}

class Script {
  private at = 0;
  /** Values of names: read when they are asked for the first time. */
  private readonly declared = new Map<string, () => ScriptValue>();
  private readonly exported = new Map<string, () => ScriptValue>();
  private readonly spread: Fields[] = [];
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly load: Load,
  ) {}

  exports(): Fields {
    let depth = 0;
    for (let at = 0; at < this.tokens.length; at++) {
      const { kind, value } = this.tokens[at] as Token;
      if (kind === 'sign' && /^[{([]$/.test(value)) depth++;
      if (kind === 'sign' && /^[})\]]$/.test(value)) depth--;
      if (depth === 0 && kind === 'name') this.statement(at);
    }
    const own = [...this.exported].map(([name, read]) => [name, read()] as const);
    const all: { [name: string]: ScriptValue } = Object.assign({}, ...this.spread, Object.fromEntries(own));
    if (all.default === UNREAD) all.default = this.likeliest();
    const { 'module.exports': whole, ...rest } = all;
    return whole === undefined ? rest : { ...(isFields(whole) ? whole : {}), ...rest, default: whole };
  }

  /** Reads the configuration in a function: what it gives to `defineConfig`, or returns. */
  private likeliest(): ScriptValue {
    const isCall = (at: number) =>
      /^(?:define\w*Config\w*|with[A-Z]\w*)$/.test(this.word(at)) && /^[(<]$/.test(this.word(at + 1));
    const isReturn = (at: number) => this.word(at) === 'return' && this.word(at + 1) === '{';
    for (const [at] of this.tokens.entries()) {
      if (!isCall(at) && !isReturn(at)) continue;
      const value = this.later(isReturn(at) ? at + 1 : at)();
      if (isFields(value)) return value;
    }
    return UNREAD;
  }

  private word(at: number): string {
    const token = this.tokens[at];
    return token === undefined || token.kind === 'text' ? '' : token.value;
  }

  private statement(at: number): void {
    const word = this.word(at);
    if (this.word(at - 1) === '.') return;
    if (word === 'import') this.importAt(at);
    else if (/^(?:const|let|var)$/.test(word)) this.declaration(at);
    else if (word === 'export' && this.word(at + 1) === 'default') this.exported.set('default', this.later(at + 2));
    else if (word === 'export' && /^[{*]$/.test(this.word(at + 1))) this.exportList(at);
    else if (word === 'module' && this.word(at + 2) === 'exports' && this.word(at + 3) === '=')
      this.exported.set('module.exports', this.later(at + 4));
    else if (word === 'exports' && this.word(at + 1) === '.' && this.word(at + 3) === '=')
      this.exported.set(this.word(at + 2), this.later(at + 4));
  }

  /** `import a, { b as c } from "d"`, `import * as a from "d"`. */
  private importAt(start: number): void {
    const from = this.tokens.findIndex((token, at) => at > start && token.kind === 'name' && token.value === 'from');
    const address = this.tokens[from + 1];
    if (from < 0 || address?.kind !== 'text' || from - start > 200) return;
    const file = () => this.load(address.value);
    let isNamed = false;
    for (let at = start + 1; at < from; at++) {
      const word = this.word(at);
      if (word === '{') isNamed = true;
      else if (word === '*') this.declared.set(this.word(at + 2), () => file() ?? UNREAD);
      else if (/^[\p{L}_$]/u.test(word) && !['as', 'type'].includes(word) && this.word(at - 1) !== 'as') {
        const local = this.word(at + 1) === 'as' ? this.word(at + 2) : word;
        if (this.word(at - 1) !== '*') this.declared.set(local, () => file()?.[isNamed ? word : 'default'] ?? UNREAD);
      }
    }
  }

  private declaration(at: number): void {
    const name = this.word(at + 1);
    if (name === '{') {
      this.destructuring(at);
      return;
    }
    let equals = at + 2;
    // A type may stand before the value.
    while (equals < at + 60 && equals < this.tokens.length && this.word(equals) !== '=') equals++;
    if (this.word(equals) !== '=') return;
    const read = this.later(equals + 1);
    this.declared.set(name, read);
    if (this.word(at - 1) === 'export') this.exported.set(name, read);
  }

  /** `const { a, b: c } = require("d")`. */
  private destructuring(start: number): void {
    const end = this.tokens.findIndex((token, at) => at > start && token.kind === 'sign' && token.value === '}');
    if (end < 0 || this.word(end + 1) !== '=') return;
    const whole = this.later(end + 2);
    for (let at = start + 2; at < end; at++) {
      const name = this.word(at);
      if (!/^[{,]$/.test(this.word(at - 1))) continue;
      const local = this.word(at + 1) === ':' ? this.word(at + 2) : name;
      this.declared.set(local, () => member(whole(), name));
    }
  }

  /** `export { a, b as c }`, also from another file; `export * from "d"`. */
  private exportList(start: number): void {
    const isAll = this.word(start + 1) === '*';
    const end = isAll ? start + 1 : this.tokens.findIndex((token, at) => at > start && token.value === '}');
    const source = this.word(end + 1) === 'from' ? this.tokens[end + 2] : undefined;
    const file = source?.kind === 'text' ? () => this.load(source.value) : undefined;
    if (isAll) {
      const { default: _own, ...rest } = file?.() ?? {};
      this.spread.push(rest);
    }
    for (let at = start + 2; at < end; at++) {
      const name = this.word(at);
      if (!/^[{,]$/.test(this.word(at - 1)) || name === '}') continue;
      const shown = this.word(at + 1) === 'as' ? this.word(at + 2) : name;
      this.exported.set(shown, file ? () => file()?.[name] ?? UNREAD : () => this.named(name));
    }
  }

  /** Returns a function that reads the value at a token, once. */
  private later(at: number): () => ScriptValue {
    let value: ScriptValue | undefined;
    let isBusy = false;
    return () => {
      if (value !== undefined || isBusy) return value ?? UNREAD;
      isBusy = true;
      const before = this.at;
      this.at = at;
      value = this.value();
      this.at = before;
      isBusy = false;
      return value;
    };
  }

  private named(name: string): ScriptValue {
    return this.declared.get(name)?.() ?? UNREAD;
  }

  /** Reads the value at the current token, with what is added to it. */
  private value(): ScriptValue {
    if (this.depth > MAX_DEPTH) return this.skip();
    this.depth++;
    let value = this.operand();
    this.depth--;
    for (;;) {
      const word = this.word(this.at);
      if (word === '+') {
        this.at++;
        const other = this.operand();
        value = typeof value === 'string' && typeof other === 'string' ? value + other : UNREAD;
      } else if (word === '||' || word === '??') {
        this.at++;
        const other = this.operand();
        if (value === UNREAD) value = other;
      } else if (word === 'as' || word === 'satisfies') {
        this.skip();
      } else if (this.isEnd()) return value;
      else return this.skip();
    }
  }

  private operand(): ScriptValue {
    const token = this.tokens[this.at++];
    if (token === undefined) return UNREAD;
    const { kind, value } = token;
    if (kind === 'text') return this.after(value);
    if (kind === 'template') return this.after(this.template(value));
    if (kind === 'number') return Number.isFinite(Number(value)) ? Number(value) : UNREAD;
    if (value === '{') return this.after(this.fields());
    if (value === '[') return this.after(this.list());
    if (value === '(') {
      const inner = this.value();
      if (this.word(this.at) !== ')' || this.word(this.at + 1) === '=>') return this.skip();
      this.at++;
      return this.after(inner);
    }
    if (kind !== 'name' || /^(?:function|async|new|class|await|typeof)$/.test(value)) return this.skip();
    const known: { readonly [word: string]: ScriptValue } = { true: true, false: false, null: null, undefined: null };
    if (Object.hasOwn(known, value)) return known[value] as ScriptValue;
    if (value === 'require' && this.word(this.at) === '(') return this.required();
    return this.after(this.named(value), true);
  }

  private required(): ScriptValue {
    const address = this.tokens[this.at + 1];
    if (address?.kind !== 'text' || this.word(this.at + 2) !== ')') return this.skip();
    this.at += 3;
    const file = this.load(address.value);
    return this.after(file?.default ?? file ?? UNREAD);
  }

  /** Reads `.name` and `(arguments)` after a value. @param isName true if the value is that of a name, which may be a function */
  private after(value: ScriptValue, isName = false): ScriptValue {
    let current = value;
    for (let isCallable = isName; ; ) {
      if (this.word(this.at) === '.' && this.tokens[this.at + 1]?.kind === 'name') {
        current = member(current, this.word(this.at + 1));
        this.at += 2;
        isCallable = current === UNREAD;
      } else if (isCallable && /^[(<]$/.test(this.word(this.at))) {
        if (this.word(this.at) === '<' && !this.skipTypes()) return current;
        this.at++;
        const first = this.word(this.at) === ')' ? UNREAD : this.value();
        while (this.at < this.tokens.length && this.word(this.at) !== ')') {
          if (this.word(this.at) === ',') this.at++;
          else this.skip();
          if (this.word(this.at) === ')') break;
          this.value();
        }
        this.at++;
        // Functions that define a configuration return what they are given.
        current = isFields(first) || Array.isArray(first) ? first : UNREAD;
        isCallable = false;
      } else return current;
    }
  }

  /** Passes over `<Type>` before the arguments of a call. */
  private skipTypes(): boolean {
    const end = this.tokens.findIndex((token, at) => at > this.at && token.value === '>' && this.word(at + 1) === '(');
    if (end < 0 || end - this.at > 20) return false;
    this.at = end + 1;
    return true;
  }

  private template(written: string): ScriptValue {
    let isWhole = true;
    const text = written.replace(/(?<!\\)\$\{\s*([\w$]+)\s*\}/g, (_all, name: string) => {
      const value = this.named(name);
      if (typeof value !== 'string' && typeof value !== 'number') isWhole = false;
      return String(isWhole ? value : '');
    });
    return isWhole && !/(?<!\\)\$\{/.test(text) ? unescaped(text) : UNREAD;
  }

  private list(): ScriptValue {
    const items: ScriptValue[] = [];
    while (this.at < this.tokens.length && this.word(this.at) !== ']') {
      if (this.word(this.at) === ',') {
        this.at++;
        continue;
      }
      const isSpread = this.word(this.at) === '...';
      if (isSpread) this.at++;
      const before = this.at;
      const value = this.value();
      if (isSpread && Array.isArray(value)) items.push(...value);
      else items.push(value);
      if (this.at === before) this.at++;
    }
    this.at++;
    return items;
  }

  private fields(): ScriptValue {
    const fields: { [name: string]: ScriptValue } = {};
    while (this.at < this.tokens.length && this.word(this.at) !== '}') {
      const before = this.at;
      this.field(fields);
      if (this.at === before) this.at++;
    }
    this.at++;
    return fields;
  }

  private field(fields: { [name: string]: ScriptValue }): void {
    const token = this.tokens[this.at] as Token;
    const next = this.word(this.at + 1);
    if (token.value === ',' && token.kind === 'sign') this.at++;
    else if (token.value === '...' && token.kind === 'sign') {
      this.at++;
      const value = this.value();
      if (isFields(value)) Object.assign(fields, value);
    } else if (token.kind === 'sign') this.skip();
    else if (next === ':') {
      this.at += 2;
      fields[token.value] = this.value();
    } else if (next === ',' || next === '}') {
      this.at++;
      fields[token.value] = this.named(token.value);
    } else {
      fields[token.value] = this.skip();
    }
  }

  private isEnd(): boolean {
    const token = this.tokens[this.at];
    return (
      token === undefined ||
      (token.kind === 'sign' && /^[,}\]);:]$/.test(token.value)) ||
      (token.isFirst && !/^[.?(+|&=[]/.test(token.value))
    );
  }

  /** Passes over an expression that cannot be read. */
  private skip(): typeof UNREAD {
    let depth = 0;
    for (; this.at < this.tokens.length; this.at++) {
      const { kind, value } = this.tokens[this.at] as Token;
      if (kind !== 'sign') continue;
      if (depth === 0 && /^[,}\]);]$/.test(value)) break;
      if (/^[{([]$/.test(value)) depth++;
      if (/^[})\]]$/.test(value)) depth--;
    }
    return UNREAD;
  }
}

export function isFields(value: ScriptValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: ScriptValue, name: string): ScriptValue {
  return isFields(value) && Object.hasOwn(value, name) ? (value[name] as ScriptValue) : UNREAD;
}
