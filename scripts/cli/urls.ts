// `urls`: manages the list of published addresses.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Speech } from '../base/speech.js';
import { URLS_FILE } from '../config/publishedUrls.js';
import type { DeployedUrls } from '../new/deployedUrls.js';
import type { ImportedUrls } from '../new/listUrls.js';
import { command, type Environment, type OptionValues, UsageError } from './command.js';

const OPTIONS = {
  publish: { type: 'boolean', about: 'adds the addresses that the last build published; run it after each deployment' },
  deployed: {
    type: 'boolean',
    about: 'adds the addresses of the site as it is deployed now, for hosts that build what you push; run it before the build',
  },
  begin: { type: 'boolean', about: 'creates the file with the current addresses' },
  from: {
    type: 'boolean',
    about:
      'imports addresses and feed ids of an earlier site from feeds (RSS, Atom, JSON Feed), sitemaps and their indexes, .gz too',
  },
  drop: { type: 'boolean', about: 'gives up single addresses, or headings: /x/ /y.html#id' },
} as const;

type Mode = keyof typeof OPTIONS;

/** The operands that a mode expects. */
const OPERANDS: { readonly [mode in Mode]?: string } = { from: 'feeds and sitemaps as files', drop: 'addresses' };

export const urlsCommand = command({
  name: 'urls',
  needsSite: true,
  operand: '[FILE… | ADDRESS…]',
  about: 'Manages content/urls.yaml, the list of all published addresses and feed ids, which keeps both stable.',
  example: 'npm run urls -- --publish',
  options: OPTIONS,
  more: `An address is published when the site is deployed: builds do not add to the file. Commit it with your
posts. A listed address that disappears is an error that says what to do. A renamed post keeps
its feed id.

Exit codes
  0  the file is up to date
  1  it was left alone, for the reason that is printed
  2  wrong usage`,
  run: async (values, place, operands) => {
    const mode = modeOf(values, place, operands);
    const { isCommandError } = await import('../new/newPost.js');
    try {
      await runMode(mode, place, operands);
      return 0;
    } catch (error) {
      if (!isCommandError(error)) throw error;
      console.error(`titleblock: ${place.speech.text(error.message)}`);
      return 1;
    }
  },
});

function modeOf(values: OptionValues<typeof OPTIONS>, { here }: Environment, operands: readonly string[]): Mode {
  const modes = (Object.keys(OPTIONS) as Mode[]).filter((mode) => values[mode]);
  const [mode] = modes;
  if (mode === undefined || modes.length > 1)
    throw new UsageError('expected one of --publish, --deployed, --begin, --from FILE… and --drop ADDRESS…');
  const expected = OPERANDS[mode];
  if (expected !== undefined && operands.length === 0) throw new UsageError(`--${mode} expects ${expected}`);
  const missing = mode === 'from' ? operands.find((file) => !existsSync(resolve(here, file))) : undefined;
  if (missing !== undefined) throw new UsageError(`there is no file ${missing}`);
  if (expected === undefined && operands.length > 0) throw new UsageError(`--${mode} expects nothing after it`);
  return mode;
}

async function runMode(mode: Mode, { here, root, speech }: Environment, operands: readonly string[]): Promise<void> {
  const { addDeployedUrls } = await import('../new/deployedUrls.js');
  const { beginUrls, dropUrls, importUrls, publishUrls } = await import('../new/listUrls.js');
  if (mode === 'begin') console.log(`${URLS_FILE}: ${beginUrls(root, speech.comment).all}`);
  else if (mode === 'drop') console.log(`${URLS_FILE}: ${dropUrls(root, operands).all}`);
  else if (mode === 'publish') print(publishUrls(root), speech);
  else if (mode === 'deployed') print(await addDeployedUrls(root), speech);
  else
    printImported(
      importUrls(
        root,
        operands.map((file) => resolve(here, file)),
        speech.comment,
      ),
      speech,
    );
}

function print({ all, added, nothing }: DeployedUrls, { text, list }: Speech): void {
  console.log(`${URLS_FILE}: ${list([String(all), text(`${added} new`)])}`);
  if (nothing !== undefined) console.log(text(nothing));
}

function printImported({ all, elsewhere, empty, lost }: ImportedUrls, { text }: Speech): void {
  console.log(`${URLS_FILE}: ${all}`);
  if (elsewhere > 0) console.log(text(`skipped, on other hosts: ${elsewhere}`));
  for (const line of [...empty, ...lost]) console.log(text(line));
}
