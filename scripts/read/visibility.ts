// Decides who may read a text, by the fields of its header (`markers.ts`), its name and its folders. A marker that means "public to
// some" is an error, because a static site can't protect anything. When in doubt, a text is not public.

import { cut } from '../base/text/cut.js';
import { isOneTypoAway } from '../base/text/slips.js';
import { isDraftName, underscoredPart } from '../base/unpublishedNames.js';
import type { Visibility } from '../types.js';
import { MARKERS } from './markers.js';
import type { Verdict } from './verdicts.js';

/** Normalises a name for the comparison of markers. */
export function markerName(field: string): string {
  return field.toLowerCase().replace(/[-_\s]/g, '');
}

const BY_NAME = new Map(MARKERS.flatMap((marker) => marker.fields.map((field) => [markerName(field), marker] as const)));

/** True for the name of a marker. */
export function isMarker(field: string): boolean {
  return BY_NAME.has(markerName(field));
}

/** Markers whose misspellings are detected. The others are too short, or too similar to other words. */
const DETECTED_MARKERS = [
  'draft',
  'published',
  'unpublished',
  'private',
  'hidden',
  'unlisted',
  'password',
  'encrypted',
  'protected',
  'visibility',
  'publishdate',
  'expirydate',
];
/** Other field names that are similar to one of these markers but not misspellings of it. */
const SIMILAR_WORDS = new Set([
  'craft',
  'drift',
  'graft',
  'raft',
  'drafty',
  'publisher',
  'pilates',
  'primate',
  'hiddens',
  'crypted',
  'passwords',
]);

/** True if a field is probably a misspelt marker that would keep the text from some readers. */
function isMisspelt(field: string, value: unknown, timezone: string): boolean {
  const name = markerName(field);
  if (name.length < 4 || BY_NAME.has(name) || SIMILAR_WORDS.has(name)) return false;
  const similar = DETECTED_MARKERS.find((marker) => isOneTypoAway(name, marker));
  const verdict = similar && BY_NAME.get(similar)?.read(value, timezone);
  return verdict !== undefined && verdict !== 'public';
}

/** A marker in a header. */
export interface MarkerValue {
  readonly field: string;
  readonly value: unknown;
  readonly verdict: Verdict;
}

/** The visibility of a text. */
export interface VisibilityResult {
  readonly isDraft: boolean;
  /** Absent if nothing limits it. */
  readonly visibility: Visibility | undefined;
  /** Markers that are errors; none for a draft. */
  readonly refused: readonly MarkerValue[];
}

/**
 * Combines the name and the header of a text.
 * @param path the path below content/
 * @param fields all fields of the header that may be markers, inherited ones included
 * @param timezone the site's time zone
 */
export function visibilityOf(
  path: string,
  fields: Iterable<readonly [field: string, value: unknown]>,
  timezone: string,
): VisibilityResult {
  const marked: MarkerValue[] = [];
  for (const [field, value] of fields) {
    const verdict = BY_NAME.get(markerName(field))?.read(value, timezone);
    if (verdict !== undefined) marked.push({ field, value, verdict });
    else if (isMisspelt(field, value, timezone)) marked.push({ field, value, verdict: 'unclear' });
  }
  const has = (wanted: Verdict) => marked.some(({ verdict }) => verdict === wanted);
  const isPublic = marked.some(({ field, verdict }) => verdict === 'public' && markerName(field).includes('draft'));
  const isHeldBack = isDraftName(path) || underscoredPart(path) !== undefined;
  const isDraft = has('draft') || (isHeldBack && !isPublic);
  const refused = marked.filter(({ verdict }) => verdict === 'restricted' || (verdict === 'unclear' && !isPublic));
  return { isDraft, visibility: limitsOf(marked), refused: isDraft ? [] : refused };
}

function limitsOf(marked: readonly MarkerValue[]): Visibility | undefined {
  const has = (wanted: Verdict) => marked.some(({ verdict }) => verdict === wanted);
  const from = marked.flatMap(({ verdict }) => (typeof verdict === 'object' && 'from' in verdict ? verdict.from : []));
  const until = marked.flatMap(({ verdict }) => (typeof verdict === 'object' && 'until' in verdict ? verdict.until : []));
  const [first] = until.sort();
  const last = from.sort().at(-1);
  const limits: Visibility = {
    ...(has('unlisted') && { unlisted: true }),
    ...((has('noindex') || has('unlisted')) && { noindex: true }),
    ...(last !== undefined && { from: last }),
    ...(first !== undefined && { until: first }),
  };
  return Object.keys(limits).length > 0 ? limits : undefined;
}

/** Returns the reason and the advice for a marker that is an error. */
export function refusalOf({ field, value, verdict }: MarkerValue): [reason: string, note: string] {
  const shown = typeof value === 'object' ? '' : `: ${cut(String(value), 40)}`;
  if (verdict === 'unclear')
    return [
      `"${field}${shown}" does not say whether the text is public`,
      'add `draft: true` to withhold it, or `draft: false` to publish it; docs/front-matter.md lists the words that are known',
    ];
  const isSecret = /pass|pwd|code|secret/i.test(field);
  return [
    `"${field}${isSecret ? '' : shown}" cannot protect this text: everybody could read it on a static site`,
    'add `draft: true` to withhold it; or remove the field to publish it, `unlisted: true` for an address that no list shows',
  ];
}
