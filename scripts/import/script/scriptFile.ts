// Reads a configuration that is a script, with the files that it imports.

import { posix } from 'node:path';
import type { FieldValue } from '../header.js';
import type { OldFolder } from '../oldFolder.js';
import { exportsOf, isFields, type ScriptValue, UNREAD } from './values.js';

/** A configuration as plain values. */
export interface ScriptConfig {
  readonly values: { readonly [name: string]: FieldValue };
  /** Names of the fields whose values only running the script would give: `themeConfig.sidebar`. */
  readonly unread: readonly string[];
}

const ENDINGS = ['', '.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js', '/index.mts'];

/** Maximum number of files that import one another. */
const MAX_FILES = 200;

/** Reads the default export of a script. @param path below the old folder */
export function readScript(folder: OldFolder, path: string): ScriptConfig {
  const known = new Map<string, { readonly [name: string]: ScriptValue }>();
  const exportsAt = (file: string): { readonly [name: string]: ScriptValue } => {
    const cached = known.get(file);
    if (cached || known.size > MAX_FILES) return cached ?? {};
    // Files may import each other in a circle.
    known.set(file, {});
    const text = folder.text(file);
    const found = exportsOf(file.endsWith('.json') ? `export default ${text}` : text, (address) => {
      // A script in TypeScript names the file that it will become.
      const place = posix.join(posix.dirname(file), address);
      const places = [place, place.replace(/\.[cm]?js$/, '')].flatMap((each) => ENDINGS.map((ending) => each + ending));
      const target = address.startsWith('.') ? places.find((each) => folder.has(each)) : undefined;
      return target === undefined ? undefined : exportsAt(target);
    });
    known.set(file, found);
    return found;
  };
  const { default: value = UNREAD } = exportsAt(path);
  const unread: string[] = [];
  const plain = plainValue(value, '', unread);
  return {
    values: typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? (plain as ScriptConfig['values']) : {},
    unread,
  };
}

/** Returns a value without what could not be read. @param name the path of its field */
function plainValue(value: ScriptValue, name: string, unread: string[]): FieldValue | undefined {
  if (value === UNREAD) {
    unread.push(name);
    return undefined;
  }
  if (Array.isArray(value))
    return value.flatMap((each) => {
      const plain = plainValue(each, `${name}[]`, unread);
      return plain === undefined ? [] : [plain];
    });
  if (!isFields(value)) return value as FieldValue;
  const fields = Object.entries(value).flatMap(([field, each]) => {
    const plain = plainValue(each, name === '' ? field : `${name}.${field}`, unread);
    return plain === undefined ? [] : [[field, plain] as const];
  });
  return Object.fromEntries(fields);
}
