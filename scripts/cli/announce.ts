// `announce`: announces new and changed pages to search engines and feed hubs.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { plural } from '../base/diagnostics.js';
import { command, UsageError } from './command.js';

export const announceCommand = command({
  name: 'announce',
  needsSite: true,
  operand: 'FILE',
  about:
    'Announces new and changed pages to the services that site.yaml configures: IndexNow, Baidu and a WebSub hub. Reads the list that build --changed writes. Announces each text once.',
  example: 'npm run announce -- changed.txt --dry-run',
  options: {
    'dry-run': { type: 'boolean', about: 'prints what would be announced, and sends nothing' },
    out: { type: 'string', value: 'DIR', about: 'the output folder (default: dist/ in the site)' },
  },
  more: `Run it after deploying. Keys come from the environment:
INDEXNOW_KEY, BAIDU_TOKEN. What was announced is recorded in .cache/announced.json.

Exit codes
  0  all services know the pages
  1  a service refused, or could not be reached; run the command again
  2  wrong usage`,
  run: async ({ 'dry-run': isDry = false, out }, { here, root, speech }, files) => {
    const { text, list } = speech;
    const [file] = files;
    if (file === undefined || files.length > 1)
      throw new UsageError('expected one file of addresses, as npm run build -- --changed changed.txt writes it');
    const { announce, namesService } = await import('../features/announce/announce.js');
    const { CONFIG_FILE, readConfig } = await import('../config/config.js');
    const { FEATURES } = await import('../features/table.js');
    const { pathIn } = await import('../assemble/urls.js');
    const { config, problems } = readConfig(readText(join(root, CONFIG_FILE)), FEATURES.settingFields);
    if (problems.some(({ fatal }) => fatal)) throw new UsageError(`${CONFIG_FILE} has errors: run npm run check`);
    if (!namesService(config))
      throw new UsageError(`${CONFIG_FILE} configures no service: set \`announce: {indexnow: …, baidu: …}\` or \`hub: …\``);
    const urls = linesOf(readText(resolve(here, file))).map(([line, number]) => {
      const url = pathIn(config.url, line);
      if (url === undefined)
        throw new UsageError(`${file}:${number}: "${line}" is not an address of ${config.url.origin}${config.url.base}/`);
      return url;
    });
    const folder = resolve(here, out ?? join(root, 'dist'));
    const results = await announce({ root, out: folder, config, urls, env: process.env, isDry });
    for (const { service, announces, urls: sent, known, reason } of results) {
      const counts = list([plural(sent.length, announces), ...(known > 0 ? [`${known} already known`] : [])].map(text));
      const target = isDry ? text(`would announce to ${service}`) : service;
      const line = reason === undefined ? `${target}: ${counts}` : `titleblock: ${text(`${service} failed: ${reason}`)}`;
      console.error(line);
      if (isDry) for (const url of sent) console.log(`  ${url}`);
    }
    return results.some(({ reason }) => reason !== undefined) ? 1 : 0;
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
