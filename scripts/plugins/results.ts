// Checks what plugins return. Values must be plain data: they are compared with those of the last build as JSON, which would not
// show changes of other values.

import { isTooLong } from '../base/fileNames.js';
import { staysInside } from '../base/inside.js';
import { hasForbidden } from '../base/text/characters.js';
import type { PluginFile, PluginPage, PluginValue } from './plugin.js';

/** Pages, files and variables of one plugin. */
export interface PluginResults {
  readonly pages: readonly PluginPage[];
  readonly files: readonly PluginFile[];
  readonly variables: { readonly [name: string]: PluginValue };
}

/** Maximum nesting of lists and mappings. Deeper values are assumed to be circular. */
const MAX_DEPTH = 100;

/** Checks the results of a plugin. @throws an error for the writer, about the first wrong value */
export function checkResults({ pages, files, variables }: PluginResults): void {
  for (const { url } of [...pages, ...files])
    if (!isFileUrl(url)) throw new Error(`it makes something at "${url}": expected an address such as /books.html`);
  for (const { url, title, template, values } of pages) {
    if (typeof title !== 'string') throw new Error(`it makes ${url} without a title: expected text`);
    if (typeof template !== 'string') throw new Error(`it makes ${url} without a template: expected the name of one`);
    checkMapping(values ?? {}, `the values of ${url}`);
  }
  for (const { url, content } of files)
    if (typeof content !== 'string' && !(content instanceof Uint8Array))
      throw new Error(`it makes ${url} without content: expected text or bytes`);
  checkMapping(variables, 'its variables');
}

/** True if a file can be published at a decoded address. */
export function isFileUrl(url: unknown): boolean {
  if (typeof url !== 'string' || !url.startsWith('/') || hasForbidden(url)) return false;
  return staysInside(url.slice(1)) && !isTooLong(url.slice(1));
}

function checkMapping(values: unknown, what: string): void {
  if (!isMapping(values)) throw new Error(`it returns ${shown(values)} for ${what}: expected a mapping`);
  for (const [name, value] of Object.entries(values)) checkValue(value, `"${name}" in ${what}`, MAX_DEPTH);
}

function checkValue(value: unknown, what: string, levels: number): void {
  if (levels === 0) throw new Error(`it returns ${what}, which leads back to itself or is nested too deeply`);
  if (Array.isArray(value)) for (const each of value) checkValue(each, what, levels - 1);
  else if (isMapping(value)) for (const each of Object.values(value)) checkValue(each, what, levels - 1);
  else if (!isPlain(value))
    throw new Error(`it returns ${shown(value)} for ${what}: expected text, a number, a list or a mapping`);
}

/** Works for objects from another realm too, which have another `Object`. */
function isMapping(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || ['string', 'boolean', 'undefined'].includes(typeof value);
}

function shown(value: unknown): string {
  if (typeof value === 'number' || value === null) return String(value);
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
