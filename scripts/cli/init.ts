// `init`: creates a site. It asks for what the options don't say, checks each answer at once, and prints the command that goes on with
// the answers if it is interrupted.

import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { contentFile } from '../base/inputFolders.js';
import { PROJECT } from '../base/program.js';
import { speechOf } from '../language/language.js';
import type { ProgramPackage } from '../new/programPackage.js';
import type { ChosenSetting, StarterAnswers, StarterFiles } from '../new/starter.js';
import type { Reading, StarterQuestion } from '../new/starterAnswers.js';
import { command, type Environment, entry, type OptionValues, UsageError } from './command.js';
import { dayFrom } from './day.js';
import { type ImportValues, importInto } from './import.js';
import { openQuestions, shellWord } from './terminal.js';

const OPTIONS = {
  title: { type: 'string', value: 'TEXT', about: 'the name of the site (default: made from the folder)' },
  author: { type: 'string', value: 'NAME', about: 'the author (default: that of git)' },
  language: {
    type: 'string',
    value: 'TAG',
    about: 'the language of the texts: 中文, English, zh-Hant, ja… (default: that of the terminal)',
  },
  url: { type: 'string', value: 'ADDRESS', about: 'the address of the site, such as blog.example.com' },
  theme: { type: 'string', value: 'NAME', about: 'the look: press, plain, journal or academic' },
  host: {
    type: 'string',
    value: 'NAME',
    about: 'adds the files for a host: github-pages, cloudflare-pages, netlify, edgeone, bucket, server or none',
  },
  comments: { type: 'string', value: 'NAME', about: 'comments under posts: giscus, waline, twikoo or none' },
  'comments-server': { type: 'string', value: 'ADDRESS', about: 'the address of your Waline or Twikoo server' },
  from: { type: 'string', value: 'DIR', about: 'makes the site from a blog of another tool, as `import` does' },
  yes: { type: 'boolean', about: 'asks nothing and uses defaults' },
  date: { type: 'string', value: 'DAY', about: 'the day of the first post; today by default' },
  package: {
    type: 'string',
    value: 'FILE',
    about: 'the tarball of titleblock that the site depends on (default: the version on the registry, else this program, packed)',
  },
} as const;

type Values = OptionValues<typeof OPTIONS>;

const SETTINGS = contentFile('site.yaml');

export const initCommand = command({
  name: 'init',
  operand: 'DIR',
  about: 'Creates a site in a new folder: settings, a first post, a page, package.json, and the files for a host.',
  example: 'npm run init -- my-blog',
  options: OPTIONS,
  more: `On a terminal, asks for what is not given. Never overwrites files.

Exit codes
  0  the site was created
  1  nothing was written, for the reason that is printed
  2  wrong usage`,
  run: async (values, environment, operands) => {
    if (operands.length > 1) throw new UsageError('expected one folder: npm run init -- my-blog');
    if (values.from !== undefined) return importInto(values.from, operands[0], importValues(values), environment);
    const date = dayFrom(values.date, '--date');
    const tarball = values.package === undefined ? undefined : resolve(environment.here, values.package);
    if (tarball !== undefined && !existsSync(tarball)) throw new UsageError(`there is no file ${tarball}`);
    const dialog = new Dialog(values, environment);
    try {
      const folder = await dialog.folder(operands[0]);
      const answers = await dialog.answers(folder);
      dialog.close();
      return await create(folder, { ...answers, date }, { ...environment, tarball });
    } catch (error) {
      dialog.close();
      dialog.printCommand();
      throw error;
    }
  },
});

/**
 * Returns the options of `import` for `init --from`.
 * @throws UsageError for answers to questions, since the old blog answers them
 */
function importValues({ from: _from, package: tarball, url, yes: _yes, ...rest }: Values): ImportValues {
  const [other] = Object.keys(rest).filter((name) => name in OPTIONS);
  if (other !== undefined) throw new UsageError(`--${other} does not go with --from: the settings come from the old blog`);
  return { ...(tarball !== undefined && { package: tarball }), ...(url !== undefined && { url }) };
}

type Answers = Omit<StarterAnswers, 'program'>;

/** Writes the files of a site. @returns the exit code */
async function create(
  folder: string,
  answers: Answers,
  { here, speech, tarball }: Environment & { readonly tarball: string | undefined },
): Promise<number> {
  const { existingFiles, starterFiles, writeStarter } = await import('../new/starter.js');
  const { programPackage } = await import('../new/programPackage.js');
  const { text } = speech;
  const root = resolve(here, folder);
  // Commands in a site speak its language, so its comments do too. They name npm scripts, which the site has.
  const { comment } = speechOf(answers.language) ?? speechOf(speech.language) ?? speech;
  const filesWith = (program: ProgramPackage) => starterFiles({ ...answers, program }, comment);
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
    console.error(`titleblock: ${text(takenReason(here, root, existing))}`);
    return 1;
  }
  for (const path of Object.keys(files)) console.log(join(relative(here, root) || '.', path));
  if (/^# /m.test(String(files[SETTINGS])))
    console.error(`\n${text('Fill in the last lines of content/site.yaml, which say what is still needed.')}`);
  console.error(`\n${text('Next:')} cd ${shellWord(relative(here, root) || '.')} && npm install && npm run dev`);
  return 0;
}

