// The fields that the header of a file can have: the program's own, and those of features. They are known by their names, by those of
// other tools, and by misspellings.

import { distance } from 'fastest-levenshtein';
import type { Document, ParsedNode } from 'yaml';
import { type ValuesOf, withFields } from '../fields/fields.js';
import type { HeaderFields, OtherNames } from '../fields/headerField.js';
import { type FieldListener, readFields } from '../fields/readFields.js';
import { FRONT_MATTER_FIELDS } from './headerTable.js';
import { isMarker, markerName } from './visibility.js';

export type FrontMatterValues = ValuesOf<typeof FRONT_MATTER_FIELDS>;

/** What a name in a header means. */
interface Meant extends Pick<OtherNames, 'convert'> {
  readonly field: string;
  /** Of two names of one field, that of the lower rank is read; our own names come before those of other tools. */
  readonly rank: number;
}

/** What is said of a field that was probably meant to be one of ours. */
export interface Misspelling {
  readonly reason: string;
  readonly expected: readonly string[];
  readonly note?: string;
}

export class HeaderReader {
  readonly fields: HeaderFields;
  /** Our fields by their names as `markerName` gives them: `Title`, `toc_depth`. */
  private readonly ownNames: ReadonlyMap<string, string>;
  private readonly otherNames: ReadonlyMap<string, Meant>;

  /** @param ofFeatures the fields that features declare */
  constructor(private readonly ofFeatures: HeaderFields) {
    this.fields = withFields(FRONT_MATTER_FIELDS, ofFeatures);
    this.ownNames = new Map(Object.keys(this.fields).map((field) => [markerName(field), field]));
    const others = Object.entries(this.fields).flatMap(([field, { otherNames = [] }]) =>
      otherNames.flatMap(({ names, convert }) => names.map((name) => [name, { field, ...(convert && { convert }) }] as const)),
    );
    this.otherNames = new Map(others.map(([name, other], rank): [string, Meant] => [markerName(name), { ...other, rank }]));
  }

  /**
   * Reads the fields of a mapping.
   * @returns the values of the program's fields, and those of features
   */
  read(document: Document<ParsedNode>, listener: FieldListener) {
    const { values, at, borrowed } = readFields(document, this.fields, listener);
    const isOwn = ([name]: readonly [string, unknown]) => Object.hasOwn(this.ofFeatures, name);
    const own = Object.entries(values).filter(isOwn);
    const core: FrontMatterValues =
      own.length > 0 ? Object.fromEntries(Object.entries(values).filter((each) => !isOwn(each))) : values;
    return { values: core, ...(own.length > 0 && { own: Object.fromEntries(own) }), at, borrowed };
  }

  /** Returns what a name that is none of our fields means. */
  meant(name: string): Meant | undefined {
    const own = this.ownNames.get(markerName(name));
    return own === undefined ? this.otherNames.get(markerName(name)) : { field: own, rank: -1 };
  }

  /** Returns the field that a name in a header is read as: the field of that name, of another spelling, or of another tool's name. */
  known(name: string): string | undefined {
    return Object.hasOwn(this.fields, name) ? name : this.meant(name)?.field;
  }

  /** Whether a field is one that titleblock understands, under whatever name, or has been reported as a misspelling of one. */
  isUnderstood(name: string): boolean {
    return isMarker(name) || this.otherNames.has(markerName(name)) || this.misspelling(name) !== undefined;
  }

  /** Whether an author who is not trusted may set a field. @param name as it is written */
  isSafe(name: string): boolean {
    if (isMarker(name)) return true;
    const field = this.known(name);
    return field !== undefined && !this.fields[field]?.isUnsafe;
  }

  misspelling(name: string): Misspelling | undefined {
    const own = this.ownNames.get(markerName(name));
    if (own !== undefined && !isMarker(name)) return { reason: `"${name}" is read as "${own}"`, expected: [own] };
    if (isMarker(name) || this.otherNames.has(markerName(name))) return undefined;
    const expected = this.near(name);
    const note = 'other fields are passed to templates as $meta.…$';
    return expected === undefined ? undefined : { reason: `"${name}" is not a known field`, expected: [expected], note };
  }

  /** The field that a name one letter away from it, or in other case or number, was probably meant to be. */
  private near(name: string): string | undefined {
    if (name.length < 3) return undefined;
    const small = name.toLowerCase();
    const sorted = (text: string) => [...text].sort().join('');
    return Object.keys(this.fields).find(
      (field) => distance(small, field) <= 1 || sorted(small) === sorted(field) || `${small}es` === field,
    );
  }
}
