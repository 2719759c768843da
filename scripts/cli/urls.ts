// `urls`: the list of addresses that were published.

import { command, UsageError } from './command.js';

export const urlsCommand = command({
  name: 'urls',
  about: 'Keeps addresses and feed ids for ever: content/urls.yaml lists each that was published.',
  example: 'npm run urls -- --begin',
  options: { begin: { type: 'boolean', about: 'makes the file, with the addresses that the site has now' } },
  more: `Builds add to the file; commit it with what you write. An address that is in it and that nothing
is at any more is an error, with what to do. A renamed post keeps its id in feeds.`,
  run: async ({ begin }, { root }) => {
    if (!begin) throw new UsageError('say what to do: npm run urls -- --begin');
    const { beginUrls } = await import('../start/engine.js');
    const count = beginUrls(root);
    if (count === undefined) {
      console.error('titleblock: content/urls.yaml is there already; builds add to it');
      return 1;
    }
    console.log(`content/urls.yaml: ${count}`);
    return 0;
  },
});
