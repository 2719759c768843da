// `new`: creates a post or a page.

import { join } from 'node:path';
import { command, UsageError } from './command.js';
import { dayFrom } from './day.js';

export const newCommand = command({
  name: 'new',
  needsSite: true,
  operand: 'TITLE',
  about: 'Creates a post: a file in content/posts/ with its title block, named after the date and the title (in pinyin).',
  example: 'npm run new -- "阿里云全球故障复盘"',
  options: {
    slug: { type: 'string', value: 'NAME', about: 'the last part of the address (default: made from the title)' },
    date: { type: 'string', value: 'DAY', about: 'the date of the post, such as 2026-11-26 (default: today)' },
    draft: { type: 'boolean', about: 'marks the post as a draft with `draft: true`' },
    language: {
      type: 'string',
      value: 'TAG',
      about: 'the language of the post, on a site with `languages` (default: the main one)',
    },
    page: { type: 'boolean', about: 'creates a page at the top of content/, without a date' },
    edit: { type: 'boolean', about: 'opens the file in VISUAL or EDITOR' },
  },
  more: 'Prints the path of the file. Never reuses a file name or an address.',
  run: async ({ slug, date: written, draft = false, page = false, edit = false, language }, { root, speech }, operands) => {
    const editor = process.env.VISUAL || process.env.EDITOR;
    if (edit && !editor) throw new UsageError('--edit needs the environment variable EDITOR');
    if (page && written !== undefined) throw new UsageError('--date cannot be combined with --page: pages have no date');
    const date = dayFrom(written, '--date');
    const { newPost, isCommandError } = await import('../new/newPost.js');
    try {
      const file = newPost(root, { title: operands.join(' '), slug, date, draft, page, language });
      console.log(file);
      return edit ? open(editor as string, join(root, file)) : 0;
    } catch (error) {
      if (!isCommandError(error)) throw error;
      console.error(`titleblock: ${speech.text(error.message)}`);
      return 1;
    }
  },
});

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
