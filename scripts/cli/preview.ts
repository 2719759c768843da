// `preview`: serves the output folder as a static host would.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { command, UsageError } from './command.js';
import { ADDRESS, portFrom, untilInterrupted } from './serving.js';
import { wantsColor } from './terminal.js';

export const previewCommand = command({
  name: 'preview',
  about: 'Serves the last build as a static host would: 404 page, _headers, _redirects, base path, compressed files.',
  example: 'npm run preview -- --port 8090',
  options: {
    out: { type: 'string', value: 'DIR', about: 'the output folder (default: dist/ in the site)' },
    ...ADDRESS,
  },
  run: async ({ out, port, host = '127.0.0.1' }, { here, root, speech }) => {
    const folder = resolve(here, out ?? join(root, 'dist'));
    if (!existsSync(folder)) throw new UsageError(`${folder} does not exist: run npm run build first`);
    const { preview } = await import('../serve/preview.js');
    const { CONFIG_FILE, readConfig } = await import('../config/config.js');
    const settings = join(root, CONFIG_FILE);
    const { base } = readConfig(existsSync(settings) ? readFileSync(settings, 'utf8') : undefined, {}).config.url;
    const server = await preview({ folder, base, host, port: portFrom(port) });
    console.error(`${createColors(wantsColor(process.stderr)).bold(server.url)} ${speech.text('(Ctrl-C to stop)')}`);
    await untilInterrupted();
    await server.close();
    return 0;
  },
});
