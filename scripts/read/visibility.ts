// Who may read a text: what the fields of its header, its name and its folders say (`markers.ts`). A marker that means "public to
// some" is an error, because a static site can protect nothing. When in doubt, a text is not public.

import { isDraftName, underscored } from '../base/keptNames.js';
import { cut } from '../base/text/cut.js';
import { isOneTypoAway } from '../base/text/slips.js';
import type { Visibility } from '../types.js';
import { MARKERS } from './markers.js';
import type { Verdict } from './verdicts.js';

/** A name as markers compare it. */
export function markerName(field: string): string {
  return field.toLowerCase().replace(/[-_\s]/g, '');
}

const BY_NAME = new Map(MARKERS.flatMap((marker) => marker.fields.map((field) => [markerName(field), marker] as const)));

/** Whether a field says who may read a text. */
export function isMarker(field: string): boolean {
  return BY_NAME.has(markerName(field));
}

/** Markers that are looked for in names with a letter too many, too few, or in another place; others are too short, or near to words. */
const OFTEN = [
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
/** Words of their own that are near to one of them. */
const WORDS_NEAR = new Set([
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

/** Whether a field is probably a marker with a slip of the pen that would keep the text from some readers. */
function isMisspelt(field: string, value: unknown, timezone: string): boolean {
  const name = markerName(field);
  if (name.length < 4 || BY_NAME.has(name) || WORDS_NEAR.has(name)) return false;
  const meant = OFTEN.find((marker) => isOneTypoAway(name, marker));
  const verdict = meant && BY_NAME.get(meant)?.read(value, timezone);
  return verdict !== undefined && verdict !== 'public';
}

/** What a header says of a field. */
export interface Marked {
  readonly field: string;
  readonly value: unknown;
  readonly verdict: Verdict;
}

/** Who may read a text. */
export interface Readers {
  readonly isDraft: boolean;
  /** Absent where nothing limits it. */
  readonly visibility: Visibility | undefined;
  /** Fields that are errors, unless it is a draft anyway. */
  readonly refused: readonly Marked[];
}

/**
 * Puts together what the name and the header of a text say.
 * @param path below content/
 * @param fields all fields of the header that are no texts of their own, with those that it inherits
 * @param timezone of the site
 */
export function visibilityOf(
  path: string,
  fields: Iterable<readonly [field: string, value: unknown]>,
  timezone: string,
): Readers {
  const marked: Marked[] = [];
  for (const [field, value] of fields) {
    const verdict = BY_NAME.get(markerName(field))?.read(value, timezone);
    if (verdict !== undefined) marked.push({ field, value, verdict });
    else if (isMisspelt(field, value, timezone)) marked.push({ field, value, verdict: 'unclear' });
  }
  const has = (wanted: Verdict) => marked.some(({ verdict }) => verdict === wanted);
  const isPublic = marked.some(({ field, verdict }) => verdict === 'public' && markerName(field).includes('draft'));
  const isBack = isDraftName(path) || underscored(path) !== undefined;
  const isDraft = has('draft') || (isBack && !isPublic);
  const refused = marked.filter(({ verdict }) => verdict === 'restricted' || (verdict === 'unclear' && !isPublic));
  return { isDraft, visibility: limitsOf(marked), refused: isDraft ? [] : refused };
}

function limitsOf(marked: readonly Marked[]): Visibility | undefined {
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

/** Why a text with a marker is not published, and what to do. */
export function refusalOf({ field, value, verdict }: Marked): [reason: string, note: string] {
  const shown = typeof value === 'object' ? '' : `: ${cut(String(value), 40)}`;
  if (verdict === 'unclear')
    return [
      `"${field}${shown}" does not say whether the text is public`,
      'add `draft: true` to keep it back, or `draft: false` to publish it; docs/front-matter.md lists the words that are known',
    ];
  const isSecret = /pass|pwd|code|secret/i.test(field);
  return [
    `"${field}${isSecret ? '' : shown}" cannot protect this text: everybody could read it on a static site`,
    'add `draft: true` to keep it back; or remove the field to publish it, `unlisted: true` for an address that no list shows',
  ];
}
