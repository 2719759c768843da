// Copies files of the theme into a site, so that the writer can change them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copiedFrom, ejectedText, versionOf } from '../assemble/ejected.js';
import { nearest } from '../base/diagnostics.js';
import { templateFile } from '../base/inputFolders.js';
import { makeFoldersOf } from '../base/inside.js';
import { PROJECT } from '../base/program.js';
import { saveNewFile } from '../base/saveFile.js';
import { CommandError } from './siteAt.js';

/** A file of the theme, and what the site has of it. */
export interface ThemeFile {
  /** Below templates/. */
  readonly name: string;
  /** `own` is a file that was not made by `eject`. */
  readonly state: 'default' | 'ejected' | 'outdated' | 'own';
}

/** Returns the files of the theme, sorted. */
function defaultFiles(): readonly string[] {
  const folder = join(PROJECT, templateFile(''));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
    .sort();
}

/** Returns the text of a default. */
function defaultText(name: string): string {
  return readFileSync(join(PROJECT, templateFile(name)), 'utf8');
}

/** Returns the files of the theme, with what the site has of each. */
export function themeFiles(root: string): readonly ThemeFile[] {
  return defaultFiles().map((name) => {
    const file = join(root, templateFile(name));
    // In the program's own folder, the site's templates are the defaults.
    if (root === PROJECT || !existsSync(file)) return { name, state: 'default' };
    const copy = copiedFrom(readFileSync(file, 'utf8'));
    if (!copy) return { name, state: 'own' };
    return { name, state: copy.version === versionOf(defaultText(name)) ? 'ejected' : 'outdated' };
  });
}

/**
 * Copies a file of the theme into the site.
 * @param asked its path below templates/; `post` is short for `post.html`, `entry` for `partials/entry.html`
 * @returns its path below the root
 * @throws CommandError if there is no such file, or if the site has one already
 */
export function ejectFile(root: string, asked: string): string {
  const files = defaultFiles();
  const wanted = asked.replace(/^templates\//, '');
  const name = [
    wanted,
    `${wanted}.html`,
    `partials/${wanted}.html`,
    `${wanted}.css`,
    `themes/${wanted}.css`,
    `sheets/${wanted}.css`,
    `parts/${wanted}.css`,
  ].find((each) => files.includes(each));
  if (!name) {
    const [near] = nearest(wanted, [...files, ...files.map((file) => file.replace(/^.*\/|\.[^.]*$/g, ''))]);
    const advice = near ? `did you mean ${near}?` : '`npm run theme` lists the files';
    throw new CommandError(`the theme has no file "${asked}"; ${advice}`);
  }
  const file = templateFile(name);
  if (existsSync(join(root, file))) throw new CommandError(`${file} already exists and was left alone`);
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
  saveNewFile(makeFoldersOf(root, file), ejectedText(name, defaultText(name), version));
  return file;
}
