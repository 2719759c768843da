// `theme`: lists the themes and their files, and copies a file into the site.

import { command, UsageError } from './command.js';

export const themeCommand = command({
  name: 'theme',
  needsSite: true,
  operand: '[eject NAME…]',
  about: 'Lists the themes and the files that they share, or copies files into templates/, where you can change them.',
  example: 'npm run theme -- eject post',
  options: {},
  more: `Colours, fonts and measures are settings, which need no copy: docs/themes.md. A copy replaces the
default. When a new version of titleblock has changed the default, \`check\` says so.`,
  run: async (_values, { root, speech }, operands) => {
    const [action, ...names] = operands;
    if (action === undefined) return list(root, speech.text);
    if (action !== 'eject') throw new UsageError(`unknown action "${action}": only \`theme eject NAME\` copies a file`);
    if (names.length === 0) throw new UsageError('expected the name of a template or stylesheet, such as post or style.css');
    const { ejectFile } = await import('../new/eject.js');
    const { isCommandError } = await import('../new/newPost.js');
    try {
      for (const name of names) console.log(ejectFile(root, name));
      return 0;
    } catch (error) {
      if (!isCommandError(error)) throw error;
      console.error(`titleblock: ${speech.text(error.message)}`);
      return 1;
    }
  },
});

/** What `theme` says of a file that the site has. */
const STATES = {
  default: '',
  ejected: 'a copy in templates/',
  outdated: 'a copy in templates/, older than the default',
  own: 'your own file in templates/',
} as const;

async function list(root: string, text: (english: string) => string): Promise<number> {
  const { themeFiles } = await import('../new/eject.js');
  const { THEMES } = await import('../features/theme/themes.js');
  for (const [name, { about }] of Object.entries(THEMES)) console.log(`${name.padEnd(10)} ${text(about)}`);
  console.log(`\n${text('The files of all themes, and which of them you have changed:')}`);
  for (const { name, state } of themeFiles(root))
    console.log(`  ${state === 'default' ? name : `${name.padEnd(24)} ${text(STATES[state])}`}`);
  return 0;
}
