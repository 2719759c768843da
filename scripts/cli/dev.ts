// `dev`: serves a site while it is written.

import { join } from 'node:path';
import { createColors } from 'picocolors';
import { count, plural, report } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import { dateOfInstant } from '../base/text/civilDate.js';
import { build } from '../build/build.js';
import { cacheFolder } from '../engine/lastBuild.js';
import { command } from './command.js';
import { ADDRESS, portFrom, untilInterrupted } from './serving.js';
import { textIn, wantsColor } from './terminal.js';

export const devCommand = command({
  name: 'dev',
  needsSite: true,
  about: 'Serves the site while you write, with drafts. Open pages follow each change. Leaves dist/ alone.',
  example: 'npm run dev -- --port 8080',
  options: {
    ...ADDRESS,
    'no-drafts': { type: 'boolean', about: 'shows what readers get: no drafts' },
  },
  run: (values, { root, speech }) =>
    runDev(root, speech, { port: portFrom(values.port), host: values.host ?? '127.0.0.1', drafts: !values['no-drafts'] }),
});

interface DevArguments {
  readonly port: number | undefined;
  readonly host: string;
  readonly drafts: boolean;
}

/** Serves a site until the program is interrupted. */
async function runDev(root: string, speech: Speech, args: DevArguments): Promise<number> {
  const { dev } = await import('../dev/dev.js');
  const { BuildServer } = await import('../build/serveBuilds.js');
  const color = wantsColor(process.stderr);
  const paint = createColors(color);
  const textOf = textIn(root);
  let lastReport = '';
  let builds: InstanceType<typeof BuildServer> | undefined;
  const server = await dev({
    ...args,
    root,
    folder: join(cacheFolder(root), 'dev'),
    isBusy: () => builds?.isBusy ?? false,
    today: (timezone) => dateOfInstant(new Date(), timezone),
    onCheck: ({ problems, posts, pages, rendered }) => {
      // Not earlier: until all texts have been read here, a build in a process of its own is faster.
      builds ??= new BuildServer(root, build);
      const text = report(problems, { color, textOf, speech });
      if (text !== lastReport) process.stderr.write(text);
      lastReport = text;
      const counts = [plural(posts, 'post'), plural(pages, 'page'), `${plural(rendered, 'article')} rendered`].map(speech.text);
      const time = paint.dim(new Date().toLocaleTimeString('sv'));
      console.error(`${time} ${speech.list(counts)} · ${count(problems, speech)}`);
    },
    reportOf: (problems) => report(problems, { color: false, textOf, speech }),
    translate: speech.text,
    onError: (message) => console.error(`titleblock: ${speech.text(message)}`),
  });
  console.error(`${paint.bold(server.url)} ${speech.text('(Ctrl-C to stop)')}`);
  await untilInterrupted();
  await builds?.close();
  await server.close();
  return 0;
}
