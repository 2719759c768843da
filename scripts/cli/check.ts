// `check`: what is wrong with a site, without building it.

import { createColors } from 'picocolors';
import { count, report } from '../diagnostics.js';
import { command } from './command.js';
import { fix } from './fix.js';
import { annotations, sarif } from './machine.js';
import { textIn, wantsColor } from './terminal.js';

export const checkCommand = command({
  name: 'check',
  about:
    'Says what is wrong with the site, without making a picture or writing a file: all that a build says, and what a careful editor would say besides.',
  example: 'npm run check -- --strict',
  options: {
    drafts: { type: 'boolean', about: 'drafts are looked at too' },
    fix: {
      type: 'boolean',
      about: 'mends what is safe, shown first and asked: spellings of addresses, sizes behind them, GBK and UTF-16 files',
    },
    yes: { type: 'boolean', about: 'with --fix: nobody is asked' },
    strict: { type: 'boolean', about: 'warnings count as errors' },
    json: { type: 'boolean', about: 'problems as JSON on standard output, nothing else' },
    sarif: { type: 'boolean', about: 'problems as SARIF 2.1.0, which code hosts and editors read' },
  },
  more: `In a workflow of GitHub the problems are also told as annotations.

Exit codes
  0  nothing is wrong, or warnings alone
  1  there are errors (or, with --strict, warnings)
  2  the command was used wrongly`,
  run: async ({ drafts = false, strict = false, json = false, sarif: asSarif = false, fix: isFixed, yes = false }, { root }) => {
    const { check } = await import('../start/engine.js');
    let problems = await check(root, drafts);
    if (isFixed && (await fix(root, problems, yes))) problems = await check(root, drafts);
    if (json) console.log(JSON.stringify({ problems }, null, 2));
    else if (asSarif) console.log(JSON.stringify(sarif(problems), null, 2));
    else {
      const color = wantsColor(process.stderr);
      process.stderr.write(report(problems, { color, textOf: textIn(root) }));
      console.error(createColors(color).bold(count(problems)));
      if (process.env.GITHUB_ACTIONS === 'true') process.stdout.write(annotations(problems));
    }
    return problems.some(({ fatal }) => fatal || strict) ? 1 : 0;
  },
});
