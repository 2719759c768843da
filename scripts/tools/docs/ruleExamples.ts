// The sections of docs/problems.md, one for each rule: an example of the problem, its report, and the fix. The examples are those of
// tests/rules/, which a test runs.

import { type Example, type ExampleFile, readExamples } from '../../../tests/rules/examples.js';
import { RULES, type RuleId } from '../../base/diagnostics.js';
import { fenced } from './fenced.js';
import { ENGLISH, type Translate } from './words.js';

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
 * @param translate translates texts into the language of the page; reports are Chinese on a page that is not English
 * @throws Error for a rule without an example
 */
export function ruleSections(translate: Translate): string {
  const examples = readExamples();
  return (Object.keys(RULES) as RuleId[])
    .map((rule) => {
      const example = examples.get(rule);
      if (!example) throw new Error(`tests/rules/${rule}.txt is missing`);
      const [severity, meaning] = RULES[rule];
      const about = `**${translate(severity)}**${translate(': ')}${translate(meaning)}`;
      return [`### \`${rule}\``, about, ...blocksOf(example, translate)].join('\n\n');
    })
    .join('\n\n');
}

/** Returns the address of a rule's section within the page. */
export function anchorOf(rule: string): string {
  return `#${rule.replace('/', '')}`;
}

function blocksOf({ command, site, report, reportZh, fixed, whyNot }: Example, translate: Translate): string[] {
  if (whyNot) return [translate(whyNot)];
  const commands = (run: string) => (run === '' ? [] : [fenced('sh', run)]);
  const fix = `**${translate('Fix')}**${translate(':')}`;
  const [only] = fixed.files;
  const isOneFile = fixed.files.length === 1 && only !== undefined && only.text !== '' && only.path === site.files[0]?.path;
  return [
    ...site.files.filter((file) => !isPlainSettings(file)).flatMap((file) => fileBlocks(file, translate)),
    ...commands(site.run),
    ...(command === 'build' ? [] : [`${translate(`With \`npm run ${command.replace(' ', ' -- ')}\``)}${translate(':')}`]),
    fenced('', translate === ENGLISH ? report : reportZh),
    fix,
    ...(isOneFile && site.files.length === 1 ? [codeOf(only)] : fixed.files.flatMap((file) => changeBlocks(file, translate))),
    ...commands(fixed.run),
  ];
}

/** True for settings with only a title and url, which every site has. */
function isPlainSettings({ path, text }: ExampleFile): boolean {
  return path === 'content/site.yaml' && /^title: .*\nurl: https:.*\n$/.test(text);
}

function changeBlocks(file: ExampleFile, translate: Translate): string[] {
  return file.text === '' && file.note === '' ? [translate(`Delete \`${file.path}\`.`)] : fileBlocks(file, translate);
}

function fileBlocks(file: ExampleFile, translate: Translate): string[] {
  const { path, note, text } = file;
  if (text === '') return [`\`${path}\`${translate(': ')}${translate(note)}`];
  const about = note && `${translate(' (')}${translate(note)}${translate(')')}`;
  return [`\`${path}\`${about}${translate(':')}`, codeOf(file)];
}

function codeOf({ path, text }: ExampleFile): string {
  return fenced(LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? '', text);
}
