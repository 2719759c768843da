// Reads feeds (RSS, Atom, JSON Feed) and sitemaps of other sites. They are foreign input: a damaged one gives what can be read. XML
// is read as a stream of tags, without a tree and without entities of its own, so neither depth nor declarations do harm.

import { Parser } from 'htmlparser2';
import { withoutForbidden } from '../base/text/characters.js';
import { cut } from '../base/text/cut.js';
import { textOfHtml } from '../base/text/htmlText.js';

/** An entry of a feed. A value that is missing is empty. */
export interface FeedEntry {
  /** As written: it may be relative, or no web address at all. */
  readonly address: string;
  readonly id: string;
  /** Plain text on one line. */
  readonly title: string;
  /** When it was first published, as written. */
  readonly date: string;
}

/** The content of a feed or a sitemap. */
export interface Feed {
  readonly entries: readonly FeedEntry[];
  /** Addresses of the pages in a sitemap. */
  readonly pages: readonly string[];
  /** Addresses of the sitemaps in an index. */
  readonly parts: readonly string[];
  /** True if elements of the XML are not closed, or nested too deeply. Entries that are not closed are left out. */
  readonly isDamaged: boolean;
}

/** Reads a feed (RSS, Atom, JSON Feed), a sitemap, or a sitemap index. A text that is none of them is empty. */
export function readFeed(text: string): Feed {
  const none: Feed = { entries: [], pages: [], parts: [], isDamaged: false };
  if (text.trimStart().startsWith('{')) return { ...none, ...readJson(text) };
  const { records, isDamaged } = readRecords(text);
  const entries = records.flatMap((record) => (record.name === 'item' || record.name === 'entry' ? entryOf(record) : []));
  const addressesIn = (name: string) => records.flatMap((record) => (record.name === name ? textIn(record, 'loc') || [] : []));
  return { entries, pages: addressesIn('url'), parts: addressesIn('sitemap'), isDamaged };
}

/** @see JSON Feed 1.1, "items" */
function readJson(text: string): Pick<Feed, 'entries' | 'isDamaged'> {
  try {
    const { items } = JSON.parse(text) as { readonly items?: unknown };
    const entries = (Array.isArray(items) ? items : []).map((item: { readonly [name: string]: unknown } | null): FeedEntry => {
      const fieldOf = (name: string) => {
        const value = item?.[name];
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      };
      const id = fieldOf('id');
      const address = fieldOf('url') || (isWebAddress(id) ? id : '');
      return { address, id, title: onOneLine(fieldOf('title')), date: fieldOf('date_published') };
    });
    return { entries, isDamaged: false };
  } catch {
    return { entries: [], isDamaged: true };
  }
}

const isWebAddress = (text: string): boolean => /^https?:/i.test(text);

// ── XML ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** An element of a list, with its own elements that have a meaning here. */
interface FeedRecord {
  readonly name: string;
  readonly fields: { readonly name: string; readonly attributes: { readonly [name: string]: string }; text: string }[];
}

/** Elements that a feed or a sitemap lists. */
const RECORDS = new Set(['item', 'entry', 'url', 'sitemap']);
/** Their elements that are read. */
const FIELDS = new Set(['title', 'link', 'guid', 'id', 'published', 'updated', 'pubDate', 'dc:date', 'loc']);
/** Maximum nesting. The parser takes time in proportion to it for each tag. */
const MAX_DEPTH = 500;

function readRecords(xml: string): { readonly records: readonly FeedRecord[]; readonly isDamaged: boolean } {
  const records: FeedRecord[] = [];
  let depth = 0;
  let record: { readonly depth: number; readonly content: FeedRecord } | undefined;
  let field: FeedRecord['fields'][number] | undefined;
  let isDamaged = false;
  let openedAt = -1;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth++;
        openedAt = parser.endIndex;
        // An error is the only way to stop the parser within a text.
        if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
        if (!record && RECORDS.has(name)) record = { depth, content: { name, fields: [] } };
        else if (record && depth === record.depth + 1 && FIELDS.has(name)) {
          field = { name, attributes, text: '' };
          record.content.fields.push(field);
        }
      },
      ontext: (text) => {
        if (field) field.text += text;
      },
      onclosetag: (_name, isImplied) => {
        // The parser calls `<link/>` implied too.
        const isUnclosed = isImplied && parser.endIndex !== openedAt;
        isDamaged ||= isUnclosed;
        if (record && depth === record.depth + 1) field = undefined;
        if (record && depth === record.depth) {
          if (!isUnclosed) records.push(record.content);
          record = undefined;
        }
        depth--;
      },
    },
    { xmlMode: true },
  );
  try {
    parser.end(xml);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    isDamaged = true;
  }
  return { records, isDamaged };
}

function textIn({ fields }: FeedRecord, ...names: readonly string[]): string {
  for (const name of names) {
    const text = fields.find((field) => field.name === name)?.text.trim();
    if (text) return text;
  }
  return '';
}

function entryOf(record: FeedRecord): FeedEntry {
  const links = record.fields.filter(({ name }) => name === 'link');
  const href = links.find(({ attributes: { rel = 'alternate', href } }) => rel === 'alternate' && href)?.attributes.href;
  const guid = textIn(record, 'guid');
  const written = (href ?? textIn(record, 'link')) || (isWebAddress(guid) ? guid : '');
  return {
    address: written.trim(),
    id: guid || textIn(record, 'id'),
    title: titleOf(record),
    date: textIn(record, 'published', 'pubDate', 'dc:date', 'updated'),
  };
}

/** HTML in a title: RSS does not say whether a title is text or HTML (RSS Advisory Board, "RSS Best Practices Profile", title). */
const LOOKS_LIKE_HTML = /<\/[a-z][a-z0-9]*\s*>|<(?:br|img|wbr)\b|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);/i;

/** Maximum length of a title with its markup. */
const MAX_TITLE = 5000;

function titleOf({ name, fields }: FeedRecord): string {
  const { text = '', attributes = {} } = fields.find((field) => field.name === 'title') ?? {};
  const type = attributes.type?.toLowerCase();
  const isHtml = name === 'entry' ? type === 'html' || type === 'text/html' : LOOKS_LIKE_HTML.test(text);
  const beginning = cut(text, MAX_TITLE);
  return onOneLine(isHtml ? textOfHtml(beginning).text : beginning);
}

/** Characters that set the direction of the text after them. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

function onOneLine(text: string): string {
  return withoutForbidden(text.replace(/\s+/g, ' ')).replace(DIRECTION_CONTROLS, '').trim();
}
