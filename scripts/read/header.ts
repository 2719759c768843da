// Reads the header of a file: its title block, the front matter after it, and metadata blocks further down, as Pandoc does.

import type { RuleId } from '../base/diagnostics.js';
import { changesOf, extensionsOf, readerOf } from '../markdown/extensions.js';
import { type MetadataBlock, masked, metadataBlocks } from '../markdown/index.js';
import { parseTitleBlock, type TitleBlock } from '../markdown/titleBlock.js';
import { almostHeader } from './almostHeader.js';
import {
  type FrontMatter,
  type HeaderProblem,
  mergeFrontMatter,
  parseFrontMatter,
  readMetadata,
  unopenedFrontMatter,
} from './frontMatter.js';
import type { HeaderReader } from './headerReader.js';
import { hasKnownField } from './knownFields.js';

export interface Header {
  readonly titleBlock: TitleBlock | undefined;
  /** All metadata blocks merged; later ones override earlier ones. */
  readonly frontMatter: FrontMatter;
  readonly problems: readonly HeaderProblem[];
  /** Offset of the text after the header. Metadata blocks further down are part of the text. */
  readonly bodyOffset: number;
}

/** Reports a problem at a range of offsets in the file, or for the whole file. */
export type ReportAt = (at: readonly [number, number] | undefined, rule: RuleId, reason: string, note?: string) => void;

const NONE: FrontMatter = { values: {}, meta: {}, at: {}, problems: [] };

/**
 * Reads the header of a file.
 * @param dialect the file's dialect, unless its header names one
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
  const frontMatter = [...(first ? [first] : []), ...later].reduce(mergeFrontMatter, NONE);
  const almost = almostHeader(text, bodyOffset, {
    hasTitleBlock: titleBlock !== undefined,
    hasFrontMatter: first !== undefined,
    hasMore: later.length > 0,
  });
  return { titleBlock, frontMatter, bodyOffset, problems: [...frontMatter.problems, ...(almost ? [almost] : [])] };
}

/** A possible metadata block: `---` after a blank line, before a line that may begin a mapping. */
const CANDIDATE = /(?:^|(?:^|\n)[ \t>]*\r?\n)[ \t>]*---[ \t]*\r?\n[ \t>]*(?=[^\n]*:|[#{?"'])/;

/** Reads the metadata blocks in the text itself. Blocks are parsed only if there may be one. */
function laterMetadata(text: string, from: number, dialect: string, fields: HeaderReader): FrontMatter[] {
  // A quick check: most texts have no such line at all.
  if (text.indexOf('---', from) < 0 || readerOf(dialect) !== 'pandoc' || !CANDIDATE.test(text.slice(from))) return [];
  const extensions = extensionsOf(changesOf(dialect));
  if (!extensions.has('yaml_metadata_block')) return [];
  return metadataBlocks(masked(text, from), extensions).flatMap((block) => laterBlock(block, fields) ?? []);
}

function laterBlock({ yaml, isMapping, offsetOf }: MetadataBlock, fields: HeaderReader): FrontMatter | undefined {
  // Without a known field, it is text between two horizontal rules.
  if (!isMapping && !hasKnownField(yaml)) return undefined;
  const found = readMetadata(yaml, offsetOf, fields);
  const names = Object.keys(found?.meta ?? {});
  if (!found || names.length === 0 || Object.keys(found.values).length > 0 || found.own || found.problems.length > 0)
    return found;
  const reason = `this is parsed as metadata, as in Pandoc, and not shown: ${names.join(', ')}`;
  const note = 'add a blank line after the `---` for a horizontal rule';
  return { ...found, problems: [{ rule: 'front-matter/middle', reason, note, at: [offsetOf(0), offsetOf(yaml.length)] }] };
}
