// `new`: begins a post or a page.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { command, UsageError } from './command.js';
import { dayFrom } from './day.js';

export const newCommand = command({
  name: 'new',
  operand: 'TITLE',
  about: 'Begins a post: a file in content/posts/ with its title block, named by the day and the sounds of the title.',
  example: 'npm run new -- "阿里云全球故障复盘"',
  options: {
    slug: { type: 'string', value: 'NAME', about: 'the last part of the address; without it, it is made from the title' },
    date: { type: 'string', value: 'DAY', about: 'the day of the post, such as 2026-11-26; without it, today' },
    draft: { type: 'boolean', about: 'the post is not published until its line `draft: true` is removed' },
    page: { type: 'boolean', about: 'a page at the top of content/, without a date' },
    edit: { type: 'boolean', about: 'opens it with the program that the environment variable VISUAL or EDITOR names' },
  },
  more: 'Prints the path of the file. Nothing is written where a file or an address is taken already.',
  run: async ({ slug, date: written, draft = false, page = false, edit = false }, { root }, operands) => {
    const editor = process.env.VISUAL || process.env.EDITOR;
    if (edit && !editor) throw new UsageError('--edit needs the environment variable EDITOR, which names a program');
    if (page && written !== undefined) throw new UsageError('--date is for posts: a page has no date');
    const date = dayFrom(written, '--date');
    const { newPost, isRefusal } = await import('../start/engine.js');
    try {
      const file = newPost(root, { title: operands.join(' '), slug, date, draft, page });
      console.log(file);
      return edit ? open(editor as string, join(root, file)) : 0;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      console.error(`titleblock: ${error.message}`);
      return 1;
    }
  },
});

/** Opens a file in an editor, which may be named with arguments, and waits for its end. */
function open(editor: string, file: string): number {
  const isWindows = process.platform === 'win32';
  const { status, error } = isWindows
    ? spawnSync(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
    : spawnSync('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
  if (error) throw new UsageError(`${editor} cannot be started: ${error.message}`);
  return status ?? 1;
}
