// Generates docs/extensions.md: each extension with an example and its HTML. The examples are conformance cases, whose results come from
// Pandoc.

import { readFileSync } from 'node:fs';
import { readCases } from '../../../tests/conformance/cases.js';
import { EXTENSIONS, extensionsOf } from '../../markdown/extensions.js';
import { EXTENSION_TABLE } from '../../markdown/extensionTable.js';
import { fenced } from './fenced.js';
import type { Translate } from './words.js';

/**
 * Returns the page.
 * @param translate translates its texts into the language of the page
 * @throws Error for an example that doesn't exist
 */
export function extensionsPage(translate: Translate): string {
  const on = extensionsOf('');
  const sections = (isOn: boolean) =>
    EXTENSIONS.filter((name) => on.has(name) === isOn)
      .map((name) => section(name, translate))
      .join('\n');
  return `# ${translate('Extensions by example')}

${translate(INTRODUCTION)}

## ${translate('On by default')}

${sections(true)}
## ${translate('Off by default')}

${translate('titleblock itself turns on `autolink_bare_uris`, `cjk` and `east_asian_line_breaks`.')}

${sections(false)}`;
}

const INTRODUCTION =
  'Each extension of [the dialect](markdown.md), with an example and the HTML that it becomes. The examples are conformance cases: a test compares each result with Pandoc’s own. `npm run docs` makes this page.';

const cases = new Map(readCases().map((each) => [each.name, each]));

function section(name: string, translate: Translate): string {
  const [, meaning, example]: readonly string[] = EXTENSION_TABLE[name as keyof typeof EXTENSION_TABLE];
  const head = `### ${name}\n\n${translate(meaning ?? '')}\n`;
  if (example === undefined) return head;
  const found = cases.get(`${name}/${example}`);
  if (!found) throw new Error(`there is no conformance case ${name}/${example}`);
  return `${head}\n${fenced('markdown', found.markdown)}\n\n${fenced('html', readFileSync(found.answer, 'utf8'))}\n`;
}
