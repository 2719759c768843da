// `npm run conformance:answers` asks Pandoc for the answers of cases that have none yet; with `-- --all`, of all. The answers
// in the repository are those of the version that VERSION names; PANDOC names another program than the one on the PATH.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { FOLDER, readCases } from './cases.js';

const PANDOC = process.env.PANDOC ?? 'pandoc';
const version = /pandoc\S* ([\d.]+)/.exec(execFileSync(PANDOC, ['--version']).toString())?.[1] ?? '';
const all = process.argv.includes('--all');
const made = existsSync(join(FOLDER, 'VERSION')) ? readFileSync(join(FOLDER, 'VERSION'), 'utf8').trim() : undefined;
if (made !== undefined && made !== version && !all) {
  console.error(`the answers are those of Pandoc ${made}, and this is ${version}; make them all again with -- --all`);
  process.exit(2);
}
let count = 0;
for (const { markdown, extensions, answer, ours } of readCases()) {
  if (existsSync(answer) && !(all && !ours)) continue;
  // What only we have is answered by us, to be read before it is committed.
  const args = ['-f', `markdown${extensions}`, '-t', 'html', '--mathjax', '--wrap=preserve', '--no-highlight'];
  const html = ours ? pandocToHtml(markdown, extensions) : execFileSync(PANDOC, args, { input: markdown }).toString();
  writeFileSync(answer, html.endsWith('\n') ? html : `${html}\n`);
  count++;
}
writeFileSync(join(FOLDER, 'VERSION'), `${version}\n`);
console.log(`${count} answers of Pandoc ${version}`);
