// The type of `plugins` in site.yaml: names of files and packages, with options.

import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Type } from '../fields/fields.js';
import type { Place } from '../types.js';

export interface PluginSetting {
  /** `./plugins/x.ts`, or the name of a package. */
  readonly name: string;
  /** Plain data, passed to the plugin. */
  readonly options: unknown;
  readonly place: Place;
}

const EXAMPLE = 'expected a list of names: [./plugins/links.ts, remark-gemoji, {rehype-x: {option: 1}}]';

export const pluginsField: Type<readonly PluginSetting[]> = {
  name: 'list of files and packages',
  schema: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'object', minProperties: 1, maxProperties: 1 }] } },
  read: (node, report, placeOf) => {
    if (!isSeq(node)) {
      report(EXAMPLE);
      return undefined;
    }
    return node.items.flatMap((item) => {
      const each = item as Node;
      const [pair] = isMap(each) && each.items.length === 1 ? each.items : [];
      const key = pair ? pair.key : each;
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
      if (name === undefined) {
        report(EXAMPLE, each);
        return [];
      }
      const options = pair ? JSON.parse(JSON.stringify((pair.value as Node | null)?.toJSON() ?? null)) : undefined;
      return [{ name, options, place: placeOf(key as Node) }];
    });
  },
};
