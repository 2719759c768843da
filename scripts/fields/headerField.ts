// Declares fields of front matter, and the types that features share with the reader of headers.

import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { boolean, type Field, flagOf, type Type, text } from './fields.js';

/** Names that other tools have for a field. */
export interface OtherNames {
  /** Compared without case, spaces, `-` and `_`. If a header has several of them, the first in this list wins. */
  readonly names: readonly string[];
  /** Converts its value to that of the field. @returns undefined if it doesn't say anything */
  readonly convert?: (value: Node) => Node | undefined;
}

export interface HeaderField<T> extends Field<T> {
  /** Names that are read if the header doesn't have the field itself; the first one wins. */
  readonly otherNames?: readonly OtherNames[];
  /** True if it is specific to one file, so that no folder may set it. */
  readonly isPerFile?: true;
  /** True if it affects more than the text, such as the head of the page, so that no untrusted author may set it. */
  readonly isUnsafe?: true;
}

export type HeaderFields = { readonly [name: string]: HeaderField<unknown> };

/** A boolean, also in the spellings of YAML 1.1 and TOML, or a theme's mapping with a switch such as `{enable: true}`. */
export const flag: Type<boolean> = {
  name: boolean.name,
  schema: { enum: [true, false, 'yes', 'no', 'on', 'off'] },
  read: (node, report, placeOf) => {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => /^(?:enabled?|on|show|use)$/i.test(String(key)));
      const value = pair && isScalar(pair.value) ? flagOf(pair.value.value) : undefined;
      if (value !== undefined) report(`the mapping is read as ${value}, and its other fields are not used`, node, 'warning');
      if (value !== undefined) return value;
    }
    const value = isScalar(node) ? flagOf(node.value) : undefined;
    return value ?? boolean.read(node, report, placeOf);
  },
};

/** Text, or the first item of a list. */
export const oneText: Type<string> = {
  name: text.name,
  ...(text.schema && { schema: text.schema }),
  read: (node, report, placeOf) => {
    if (!isSeq(node)) return text.read(node, report, placeOf);
    const [first, ...more] = node.items as Node[];
    if (more.length > 0) report('only the first item of the list is used', more[0], 'warning');
    return first && text.read(first, report, placeOf);
  },
};

/** Negates a flag of another tool with the opposite meaning. */
export const opposite = (value: Node): Node | undefined => {
  const flag = isScalar(value) ? flagOf(value.value) : undefined;
  return flag === undefined ? undefined : new Scalar(!flag);
};
