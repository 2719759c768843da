// Chooses the language of a command: from `--lang`, TITLEBLOCK_LANG, the site, or the terminal (LC_ALL, LC_MESSAGES, LANG).

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentFile } from '../base/inputFolders.js';
import { ENGLISH, type Speech } from '../base/speech.js';
import { chinese } from './zh/chinese.js';

/** The languages of messages, by the beginning of their tags. */
const LANGUAGES: readonly (readonly [tag: RegExp, speech: () => Speech])[] = [
  [/^zh(?![a-z])/i, chinese],
  [/^en(?![a-z])/i, () => ENGLISH],
];

/**
 * Returns the speech for a language.
 * @param tag BCP 47 (`zh-Hans`) or POSIX (`zh_CN.UTF-8`)
 * @returns undefined if the program does not speak it
 */
export function speechOf(tag: string): Speech | undefined {
  return LANGUAGES.find(([pattern]) => pattern.test(tag))?.[1]();
}

/**
 * Chooses the speech of a command before its arguments are checked, since errors in them are reported in this language too.
 * @param args of the command line
 * @param folder in which the command was started
 */
export function chooseSpeech(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): Speech {
  const optionOf = (name: string) => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    return at < 0 ? undefined : (args[at] as string).slice(name.length + 1) || args[at + 1];
  };
  // A new site has nothing to do with the one that `init` or `import` is started in.
  const isNew = args.includes('init') || (args.includes('import') && !args.includes('--verify'));
  const site = isNew ? undefined : siteLanguage(resolve(folder, optionOf('--root') ?? '.'));
  const asked = [optionOf('--lang'), env.TITLEBLOCK_LANG, site];
  for (const tag of [...asked, env.LC_ALL || env.LC_MESSAGES || env.LANG]) {
    const speech = tag ? speechOf(tag) : undefined;
    if (speech) return speech;
  }
  return ENGLISH;
}

/** Returns `language` of a site's settings, which need not be valid YAML. */
function siteLanguage(root: string): string | undefined {
  try {
    const settings = readFileSync(join(root, contentFile('site.yaml')), 'utf8');
    return /^language:[ \t]*["']?([\w-]+)/m.exec(settings)?.[1];
  } catch {
    return undefined;
  }
}
