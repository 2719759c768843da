// Places of nodes in their file.

import type { Position } from 'unist';
import { placeAt } from '../base/diagnostics.js';
import type { RawTag } from '../base/text/rawHtml.js';
import type { Place } from '../types.js';
import type { Raw } from './brokenHtml.js';

/** A position that may be in another file than the text. */
export interface FilePosition extends Position {
  /** From the site's folder. */
  readonly file?: string;
}

export function placeOf({ start, end, file }: FilePosition): Place {
  return {
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(file !== undefined && { file }),
  };
}

/** Returns the position of a place, without offsets: it may be in another file than the text. */
export function positionOf({ line, column, endLine = line, endColumn = column, file }: Place): FilePosition {
  return { start: { line, column }, end: { line: endLine, column: endColumn }, ...(file !== undefined && { file }) };
}

/**
 * Returns the place of a tag in a raw node. The node's text lacks the prefixes of quotes and lists, so the tag's line is searched for it.
 * @param text the whole file
 * @returns undefined if the node has no position
 */
export function placeInRaw(text: string, node: Raw, tag: RawTag): Place | undefined {
  const start = node.position?.start;
  if (start?.offset === undefined) return undefined;
  const written = node.value.slice(tag.start, tag.end).split('\n', 1)[0] ?? '';
  const linesBefore = node.value.slice(0, tag.start).split('\n').length - 1;
  let offset = start.offset;
  for (let line = 0; line < linesBefore; line++) offset = text.indexOf('\n', offset) + 1;
  const at = text.indexOf(written, linesBefore === 0 ? start.offset + tag.start : offset);
  return at < 0 ? placeAt(text, offset) : placeAt(text, at, at + written.length);
}
