// `urls`: the list of addresses that were published.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { command, UsageError } from './command.js';

export const urlsCommand = command({
  name: 'urls',
  operand: 'FILE…',
  about: 'Keeps addresses and feed ids for ever: content/urls.yaml lists each that was published.',
  example: 'npm run urls -- --from old/feeds.xml old/sitemap.xml',
  options: {
    begin: { type: 'boolean', about: 'makes the file, with the addresses that the site has now' },
    from: {
      type: 'boolean',
      about:
        'adds the addresses, and the ids of entries, in feeds (RSS, Atom) and sitemaps of an older site; makes the file if there is none',
    },
  },
  more: `Builds add to the file; commit it with what you write. An address that is in it and that nothing
is at any more is an error, with what to do. A renamed post keeps its id in feeds.`,
  run: async ({ begin = false, from = false }, { here, root }, files) => {
    if (begin === from) throw new UsageError('say what to do: npm run urls -- --begin, or --from FILE…');
    if (from !== files.length > 0)
      throw new UsageError(from ? '--from needs files: feeds and sitemaps' : '--begin takes no files');
    const { hasUrls, listUrls } = await import('../start/engine.js');
    if (begin && hasUrls(root)) {
      console.error('titleblock: content/urls.yaml is there already; builds add to it');
      return 1;
    }
    const { all, lost, elsewhere } = listUrls(
      root,
      files.map((file) => readOld(resolve(here, file))),
    );
    console.log(`content/urls.yaml: ${all}`);
    if (elsewhere > 0) console.log(`of other hosts, and passed over: ${elsewhere}`);
    for (const reason of lost) console.log(reason);
    return 0;
  },
});

function readOld(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
