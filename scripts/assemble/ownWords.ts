// The setting `words` of site.yaml: words of the interface in the writer's own words, by language.

import { isMap, isScalar, type Node } from 'yaml';
import { nearest } from '../base/diagnostics.js';
import { type ReportValue, type Type, text } from '../fields/fields.js';
import { setting } from '../fields/ownField.js';
import { EN } from './words/en.js';
import { PARAMETERS } from './words/interface.js';

/** Words by language tag, then by name. Those under the empty tag are in the language of the site. */
export type OwnWords = { readonly [tag: string]: { readonly [name: string]: string } };

const NAMES = Object.keys(EN.words);

/** The names in braces in a word must be its parameters. */
function checkParameters(name: string, word: string, report: ReportValue, at: Node): boolean {
  const parameters: readonly string[] = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name as keyof typeof PARAMETERS] : [];
  const unknown = Array.from(word.matchAll(/\{(\w*)\}/g), ([, each = '']) => each).find((each) => !parameters.includes(each));
  if (unknown === undefined) return true;
  const known = parameters.map((each) => `{${each}}`).join(', ');
  report(`${name}: unknown {${unknown}}; ${known ? `this word may contain ${known}` : 'this word has no values in braces'}`, at);
  return false;
}

const words: Type<OwnWords> = {
  name: 'mapping of words to texts',
  schema: {
    type: 'object',
    properties: Object.fromEntries(NAMES.map((name) => [name, { type: 'string' }])),
    additionalProperties: { type: 'object', properties: Object.fromEntries(NAMES.map((name) => [name, { type: 'string' }])) },
  },
  read: (node, report, placeOf) => {
    const found: { [tag: string]: { [name: string]: string } } = {};
    const read = (tag: string, name: string, key: Node, value: Node | null) => {
      if (!NAMES.includes(name)) {
        const [meant] = nearest(name, NAMES);
        report(`unknown word "${name}"${meant ? `; did you mean ${meant}?` : '; docs/customize.md lists the words'}`, key);
        return;
      }
      const word = value && text.read(value, (reason) => report(`${name}: ${reason}`, value), placeOf);
      if (typeof word !== 'string' || !checkParameters(name, word, report, value as Node)) return;
      found[tag] ??= {};
      (found[tag] as { [name: string]: string })[name] = word;
    };
    if (!isMap(node)) {
      report('expected a mapping such as `{latest: 近作, en: {latest: Recent}}`');
      return undefined;
    }
    for (const { key, value } of node.items) {
      const name = String(key);
      if (!isMap(value)) read('', name, key as Node, value as Node | null);
      else if (!/^[a-z]{2,3}(?:-[a-z\d]+)*$/i.test(name)) report(`"${name}" is not a language tag`, key as Node);
      else
        for (const each of value.items) read(name, String(each.key), each.key as Node, isScalar(each.value) ? each.value : null);
    }
    return found;
  },
};

export const WORDS = setting('words', {
  type: words,
  default: {},
  meaning:
    'your own words of the interface, by name, or by language and name: `{latest: 近作, en: {latest: Recent}}`; see docs/customize.md',
  pages: 'all',
  after: 'language',
});
