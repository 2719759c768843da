// `urls`: the list of addresses that were published.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { command, UsageError } from './command.js';

export const urlsCommand = command({
  name: 'urls',
  operand: 'FILE…',
  about: 'Manages content/urls.yaml, the list of all published addresses and feed ids, which keeps both stable.',
  example: 'npm run urls -- --from old/feeds.xml old/sitemap.xml',
  options: {
    begin: { type: 'boolean', about: 'creates the file with the current addresses' },
    from: {
      type: 'boolean',
      about: 'imports addresses and feed ids from feeds (RSS, Atom) and sitemaps of an earlier site',
    },
  },
  more: `Builds add to the file; commit it with your posts. An address that disappears is an error that
says what to do. A renamed post keeps its feed id.`,
  run: async ({ begin = false, from = false }, { here, root }, files) => {
    if (begin === from) throw new UsageError('expected --begin or --from FILE…');
    if (from !== files.length > 0)
      throw new UsageError(from ? '--from expects feeds and sitemaps as files' : '--begin expects no files');
    const { hasUrls, isRefusal, listUrls } = await import('../start/engine.js');
    if (begin && hasUrls(root)) {
      console.error('titleblock: content/urls.yaml already exists; builds add to it');
      return 1;
    }
    const older = files.map((file) => readOld(resolve(here, file)));
    try {
      const { all, lost, elsewhere } = listUrls(root, older);
      console.log(`content/urls.yaml: ${all}`);
      if (elsewhere > 0) console.log(`skipped, on other hosts: ${elsewhere}`);
      for (const reason of lost) console.log(reason);
      return 0;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      console.error(`titleblock: ${error.message}`);
      return 1;
    }
  },
});

function readOld(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
