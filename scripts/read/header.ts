// The header of a file: its title block, the front matter after it, and metadata blocks further down, as Pandoc reads them.

import type { RuleId } from '../base/diagnostics.js';
import { changesOf, extensionsOf, readerOf } from '../markdown/extensions.js';
import { type MetadataBlock, masked, metadataBlocks } from '../markdown/index.js';
import { parseTitleBlock, type TitleBlock } from '../markdown/titleBlock.js';
import { almostHeader } from './almostHeader.js';
import {
  type FrontMatter,
  type HeaderProblem,
  joined,
  parseFrontMatter,
  readMetadata,
  unopenedFrontMatter,
} from './frontMatter.js';
import type { HeaderReader } from './headerReader.js';
import { hasKnownField } from './knownFields.js';

export interface Header {
  readonly titleBlock: TitleBlock | undefined;
  /** All metadata blocks together: of two with the same field the later wins. */
  readonly frontMatter: FrontMatter;
  readonly problems: readonly HeaderProblem[];
  /** Where the text after the header begins; metadata blocks further down are part of it. */
  readonly bodyOffset: number;
}

/** Says what is wrong at some offsets in the file; in the whole file if there are none. */
export type SayAt = (at: readonly [number, number] | undefined, rule: RuleId, reason: string, note?: string) => void;

const NONE: FrontMatter = { values: {}, meta: {}, at: {}, problems: [] };

/**
 * Reads the header of a file.
 * @param dialect of the file, where its header names none
 */
export function readHeader(text: string, dialect: string, fields: HeaderReader): Header {
  const titleBlock = parseTitleBlock(text);
  const start = titleBlock?.end ?? (text.startsWith('\uFEFF') ? 1 : 0);
  const opened = parseFrontMatter(text, start, fields);
  const later = opened?.problems.length
    ? []
    : laterMetadata(text, opened?.end ?? start, opened?.values.markdown ?? dialect, fields);
  const first = opened ?? (titleBlock || later.length > 0 ? undefined : unopenedFrontMatter(text, start, fields));
  const bodyOffset = first?.end ?? start;
  const frontMatter = [...(first ? [first] : []), ...later].reduce(joined, NONE);
  const almost = almostHeader(text, bodyOffset, {
    hasTitleBlock: titleBlock !== undefined,
    hasFrontMatter: first !== undefined,
    hasMore: later.length > 0,
  });
  return { titleBlock, frontMatter, bodyOffset, problems: [...frontMatter.problems, ...(almost ? [almost] : [])] };
}

/** What may be a metadata block: `---` after a blank line, over a line that may begin a mapping. */
const CANDIDATE = /(?:^|(?:^|\n)[ \t>]*\r?\n)[ \t>]*---[ \t]*\r?\n[ \t>]*(?=[^\n]*:|[#{?"'])/;

/** The metadata blocks in the text itself. Its blocks are read where there may be one. */
function laterMetadata(text: string, from: number, dialect: string, fields: HeaderReader): FrontMatter[] {
  // Most texts have no such line at all, which is seen at once.
  if (text.indexOf('---', from) < 0 || readerOf(dialect) !== 'pandoc' || !CANDIDATE.test(text.slice(from))) return [];
  const extensions = extensionsOf(changesOf(dialect));
  if (!extensions.has('yaml_metadata_block')) return [];
  return metadataBlocks(masked(text, from), extensions).flatMap((block) => laterBlock(block, fields) ?? []);
}

function laterBlock({ yaml, isMapping, offsetOf }: MetadataBlock, fields: HeaderReader): FrontMatter | undefined {
  // Text between two rules, unless a field of a header is in it.
  if (!isMapping && !hasKnownField(yaml)) return undefined;
  const found = readMetadata(yaml, offsetOf, fields);
  const names = Object.keys(found?.meta ?? {});
  if (!found || names.length === 0 || Object.keys(found.values).length > 0 || found.own || found.problems.length > 0)
    return found;
  const reason = `this is parsed as metadata, as in Pandoc, and not shown: ${names.join(', ')}`;
  const note = 'add a blank line after the `---` for a horizontal rule';
  return { ...found, problems: [{ rule: 'front-matter/middle', reason, note, at: [offsetOf(0), offsetOf(yaml.length)] }] };
}
