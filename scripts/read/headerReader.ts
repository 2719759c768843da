// Knows the fields that a header can have: the program's own, and those of features. It finds them by their names, by the names of
// other tools, and by misspellings.

import { distance } from 'fastest-levenshtein';
import type { Document, ParsedNode } from 'yaml';
import { type ValuesOf, withFields } from '../fields/fields.js';
import type { HeaderFields, OtherNames } from '../fields/headerField.js';
import { type FieldListener, readFields } from '../fields/readFields.js';
import { FRONT_MATTER_FIELDS } from './headerTable.js';
import { isMarker, markerName } from './visibility.js';

export type FrontMatterValues = ValuesOf<typeof FRONT_MATTER_FIELDS>;

/** The field that a name in a header stands for. */
interface NameMeaning extends Pick<OtherNames, 'convert'> {
  readonly field: string;
  /** If a header has several names of one field, the lowest rank is read. Our own names come before those of other tools. */
  readonly rank: number;
}

/** The warning about a name that was probably meant as a field of ours. */
export interface Misspelling {
  readonly reason: string;
  readonly expected: readonly string[];
  readonly note?: string;
}

/** Reads headers with a given set of fields. */
export class HeaderReader {
  readonly fields: HeaderFields;
  /** Our fields by normalised names (`markerName`), for other spellings: `Title`, `toc_depth`. */
  private readonly ownNames: ReadonlyMap<string, string>;
  private readonly otherNames: ReadonlyMap<string, NameMeaning>;

  /** @param ofFeatures the fields that features declare */
  constructor(private readonly ofFeatures: HeaderFields) {
    this.fields = withFields(FRONT_MATTER_FIELDS, ofFeatures);
    this.ownNames = new Map(Object.keys(this.fields).map((field) => [markerName(field), field]));
    const others = Object.entries(this.fields).flatMap(([field, { otherNames = [] }]) =>
      otherNames.flatMap(({ names, convert }) => names.map((name) => [name, { field, ...(convert && { convert }) }] as const)),
    );
    this.otherNames = new Map(others.map(([name, other], rank): [string, NameMeaning] => [markerName(name), { ...other, rank }]));
  }

  /**
   * Reads the fields of a mapping.
   * @returns the values of the program's fields, and those of features in `own`
   */
  read(document: Document<ParsedNode>, listener: FieldListener) {
    const { values, at, fromOtherNames } = readFields(document, this.fields, listener);
    const isOwn = ([name]: readonly [string, unknown]) => Object.hasOwn(this.ofFeatures, name);
    const own = Object.entries(values).filter(isOwn);
    const core: FrontMatterValues =
      own.length > 0 ? Object.fromEntries(Object.entries(values).filter((each) => !isOwn(each))) : values;
    return { values: core, ...(own.length > 0 && { own: Object.fromEntries(own) }), at, fromOtherNames };
  }

  /** Returns the field that an undeclared name stands for. */
  meaningOf(name: string): NameMeaning | undefined {
    const own = this.ownNames.get(markerName(name));
    return own === undefined ? this.otherNames.get(markerName(name)) : { field: own, rank: -1 };
  }

  /** Returns the field that a name in a header is read as: of that name, of another spelling, or of another tool's name. */
  fieldOf(name: string): string | undefined {
    return Object.hasOwn(this.fields, name) ? name : this.meaningOf(name)?.field;
  }

  /** True for a field that titleblock understands under any name, or has reported as a misspelling. */
  isUnderstood(name: string): boolean {
    return isMarker(name) || this.otherNames.has(markerName(name)) || this.misspelling(name) !== undefined;
  }

  /** True if an untrusted author may set a field. @param name as it was written */
  isSafe(name: string): boolean {
    if (isMarker(name)) return true;
    const field = this.fieldOf(name);
    return field !== undefined && !this.fields[field]?.isUnsafe;
  }

  misspelling(name: string): Misspelling | undefined {
    const own = this.ownNames.get(markerName(name));
    if (own !== undefined && !isMarker(name)) return { reason: `"${name}" is read as "${own}"`, expected: [own] };
    if (isMarker(name) || this.otherNames.has(markerName(name))) return undefined;
    const expected = this.nearestField(name);
    const note = 'other fields are passed to templates as $meta.…$';
    return expected === undefined ? undefined : { reason: `"${name}" is not a known field`, expected: [expected], note };
  }

  /** Returns the field that a name was probably meant to be: it differs by one letter, or in case or number. */
  private nearestField(name: string): string | undefined {
    if (name.length < 3) return undefined;
    const small = name.toLowerCase();
    const sorted = (text: string) => [...text].sort().join('');
    return Object.keys(this.fields).find(
      (field) => distance(small, field) <= 1 || sorted(small) === sorted(field) || `${small}es` === field,
    );
  }
}
