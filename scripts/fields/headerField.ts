// Fields of front matter: what is known of each besides its type, and the types that features share with the reader of headers.

import { isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { boolean, type Field, flagOf, type Type, text } from './fields.js';

/** Names that other tools have for a field. */
export interface OtherNames {
  /** Compared without case, spaces, `-` and `_`; of two in a header the first of the list wins. */
  readonly names: readonly string[];
  /** Gives the value that the field would have. @returns undefined if it says nothing */
  readonly convert?: (value: Node) => Node | undefined;
}

export interface HeaderField<T> extends Field<T> {
  /** They are read where the header has no field of ours that says the same; of two, the first wins. */
  readonly otherNames?: readonly OtherNames[];
  /** Whether it belongs to one file: no folder may set it. */
  readonly isOfFile?: true;
  /** Whether it acts on more than the text, such as the head of the page: no author who is not trusted may set it. */
  readonly isUnsafe?: true;
}

export type HeaderFields = { readonly [name: string]: HeaderField<unknown> };

/** A boolean, also as YAML 1.1 and TOML spell it; of a theme's mapping such as `{enable: true}`, its switch. */
export const flag: Type<boolean> = {
  name: boolean.name,
  schema: { enum: [true, false, 'yes', 'no', 'on', 'off'] },
  read: (node, complain, placeOf) => {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => /^(?:enabled?|on|show|use)$/i.test(String(key)));
      const value = pair && isScalar(pair.value) ? flagOf(pair.value.value) : undefined;
      if (value !== undefined) complain(`the mapping is read as ${value}, and its other fields are not used`, node, 'warning');
      if (value !== undefined) return value;
    }
    const value = isScalar(node) ? flagOf(node.value) : undefined;
    return value ?? boolean.read(node, complain, placeOf);
  },
};

/** A text; of a list, its first item. */
export const oneText: Type<string> = {
  name: text.name,
  ...(text.schema && { schema: text.schema }),
  read: (node, complain, placeOf) => {
    if (!isSeq(node)) return text.read(node, complain, placeOf);
    const [first, ...more] = node.items as Node[];
    if (more.length > 0) complain('only the first item of the list is used', more[0], 'warning');
    return first && text.read(first, complain, placeOf);
  },
};

/** The flag that says no where another says yes. */
export const opposite = (value: Node): Node | undefined => {
  const flag = isScalar(value) ? flagOf(value.value) : undefined;
  return flag === undefined ? undefined : new Scalar(!flag);
};
