// `new`: creates a post or a page. On a terminal, it asks for tags and categories if the site uses them.

import { join, relative, resolve, sep } from 'node:path';
import { report } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import type { PostWriter } from '../new/newPost.js';
import { command, type OptionValues, UsageError } from './command.js';
import { dayFrom } from './day.js';
import { openQuestions, textIn, wantsColor } from './terminal.js';

const OPTIONS = {
  slug: { type: 'string', value: 'NAME', about: 'the last part of the address (default: made from the title)' },
  date: { type: 'string', value: 'DAY', about: 'the date of the post, such as 2026-11-26 (default: today)' },
  tags: { type: 'string', value: 'LIST', about: 'tags, separated by commas' },
  categories: { type: 'string', value: 'LIST', about: 'categories, separated by commas; A/B is B within A' },
  language: {
    type: 'string',
    value: 'TAG',
    about: 'the language of the post, on a site with `languages` (default: the main one)',
  },
  translates: {
    type: 'string',
    value: 'FILE',
    about: 'with --language: creates the translation of this file, with its name and date',
  },
  draft: { type: 'boolean', about: 'marks the post as a draft with `draft: true`' },
  page: { type: 'boolean', about: 'creates a page at the top of content/, without a date' },
  edit: { type: 'boolean', about: 'opens the file in VISUAL or EDITOR' },
} as const;

type Values = OptionValues<typeof OPTIONS>;

export const newCommand = command({
  name: 'new',
  needsSite: true,
  operand: 'TITLE',
  about:
    'Creates a post: a file in content/posts/, named after the date and the title (in pinyin), with a header like other posts.',
  example: 'npm run new -- "阿里云全球故障复盘" --tags 云,故障',
  options: OPTIONS,
  more: `Prints the path of the file. Never reuses a file name or an address. If the site has templates/new/post.md or
templates/new/page.md, the file is made from it. On a terminal, asks for tags and categories if other posts
have some.

Exit codes
  0  the file was created
  1  nothing was written, for the reason that is printed
  2  wrong usage`,
  run: async (values, { here, root, speech }, operands) => {
    const { slug, date: written, draft = false, page = false, edit = false, language, translates: original } = values;
    const editor = process.env.VISUAL || process.env.EDITOR;
    if (edit && !editor) throw new UsageError('--edit needs the environment variable EDITOR');
    if (page && written !== undefined) throw new UsageError('--date cannot be combined with --page: pages have no date');
    if (original !== undefined && language === undefined) throw new UsageError('--translates needs --language');
    const fixed =
      original === undefined ? undefined : (['slug', 'date', 'page'] as const).find((name) => values[name] !== undefined);
    if (fixed) throw new UsageError(`--${fixed} cannot be combined with --translates: it is that of the other file`);
    const translates = original === undefined ? {} : { translates: relative(root, resolve(here, original)).replaceAll(sep, '/') };
    const title = operands.join(' ').trim();
    if (!title) throw new UsageError('expected a title: npm run new -- "The title"');
    const date = dayFrom(written, '--date');
    const { isCommandError, postWriter, templateProblems } = await import('../new/newPost.js');
    try {
      const writer = postWriter(root, language);
      const terms = await termsFor(values, writer, speech);
      const file = writer.write({ title, slug, date, draft, page, ...translates, ...terms });
      console.log(file);
      return edit ? open(editor as string, join(root, file)) : 0;
    } catch (error) {
      if (!isCommandError(error)) throw error;
      const problems = templateProblems(error);
      if (problems.length === 0) console.error(`titleblock: ${speech.text(error.message)}`);
      else process.stderr.write(report(problems, { color: wantsColor(process.stderr), textOf: textIn(root), speech }));
      return 1;
    }
  },
});

/** Number of terms that a question suggests. */
const SUGGESTED = 12;

const QUESTIONS = { tags: 'Tags, separated by commas', categories: 'Categories, separated by commas' } as const;

type Kind = keyof typeof QUESTIONS;

/** Asks a question on the terminal. */
type Ask = (question: string) => Promise<string>;

/** Returns the tags and categories: from options, or from the terminal if the site uses any. */
async function termsFor(values: Values, writer: PostWriter, speech: Speech): Promise<{ readonly [kind in Kind]: string[] }> {
  const isAsked = process.stdin.isTTY === true && !values.page;
  const kinds = Object.keys(QUESTIONS) as Kind[];
  const asked = kinds.filter((kind) => isAsked && values[kind] === undefined && writer.terms[kind].length > 0);
  const terminal = asked.length > 0 ? await openQuestions() : undefined;
  try {
    const found: { [kind in Kind]: string[] } = { tags: [], categories: [] };
    for (const kind of kinds) {
      const ask = terminal && asked.includes(kind) ? terminal.ask : undefined;
      const written = ask ? await ask(questionFor(kind, writer, speech)) : values[kind];
      found[kind] = await likeKnown(written ?? '', (term) => writer.meant(kind, term), { ask, speech });
    }
    return found;
  } finally {
    terminal?.close();
  }
}

function questionFor(kind: Kind, { terms }: PostWriter, { text, list }: Speech): string {
  const known = [...terms[kind].slice(0, SUGGESTED), ...(terms[kind].length > SUGGESTED ? ['…'] : [])];
  return `${text(`${QUESTIONS[kind]} (${list(known)})`)}: `;
}

/** Splits a list of terms. One that may be a misspelling of a known one is replaced if the writer agrees, or pointed out. */
async function likeKnown(
  written: string,
  meantBy: (term: string) => string | undefined,
  { ask, speech: { text } }: { readonly ask: Ask | undefined; readonly speech: Speech },
): Promise<string[]> {
  const { splitTerms } = await import('../new/terms.js');
  const terms: string[] = [];
  for (const term of splitTerms(written)) {
    const meant = meantBy(term);
    const doubt = `"${term}" is new; did you mean ${meant}?`;
    const isKept = meant === undefined || !ask || /^n/i.test((await ask(`${text(doubt)} [Y/n] `)).trim());
    if (meant !== undefined && !ask) console.error(text(doubt));
    terms.push(isKept ? term : meant);
  }
  return terms;
}

/** Opens a file in an editor (a command, possibly with arguments), and waits until it exits. */
async function open(editor: string, file: string): Promise<number> {
  // Not loaded at every start: it takes 5 ms.
  const { spawnSync } = await import('node:child_process');
  const isWindows = process.platform === 'win32';
  const { status, error } = isWindows
    ? spawnSync(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
    : spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
  if (error) throw new UsageError(`${editor} cannot be started: ${error.message}`);
  return status ?? 1;
}