function takenReason(here: string, root: string, existing: readonly string[]): string {
  return `${relative(here, join(root, existing[0] as string))} already exists; choose another folder`;
}

/** @throws UsageError if an answer is not a valid setting */
async function checkSettings(files: StarterFiles): Promise<void> {
  const { readConfig } = await import('../config/config.js');
  const { FEATURES } = await import('../features/table.js');
  const [wrong] = readConfig(String(files[SETTINGS]), FEATURES.settingFields).problems;
  if (wrong) throw new UsageError(wrong.reason);
}

/** Collects the answers: from options, from the terminal, or as suggested. */
class Dialog {
  private terminal: Awaited<ReturnType<typeof openQuestions>> | undefined;
  /** Words of the command that goes on with the answers given so far. */
  private readonly words: string[] = [];
  private hasAsked = false;

  constructor(
    private readonly values: Values,
    private readonly environment: Environment,
  ) {}

  private get isInteractive(): boolean {
    return process.stdin.isTTY === true && !this.values.yes;
  }

  close(): void {
    this.terminal?.close();
  }

  /** Prints the command that goes on with the answers, unless none was given at a prompt. */
  printCommand(): void {
    if (!this.hasAsked) return;
    const { text } = this.environment.speech;
    const given = Object.entries(this.values).filter(([name]) => !this.words.includes(`--${name}`));
    const rest = given.flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]));
    const words = [...this.words, ...rest].map(shellWord).join(' ');
    console.error(`\n${text('This command goes on with your answers:')}\n  ${text('npm run init --')} ${words}`);
  }

  /** Returns the folder of the site, which has no site yet. @param given the operand */
  async folder(given: string | undefined): Promise<string> {
    const { existingFiles } = await import('../new/starter.js');
    const { here, speech } = this.environment;
    const read = (written: string): Reading => {
      const root = resolve(here, written);
      const existing = existingFiles(root, { 'package.json': '' });
      return existing.length > 0 ? { reason: takenReason(here, root, existing) } : { value: written };
    };
    if (given === undefined && !this.isInteractive) throw new UsageError('expected one folder: npm run init -- my-blog');
    if (given !== undefined && (!this.isInteractive || 'value' in read(given))) {
      this.words.push(given);
      return given;
    }
    if (given !== undefined) console.error(speech.text((read(given) as { reason: string }).reason));
    const folder = await this.ask({ question: 'Folder', read }, 'my-blog');
    this.words.push(folder);
    return folder;
  }

  async answers(folder: string): Promise<Omit<Answers, 'date'>> {
    const { STARTER_QUESTIONS, fieldQuestion } = await import('../new/starterAnswers.js');
    const { STARTER_CHOICES } = await import('../new/starter.js');
    const { suggestionsFor } = await import('../new/suggestions.js');
    const { here, speech } = this.environment;
    // Mistakes in options are reported before the first question.
    for (const [option, question] of Object.entries(STARTER_QUESTIONS)) this.option(option, question);
    const root = resolve(here, folder);
    const suggested = suggestionsFor({ root, env: process.env, language: speech.language, translate: speech.text });
    const answers: { [option: string]: string } = {};
    for (const [option, question] of Object.entries(STARTER_QUESTIONS))
      answers[option] = await this.answer(option, question, suggested[option] ?? '');
    const chosen: { [setting: string]: ChosenSetting } = {};
    for (const choice of STARTER_CHOICES) {
      const name = answers[choice.setting] as string;
      const question = fieldQuestion(choice, name);
      const value = question && (await this.answer(question.option, question, ''));
      chosen[choice.setting] = { name, ...(value && { fields: { [question.field]: value } }) };
    }
    if (this.values['comments-server'] !== undefined && !Object.values(chosen).some(({ fields }) => fields))
      throw new UsageError('--comments-server needs --comments waline or twikoo');
    return { ...(answers as unknown as Omit<Answers, 'date' | 'chosen'>), chosen };
  }

  private async answer(option: string, question: StarterQuestion, suggested: string): Promise<string> {
    const given = this.option(option, question);
    if (given !== undefined || !this.isInteractive) return given ?? suggested;
    const answer = await this.ask(question, suggested);
    this.words.push(`--${option}`, answer);
    return answer;
  }

  /** Returns the value of an option. @throws UsageError if it cannot be used */
  private option(option: string, { read }: StarterQuestion): string | undefined {
    const written = this.values[option as 'title']?.trim();
    if (!written) return undefined;
    const reading = read(written);
    if ('reason' in reading) throw new UsageError(`--${option}: ${reading.reason}`);
    return reading.value;
  }

  /** Asks until the answer can be used. */
  private async ask({ question, about = {}, read }: StarterQuestion, suggested: string): Promise<string> {
    const { text } = this.environment.speech;
    this.terminal ??= await openQuestions();
    for (const [name, meaning] of Object.entries(about)) console.error(entry(`  ${name}`, text(meaning)));
    for (;;) {
      const written = await this.terminal.ask(`${text(question)}${suggested ? ` [${suggested}]` : ''}: `);
      this.hasAsked = true;
      const answer = written.trim() || suggested;
      const reading = answer === '' ? { value: answer } : read(answer);
      if ('value' in reading) return reading.value;
      console.error(`  ${text(reading.reason)}`);
    }
  }
}
