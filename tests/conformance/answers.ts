// `npm run conformance:answers` asks Pandoc for the answers to cases that have none yet; with `-- --all`, to all cases. The answers in the
// repository come from the version in the file VERSION. The variable PANDOC names another program than the one on the PATH.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pandocToHtml } from '../../scripts/markdown/html5.js';
import { FOLDER, readCases } from './cases.js';

const PANDOC = process.env.PANDOC ?? 'pandoc';
const version = /pandoc\S* ([\d.]+)/.exec(execFileSync(PANDOC, ['--version']).toString())?.[1] ?? '';
const all = process.argv.includes('--all');
const VERSION = join(FOLDER, 'VERSION');
let count = 0;
for (const { markdown, extensions, answer, ours } of readCases()) {
  if (existsSync(answer) && !(all && !ours)) continue;
  // Our own extensions are answered by our reader; check these answers before committing them.
  const args = ['-f', `markdown${extensions}`, '-t', 'html', '--mathjax', '--wrap=preserve', '--no-highlight'];
  const html = ours ? pandocToHtml(markdown, extensions) : execFileSync(PANDOC, args, { input: markdown }).toString();
  writeFileSync(answer, html.endsWith('\n') ? html : `${html}\n`);
  count++;
}
if (all) writeFileSync(VERSION, `${version}\n`);
console.log(
  `${count} answers of Pandoc ${version}; where no other is named, the answers are those of ${readFileSync(VERSION, 'utf8').trim()}`,
);
