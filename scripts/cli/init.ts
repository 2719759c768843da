// `init`: creates a site.

import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { PROJECT } from '../base/program.js';
import type { Speech } from '../base/speech.js';
import type { ProgramPackage } from '../new/programPackage.js';
import type { StarterFiles } from '../new/starter.js';
import { command, type OptionValues, UsageError } from './command.js';
import { dayFrom } from './day.js';
import { openQuestions } from './terminal.js';

const OPTIONS = {
  title: { type: 'string', value: 'TEXT', about: 'the name of the site' },
  author: { type: 'string', value: 'NAME', about: 'the author' },
  language: { type: 'string', value: 'TAG', about: 'the language of the texts: zh-Hans, zh-Hant, en, ja…' },
  url: { type: 'string', value: 'ADDRESS', about: 'the address of the site' },
  host: {
    type: 'string',
    value: 'NAME',
    about: 'adds the files for a host: github-pages, cloudflare-pages, netlify, edgeone, bucket, server or none',
  },
  yes: { type: 'boolean', about: 'asks nothing and uses defaults' },
  date: { type: 'string', value: 'DAY', about: 'the day of the first post; today by default' },
  package: {
    type: 'string',
    value: 'FILE',
    about: 'the tarball of titleblock that the site depends on (default: the version on the registry, else this program, packed)',
  },
} as const;

/** Questions with their defaults. The language is by default that of the terminal. */
const QUESTIONS = {
  title: ['Title', 'My blog'],
  author: ['Author', ''],
  language: ['Language (zh-Hans, zh-Hant, en, ja…)', undefined],
  url: ['Address', 'https://example.org'],
  host: ['Host (github-pages, cloudflare-pages, netlify, edgeone, bucket, server, none)', 'none'],
} as const satisfies {
  readonly [option in keyof typeof OPTIONS]?: readonly [question: string, defaultAnswer: string | undefined];
};

type Answers = { readonly [name in keyof typeof QUESTIONS]: string };

export const initCommand = command({
  name: 'init',
  operand: 'DIR',
  about: 'Creates a site in a new folder: settings, a first post, a page, package.json, and the files for a host.',
  example: 'npx titleblock init my-blog',
  options: OPTIONS,
  more: 'On a terminal, asks for what is not given. Never overwrites files.',
  run: async (values, { here, speech }, operands) => {
    const { text } = speech;
    const [folder] = operands;
    if (folder === undefined || operands.length > 1) throw new UsageError('expected one folder: titleblock init my-blog');
    const date = dayFrom(values.date, '--date');
    const tarball = values.package === undefined ? undefined : resolve(here, values.package);
    if (tarball !== undefined && !existsSync(tarball)) throw new UsageError(`there is no file ${tarball}`);
    const { HOSTS, existingFiles, isStarterHost, starterFiles, writeStarter } = await import('../new/starter.js');
    const { programPackage } = await import('../new/programPackage.js');
    const { host, ...answers } = await answersFor(values, speech);
    if (!isStarterHost(host)) throw new UsageError(`unknown host "${host}"; expected one of ${Object.keys(HOSTS).join(', ')}`);
    const root = resolve(here, folder);
    const filesWith = (program: ProgramPackage) => starterFiles({ ...answers, host, date, program });
    // Packing the program takes a few seconds, so mistakes are found first.
    const draft = filesWith({ dependency: '' });
    await checkSettings(draft);
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    const packing = () => console.error(text('packing titleblock for the site…'));
    let existing = existingFiles(root, draft);
    let files = draft;
    if (existing.length === 0) {
      files = filesWith(programPackage(version, tarball, packing));
      existing = writeStarter(root, files);
    }
    if (existing.length > 0) {
      const path = relative(here, join(root, existing[0] as string));
      console.error(`titleblock: ${text(`${path} already exists; choose another folder`)}`);
      return 1;
    }
    for (const path of Object.keys(files)) console.log(join(relative(here, root) || '.', path));
    console.error(`\n${text('Next:')} cd ${relative(here, root) || '.'} && npm install && npm run dev`);
    return 0;
  },
});

/** @throws UsageError if an answer is not a valid setting */
async function checkSettings(files: StarterFiles): Promise<void> {
  const { CONFIG_FILE, readConfig } = await import('../config/config.js');
  const { FEATURES } = await import('../features/table.js');
  const [wrong] = readConfig(String(files[CONFIG_FILE]), FEATURES.settingFields).problems;
  if (wrong) throw new UsageError(wrong.reason);
}

/** Returns the answers from the command line, from the terminal, or the defaults. */
async function answersFor(values: OptionValues<typeof OPTIONS>, { text, language }: Speech): Promise<Answers> {
  const isAsked = process.stdin.isTTY && !values.yes;
  const terminal = isAsked ? await openQuestions() : undefined;
  const answers: { [name: string]: string } = {};
  for (const [name, [question, english]] of Object.entries(QUESTIONS)) {
    const defaultAnswer = english === undefined ? language : text(english);
    const given = values[name as keyof Answers];
    const asked = given ?? (await terminal?.ask(`${text(question)}${defaultAnswer ? ` [${defaultAnswer}]` : ''}: `));
    answers[name] = asked?.trim() || defaultAnswer;
  }
  terminal?.close();
  return answers as Answers;
}
