// `announce`: tells search engines and readers of feeds what is new.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plural } from '../diagnostics.js';
import { command, UsageError } from './command.js';

export const announceCommand = command({
  name: 'announce',
  operand: 'FILE',
  about:
    'Tells IndexNow, Baidu and the WebSub hub, as far as site.yaml names them, of pages whose text is new: those in the file that build --changed has written. Each is told of once.',
  example: 'npm run announce -- changed.txt --dry-run',
  options: {
    'dry-run': { type: 'boolean', about: 'says what would be told, and tells nobody' },
    out: { type: 'string', value: 'DIR', about: 'the folder that the site was written to; without it, dist/ in the site' },
  },
  more: `Run it when the pages are where their readers find them. Keys come from the environment:
INDEXNOW_KEY, BAIDU_TOKEN. What was told is kept in .cache/announced.json.

Exit codes
  0  all that site.yaml names know of the pages
  1  one of them could not be told; run it again
  2  the command was used wrongly`,
  run: async ({ 'dry-run': isDry = false, out }, { here, root }, files) => {
    const [file] = files;
    if (file === undefined || files.length > 1)
      throw new UsageError('announce needs one file of addresses: npm run build -- --changed changed.txt writes it');
    const { announce, readConfig, pathIn } = await import('../start/engine.js');
    const { config, problems } = readConfig(readText(join(root, 'content/site.yaml')));
    if (problems.some(({ fatal }) => fatal)) throw new UsageError('content/site.yaml has mistakes: npm run check says which');
    const { announce: named, hub } = config;
    if (!named.indexnow && !named.baidu && !hub)
      throw new UsageError('content/site.yaml names nobody to tell: `announce: {indexnow: …, baidu: …}` or `hub: …` does');
    const urls = linesOf(readText(resolve(here, file))).map(([line, number]) => {
      const url = pathIn(config.url, line);
      if (url === undefined)
        throw new UsageError(`${file}:${number}: "${line}" is no address of ${config.url.origin}${config.url.base}/`);
      return url;
    });
    const folder = resolve(here, out ?? join(root, 'dist'));
    const told = await announce({ root, out: folder, config, urls, env: process.env, isDry });
    for (const { service, of, urls: sent, known, reason } of told) {
      const what = `${plural(sent.length, of)}${known > 0 ? `, ${known} known already` : ''}`;
      const heads = reason === undefined ? `${isDry ? 'would tell ' : ''}${service}` : `titleblock: ${service} was not told`;
      console.error(`${heads}: ${reason ?? what}`);
      if (isDry) for (const url of sent) console.log(`  ${url}`);
    }
    return told.some(({ reason }) => reason !== undefined) ? 1 : 0;
  },
});

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function linesOf(text: string): (readonly [line: string, number: number])[] {
  const lines = text.split(/\r?\n/).map((line, at) => [line.trim(), at + 1] as const);
  return lines.filter(([line]) => line !== '');
}
