// `check`: reports the problems of a site without building it.

import { createColors } from 'picocolors';
import { count, report } from '../base/diagnostics.js';
import type { Speech } from '../base/speech.js';
import type { ExternalOptions, ExternalResult } from '../check/external/external.js';
import { LINKS_FILE } from '../config/seenLinks.js';
import type { CheckedSite } from '../engine/checkedSite.js';
import { bytesOfInput, saveChangedInput } from '../read/inputFiles.js';
import type { Diagnostic } from '../types.js';
import { command, UsageError } from './command.js';
import { dayFrom } from './day.js';
import { fix } from './fix.js';
import { annotations, sarif } from './machine.js';
import { hiddenText, shownProblems } from './shown.js';
import { textIn, wantsColor } from './terminal.js';

export const checkCommand = command({
  name: 'check',
  needsSite: true,
  about: 'Checks the site without building it: reports everything that a build would, and what a careful editor would point out.',
  example: 'npm run check -- --strict',
  options: {
    drafts: { type: 'boolean', about: 'checks drafts too' },
    fix: {
      type: 'boolean',
      about:
        'fixes what is safe after showing a diff and asking: misspelt addresses and paths, dead links and missing pictures with one likely target, picture sizes, GBK and UTF-16 files',
    },
    yes: { type: 'boolean', about: 'with --fix: does not ask' },
    external: {
      type: 'boolean',
      about:
        'checks external links, one request at a time per host; records in content/links.yaml when each was last seen, and reports those that failed on three days',
    },
    copyedit: {
      type: 'boolean',
      about:
        'checks punctuation and character width in Chinese, Japanese and Korean text with AutoCorrect (npm install --save-dev autocorrect-node)',
    },
    strict: { type: 'boolean', about: 'treats warnings as errors' },
    all: { type: 'boolean', about: 'prints all warnings, including those that the last build reported' },
    json: { type: 'boolean', about: 'prints problems as JSON on standard output' },
    sarif: { type: 'boolean', about: 'prints problems as SARIF 2.1.0, for code hosts and editors' },
  },
  more: `In GitHub Actions, problems are also printed as annotations.

Exit codes
  0  no errors
  1  there are errors (or, with --strict, warnings)
  2  wrong usage`,
  run: async (
    { drafts = false, strict = false, all = false, json = false, sarif: asSarif = false, fix: wantsFix, yes = false, ...asked },
    { root, speech },
  ) => {
    const { checkSite } = await import('../check/check.js');
    const { checkExternal } = await import('../check/external/external.js');
    const { copyeditor } = await import('../check/copyedit.js');
    const copyedit = asked.copyedit ? copyeditor(root) : undefined;
    if (asked.copyedit && !copyedit)
      throw new UsageError('--copyedit needs AutoCorrect: npm install --save-dev autocorrect-node');
    const external = asked.external ? (site: CheckedSite) => checkLinks(root, site, speech, checkExternal) : undefined;
    let { problems, previouslyReported } = await checkSite({ root, drafts, copyedit, external });
    if (wantsFix && (await fix(root, problems, speech, yes)))
      ({ problems, previouslyReported } = await checkSite({ root, drafts, copyedit, external }));
    if (json) console.log(JSON.stringify({ problems }, null, 2));
    else if (asSarif) console.log(JSON.stringify(sarif(problems), null, 2));
    else {
      const color = wantsColor(process.stderr);
      const { shown, hidden } =
        all || strict ? { shown: problems, hidden: new Map() } : shownProblems(problems, previouslyReported);
      const text = report(shown, { color, textOf: textIn(root), speech });
      process.stderr.write(text + hiddenText(hidden, 'npm run check -- --all', speech));
      console.error(createColors(color).bold(count(problems, speech)));
      if (process.env.GITHUB_ACTIONS === 'true') process.stdout.write(annotations(problems, speech));
    }
    return problems.some(({ fatal }) => fatal || strict) ? 1 : 0;
  },
});

/** Checks links to other sites and records the results in content/links.yaml. */
async function checkLinks(
  root: string,
  { outline, data, textOf }: CheckedSite,
  speech: Speech,
  checkExternal: (options: ExternalOptions) => Promise<ExternalResult>,
): Promise<readonly Diagnostic[]> {
  const { CONFIG_FILE } = await import('../config/config.js');
  const before = bytesOfInput(root, LINKS_FILE);
  const linksText = before?.toString() ?? '';
  const progress = process.stderr.isTTY
    ? (done: number, all: number) => process.stderr.write(`\r\x1b[K${done === all ? '' : speech.text(`links ${done} of ${all}`)}`)
    : undefined;
  const { problems, text, summary } = await checkExternal({
    outline,
    data,
    textOf,
    settings: bytesOfInput(root, CONFIG_FILE)?.toString() ?? '',
    linksText,
    today: dayFrom(undefined, ''),
    ...(progress && { progress }),
  });
  console.error(speech.text(summary));
  if (text !== undefined && text !== linksText && !saveChangedInput(root, LINKS_FILE, text, before))
    console.error(
      speech.text(`${LINKS_FILE} changed in the meantime and was left alone: nothing was recorded; run check --external again`),
    );
  return problems;
}
