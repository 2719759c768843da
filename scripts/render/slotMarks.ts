// Marks that stand for slots in HTML until it is divided into pieces. A mark holds a secret of this process, so no text of a site
// can contain one, however it is encoded: as a character, as `&#xFDD0;`, as an escape in YAML, or made by a plugin or a drawing.

import { randomBytes } from 'node:crypto';
import type { Piece } from '../types.js';

/** Changes with each process and is in no output: every mark that was made is replaced by its slot. */
const SECRET = randomBytes(12).toString('hex');

const MARK = new RegExp(`slot-${SECRET}-(\\d+)\\.`);

/** The mark of a slot by its number. Needs no escaping in HTML, nor quotes as the value of an attribute. */
export function markOfSlot(number: number): string {
  return `slot-${SECRET}-${number}.`;
}

/** The value of an attribute that only this process can have written. */
export function secretValue(number: number): string {
  return `${SECRET}-${number}`;
}

/** The number in such a value; undefined if a writer wrote it. */
export function numberOfSecret(value: unknown): number | undefined {
  return typeof value === 'string' && value.startsWith(`${SECRET}-`) ? Number(value.slice(SECRET.length + 1)) : undefined;
}

/** Divides HTML at the marks. */
export function pieces(html: string, slots: readonly Exclude<Piece, string>[]): Piece[] {
  return html
    .split(MARK)
    .map((part, index): Piece | undefined => (index % 2 === 0 ? part : slots[Number(part)]))
    .filter((piece): piece is Piece => piece !== undefined && piece !== '');
}
