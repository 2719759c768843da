// The sections of docs/problems.md, one for each rule: an example of the problem, its report, and the fix. The examples are those of
// tests/rules/, which a test runs.

import { type Example, type ExampleFile, readExamples } from '../../../tests/rules/examples.js';
import { RULES, type RuleId } from '../../base/diagnostics.js';
import { fenced } from './fenced.js';
import { ENGLISH, type Words } from './words.js';

/** Languages of code blocks, by the file extension. */
const LANGUAGES: { readonly [extension: string]: string } = {
  md: 'markdown',
  yaml: 'yaml',
  json: 'json',
  html: 'html',
  svg: 'xml',
  xml: 'xml',
  js: 'js',
};

/**
 * Returns the sections of all rules, in the order of their table.
 * @param words translates texts into the language of the page; reports are Chinese on a page that is not English
 * @throws Error for a rule without an example
 */
export function ruleSections(words: Words): string {
  const examples = readExamples();
  return (Object.keys(RULES) as RuleId[])
    .map((rule) => {
      const example = examples.get(rule);
      if (!example) throw new Error(`tests/rules/${rule}.txt is missing`);
      const [severity, meaning] = RULES[rule];
      const about = `**${words(severity)}**${words(': ')}${words(meaning)}`;
      return [`### \`${rule}\``, about, ...blocksOf(example, words)].join('\n\n');
    })
    .join('\n\n');
}

/** Returns the address of a rule's section within the page. */
export function anchorOf(rule: string): string {
  return `#${rule.replace('/', '')}`;
}

function blocksOf({ command, site, report, reportZh, fixed, whyNot }: Example, words: Words): string[] {
  if (whyNot) return [words(whyNot)];
  const commands = (run: string) => (run === '' ? [] : [fenced('sh', run)]);
  const fix = `**${words('Fix')}**${words(':')}`;
  const [only] = fixed.files;
  const isOneFile = fixed.files.length === 1 && only !== undefined && only.text !== '' && only.path === site.files[0]?.path;
  return [
    ...site.files.filter((file) => !isPlainSettings(file)).flatMap((file) => fileBlocks(file, words)),
    ...commands(site.run),
    ...(command === 'build' ? [] : [`${words(`With \`npm run ${command.replace(' ', ' -- ')}\``)}${words(':')}`]),
    fenced('', words === ENGLISH ? report : reportZh),
    fix,
    ...(isOneFile && site.files.length === 1 ? [codeOf(only)] : fixed.files.flatMap((file) => changeBlocks(file, words))),
    ...commands(fixed.run),
  ];
}

/** True for settings that only name the site, as each site has them. */
function isPlainSettings({ path, text }: ExampleFile): boolean {
  return path === 'content/site.yaml' && /^title: .*\nurl: https:.*\n$/.test(text);
}

function changeBlocks(file: ExampleFile, words: Words): string[] {
  return file.text === '' && file.note === '' ? [words(`Delete \`${file.path}\`.`)] : fileBlocks(file, words);
}

function fileBlocks(file: ExampleFile, words: Words): string[] {
  const { path, note, text } = file;
  if (text === '') return [`\`${path}\`${words(': ')}${words(note)}`];
  const about = note && `${words(' (')}${words(note)}${words(')')}`;
  return [`\`${path}\`${about}${words(':')}`, codeOf(file)];
}

function codeOf({ path, text }: ExampleFile): string {
  return fenced(LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? '', text);
}
