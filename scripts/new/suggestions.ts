// Suggests answers for `init`, from the folder, git and the terminal.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { languageTag } from '../base/text/languageNames.js';
import { STARTER_CHOICES } from './starter.js';

/** Where a site is created. */
export interface Surroundings {
  /** Absolute path of the site's folder, which need not exist. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Language tag of messages. */
  readonly language: string;
  /** Puts an English text into the language of messages. */
  readonly translate: (english: string) => string;
}

/** Returns the suggested answer to each question. */
export function suggestionsFor(surroundings: Surroundings): { readonly [option: string]: string } {
  const { root, translate } = surroundings;
  const repository = gitHubRepository(root);
  return {
    title: translate(titleFrom(basename(root))),
    author: git(root, ['config', 'user.name']) ?? '',
    language: languageFrom(surroundings),
    url: addressFrom(basename(root)) ?? repository?.url ?? 'https://example.org',
    host: repository ? 'github-pages' : 'none',
    ...Object.fromEntries(STARTER_CHOICES.map(({ setting, choices }) => [setting, Object.keys(choices)[0] as string])),
  };
}

/** Makes a title from the name of a folder: `my-blog` becomes `My blog`. */
function titleFrom(folder: string): string {
  if (addressFrom(folder)) return folder;
  const words = folder.replace(/[-_\s]+/g, ' ').trim();
  return words === '' ? 'My blog' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the address that the name of a folder is: `blog.example.com`. */
function addressFrom(folder: string): string | undefined {
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/i.test(folder) ? `https://${folder.toLowerCase()}` : undefined;
}

/** Returns the language of the terminal, unless messages are in another one that was asked for. */
function languageFrom({ env, language }: Surroundings): string {
  const terminal = languageTag(env.LC_ALL || env.LC_MESSAGES || env.LANG || '');
  const isSpoken = terminal?.split('-', 1)[0] === language.split('-', 1)[0];
  return terminal !== undefined && (isSpoken || language === 'en') && !env.TITLEBLOCK_LANG ? terminal : language;
}

/** Returns the GitHub Pages address of the folder's repository, if its origin is on GitHub. */
function gitHubRepository(root: string): { readonly url: string } | undefined {
  const origin = existsSync(root) ? git(root, ['remote', 'get-url', 'origin']) : undefined;
  const [, owner, name] = /github\.com[:/]([\w-]+)\/([\w.-]+?)(?:\.git)?$/i.exec(origin ?? '') ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const host = `${owner.toLowerCase()}.github.io`;
  return { url: name.toLowerCase() === host ? `https://${host}` : `https://${host}/${name}` };
}

/** Returns what git prints; undefined if it fails or is not installed. */
function git(folder: string, args: readonly string[]): string | undefined {
  let cwd = folder;
  while (!existsSync(cwd)) cwd = dirname(cwd);
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}
