// Reads exports of WordPress, which are RSS with elements of their own. They are read in pieces: an export may be larger than a text can
// be. @see WordPress, "WXR" (wp-admin/includes/export.php)

import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { Parser } from 'htmlparser2';

/** The text of each element, by its name with prefix: `wp:post_id`. */
type Fields = { readonly [element: string]: string };

export interface WxrTerm {
  readonly domain: string;
  readonly slug: string;
  readonly name: string;
}

export interface WxrItem {
  readonly fields: Fields;
  readonly terms: readonly WxrTerm[];
  readonly meta: Fields;
  readonly comments: readonly Fields[];
  /** Number of the item in its file, from 1. */
  readonly number: number;
  readonly file: string;
}

/** The content of one export or several. */
export interface Wxr {
  readonly channel: Fields;
  readonly authors: readonly Fields[];
  readonly categories: readonly Fields[];
  readonly items: readonly WxrItem[];
}

/** Elements that hold others. */
const HOLDERS = new Set([
  'channel',
  'item',
  'wp:author',
  'wp:category',
  'wp:tag',
  'wp:term',
  'wp:postmeta',
  'wp:comment',
  'wp:commentmeta',
  'image',
]);

/** Bytes that are read at once. */
const PIECE = 1 << 20;

/** Reads the exports of one site. @param root absolute path of their folder @param files their paths below it */
export function readWxr(root: string, files: readonly string[]): Wxr {
  const reader = new WxrReader();
  for (const file of files) readFile(join(root, file), reader.parserOf(file));
  return reader.result();
}

function readFile(path: string, parser: Parser): void {
  const decoder = new StringDecoder('utf8');
  const piece = Buffer.alloc(PIECE);
  const file = openSync(path, 'r');
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece))
      parser.write(decoder.write(piece.subarray(0, length)));
  } finally {
    closeSync(file);
  }
  parser.end(decoder.end());
}

interface Holder {
  readonly name: string;
  readonly fields: { [element: string]: string };
}

class WxrReader {
  private readonly channel: { [element: string]: string } = {};
  private readonly authors: Fields[] = [];
  private readonly categories: Fields[] = [];
  private readonly items: WxrItem[] = [];
  private readonly known = new Set<string>();

  result(): Wxr {
    return { channel: this.channel, authors: this.authors, categories: this.categories, items: this.items };
  }

  /** Returns a parser that collects the items of a file. */
  parserOf(file: string): Parser {
    const holders: Holder[] = [];
    let item = newItem();
    let [text, number] = ['', 0];
    let term: { domain: string; slug: string } | undefined;
    return new Parser(
      {
        onopentag: (name, { domain = '', nicename = '' }) => {
          text = '';
          if (name === 'item') item = newItem();
          term = name === 'category' ? { domain, slug: nicename } : undefined;
          if (HOLDERS.has(name)) holders.push({ name, fields: {} });
        },
        ontext: (part) => {
          text += part;
        },
        onclosetag: (name) => {
          const holder = holders.at(-1);
          if (!HOLDERS.has(name)) {
            if (holder && term) item.terms.push({ ...term, name: text.trim() });
            else if (holder && holder.fields[name] === undefined) holder.fields[name] = text;
            term = undefined;
            text = '';
            return;
          }
          holders.pop();
          const fields = holder?.fields ?? {};
          if (name === 'item') this.add({ ...item, fields, number: ++number, file });
          else if (name === 'wp:postmeta') item.meta[fields['wp:meta_key'] ?? ''] = fields['wp:meta_value'] ?? '';
          else if (name === 'wp:comment') item.comments.push(fields);
          else this.addOther(name, fields);
        },
      },
      { xmlMode: true, decodeEntities: true },
    );
  }

  /** Adds an item. Exports that overlap have it once. */
  private add(item: WxrItem): void {
    const id = item.fields['wp:post_id'];
    if (id !== undefined && this.known.has(id)) return;
    if (id !== undefined) this.known.add(id);
    this.items.push(item);
  }

  private addOther(name: string, fields: Fields): void {
    if (name === 'channel') for (const [element, value] of Object.entries(fields)) this.channel[element] ??= value;
    if (name === 'wp:author') this.authors.push(fields);
    if (name === 'wp:category') this.categories.push(fields);
  }
}

interface OpenItem {
  readonly terms: WxrTerm[];
  readonly meta: { [key: string]: string };
  readonly comments: Fields[];
}

const newItem = (): OpenItem => ({ terms: [], meta: {}, comments: [] });
