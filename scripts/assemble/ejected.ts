// Ejected files: copies of the theme's templates and stylesheets that a writer changes. Their first line says which version of the
// default they were copied from, so that `check` can tell when the default has changed since.

import { hashOf, shortHash } from '../base/hash.js';

/** Comments by extension: what begins and ends one. */
const COMMENTS: { readonly [extension: string]: readonly [start: string, end: string] } = {
  html: ['$-- ', ''],
  css: ['/* ', ' */'],
  js: ['// ', ''],
};

const MARK = /^(?:\$-- |\/\* |\/\/ )Copied from titleblock (\S+), version (\w+)\./;

/** Returns the version of a default: a hash of its text. */
export function versionOf(text: string): string {
  return shortHash(hashOf(text));
}

/** Returns the text of a copy. @param program the version of titleblock */
export function ejectedText(name: string, text: string, program: string): string {
  const [start, end] = COMMENTS[name.replace(/^.*\./, '')] ?? ['', ''];
  return `${start}Copied from titleblock ${program}, version ${versionOf(text)}. \`check\` compares it with the default.${end}\n${text}`;
}

/** Returns what the first line of a copy says; undefined for any other file. */
export function copiedFrom(text: string): { readonly program: string; readonly version: string } | undefined {
  const [, program, version] = MARK.exec(text) ?? [];
  return program && version ? { program, version } : undefined;
}
