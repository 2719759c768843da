// Makes the files of a new site.

import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { StarterChoice } from '../assemble/starterChoice.js';
import { interfaceLanguage } from '../assemble/words/words.js';
import { CONTENT, IMAGES } from '../base/inputFolders.js';
import { makeFoldersOf } from '../base/inside.js';
import { PROJECT } from '../base/program.js';
import { saveNewFile } from '../base/saveFile.js';
import { URLS_COMMENT, writePublishedUrls } from '../config/publishedUrls.js';
import { FEATURES } from '../features/table.js';
import type { CivilDate } from '../types.js';
import type { ProgramPackage } from './programPackage.js';

/** The answers of someone who creates a site. */
export interface StarterAnswers {
  readonly title: string;
  readonly author: string;
  /** A language tag. */
  readonly language: string;
  /** The future address of the site. */
  readonly url: string;
  readonly host: StarterHost;
  /** What was chosen of the settings that features offer, by name. */
  readonly chosen: { readonly [setting: string]: ChosenSetting };
  readonly date: CivilDate;
  readonly program: ProgramPackage;
}

/** A choice, and the values of its service that are known already. */
export interface ChosenSetting {
  readonly name: string;
  readonly fields?: { readonly [field: string]: string };
}

/** The settings that features offer to new sites. Those that need a service come last. */
export const STARTER_CHOICES: readonly StarterChoice[] = FEATURES.rows
  .flatMap(({ starter = [] }) => starter)
  .sort((a, b) => Number(needsService(a)) - Number(needsService(b)));

function needsService({ choices }: StarterChoice): boolean {
  return Object.values(choices).some(({ service }) => service !== undefined);
}

/** Files of docs/publishing/ with their places in a site, by host. */
export const HOSTS = {
  'github-pages': { 'github-pages.yml': '.github/workflows/publish.yml' },
  'cloudflare-pages': { 'cloudflare-pages.yml': '.github/workflows/publish.yml' },
  netlify: { 'netlify.toml': 'netlify.toml' },
  edgeone: { 'edgeone.json': 'edgeone.json' },
  bucket: { 'bucket.sh': 'bucket.sh' },
  server: { 'server.sh': 'server.sh', 'nginx.conf': 'nginx.conf' },
  none: {},
} as const satisfies { readonly [host: string]: { readonly [from: string]: string } };

export type StarterHost = keyof typeof HOSTS;

/** Commands in the package.json of a site. */
const COMMANDS = ['build', 'dev', 'new', 'check', 'theme', 'preview', 'urls', 'friends', 'announce'];

/** Puts an English text into another language. */
type Translate = (english: string) => string;

/** Files by their paths in a site. */
export type StarterFiles = { readonly [path: string]: string | Uint8Array };

/**
 * Returns the files of a new site.
 * @param translate puts comments into the writer's language
 */
export function starterFiles(answers: StarterAnswers, translate: Translate = (english) => english): StarterFiles {
  const { author, language, host, date, program } = answers;
  const { newSite: texts } = interfaceLanguage(language);
  const byline = author ? `% ${author}\n` : '%\n';
  const ofHost = Object.entries(HOSTS[host]).map(([from, to]) => [
    to,
    withComments(readFileSync(join(PROJECT, 'docs/publishing', from), 'utf8'), translate),
  ]);
  return {
    'content/site.yaml': settingsOf(answers, translate),
    'content/urls.yaml': writePublishedUrls({ urls: [], dropped: [] }, { comment: translate(URLS_COMMENT) }),
    [`content/posts/${date}-hello.md`]: `% ${texts.hello}\n${byline}% ${date}\n\n${texts.first}\n\n![${texts.picture}](images/hello.svg)\n`,
    'content/about.md': `% ${texts.about}\n\n${texts.who}\n`,
    'images/hello.svg': PICTURE,
    'package.json': `${JSON.stringify(packageJson(program.dependency), null, 2)}\n`,
    '.gitignore': 'node_modules/\ndist/\n.cache/\nchanged.txt\n',
    ...Object.fromEntries(ofHost),
    ...(program.tarball && { [program.tarball.path]: program.tarball.bytes }),
  };
}

/** Returns site.yaml: texts, what was chosen, and lines to fill in. */
function settingsOf({ title, url, author, language, chosen }: StarterAnswers, translate: Translate): string {
  const texts = Object.entries({ title, url, author, language }).filter(([, value]) => value !== '');
  const lines = texts.map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  const settings = STARTER_CHOICES.map((choice) => settingOf(choice, chosen[choice.setting], translate));
  return [...lines, ...settings].join('');
}

/** Returns the lines of a setting; as comments if values of its service are missing. */
function settingOf({ setting, choices }: StarterChoice, chosen: ChosenSetting | undefined, translate: Translate): string {
  const { value, service } = choices[chosen?.name ?? ''] ?? {};
  if (!value) return '';
  const { fields: needed = [] } = service ?? {};
  const fields = Object.fromEntries(needed.map((field) => [field, chosen?.fields?.[field] ?? '']));
  const yaml = stringify({ [setting]: value(fields) });
  if (!service || Object.values(fields).every(Boolean)) return yaml;
  const note = translate(`To use ${service.title}, fill in the values that ${service.home} explains, and remove "# " below.`);
  return `\n# ${note}\n${yaml.replace(/^(?=.)/gm, '# ')}`;
}

/** A comment in YAML, TOML, a script or nginx.conf, alone in its line or after something else, and a warning of a workflow. */
const COMMENT = /^((?:.*[ \t])?#[ \t]+)(\S.*)$/gm;
const WARNING = /(::warning::)([^"]+)/g;

/** Translates the comments of a file for a host. */
function withComments(file: string, translate: Translate): string {
  const translated = (_all: string, start: string, text: string) => start + translate(text);
  return file.replace(COMMENT, translated).replace(WARNING, translated);
}

/** Returns the paths at which a site has something already: nothing may be overwritten. */
export function existingFiles(root: string, files: StarterFiles): string[] {
  return [...Object.keys(files), CONTENT, IMAGES].filter((path) => existsSync(join(root, path)));
}

/**
 * Writes all files of a new site, or none.
 * @param root absolute path of its folder, which need not exist
 * @returns paths that exist already; if there are any, nothing is written
 * @throws an error of the file system; everything written until then is removed
 */
export function writeStarter(root: string, files: StarterFiles): string[] {
  const existing = existingFiles(root, files);
  if (existing.length > 0) return existing;
  const isNew = !existsSync(root);
  const written: string[] = [];
  try {
    for (const [path, content] of Object.entries(files)) {
      const file = makeFoldersOf(root, path);
      saveNewFile(file, content);
      written.push(file);
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    for (const path of Object.keys(files)) removeEmptyFolders(root, dirname(path));
    if (isNew) removeEmptyFolders(dirname(root), basename(root));
    throw error;
  }
  return [];
}

/** Removes a folder below a root and its parents, as long as they are empty. */
function removeEmptyFolders(root: string, path: string): void {
  for (let folder = path; folder !== '.'; folder = dirname(folder)) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      return;
    }
  }
}

function packageJson(dependency: string): object {
  return {
    private: true,
    type: 'module',
    scripts: Object.fromEntries(COMMANDS.map((name) => [name, `titleblock ${name}`])),
    dependencies: { titleblock: dependency },
  };
}

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">
  <rect width="320" height="120" rx="8" fill="#f3f0e9"/>
  <text x="24" y="76" font-family="monospace" font-size="44" fill="#a8321f">% hello</text>
</svg>
`;
