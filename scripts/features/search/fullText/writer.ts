// Makes the shards of an index, and updates them. An updated shard has the same bytes as one made from scratch.

import { FIELDS, type Field, TEXT } from '../../../base/text/ngrams.js';
import { hashOfTerm, readPostings, readShard, shardOf, writeGap, writePostings, writeShard } from './shard.js';

/** Number of parts that terms are divided into, so that an index can be made part by part. A power of two. */
const PARTS = 8;

/**
 * The terms of a post: for each part and field, a text with one term per line, which is cheap to send to another thread. The part
 * of a term is its hash modulo `PARTS`. The numbers of parts and shards are powers of two, so a part consists of whole shards, or
 * a shard of whole parts.
 */
export type PackedTerms = readonly string[];

export function packTerms(terms: ReadonlyMap<string, Field>): PackedTerms {
  const packed: string[][] = Array.from({ length: PARTS * FIELDS }, () => []);
  for (const [term, field] of terms) packed[(hashOfTerm(term) % PARTS) * FIELDS + field]?.push(term);
  return packed.map((each) => each.join('\n'));
}

/** Calls a function with each term of a post in some parts. */
function eachTerm(packed: PackedTerms, parts: readonly number[], call: (term: string, field: Field) => void): void {
  for (const part of parts) {
    for (let field = 0; field < FIELDS; field++) {
      const terms = packed[part * FIELDS + field];
      if (terms) for (const term of terms.split('\n')) call(term, field as Field);
    }
  }
}

const ALL_PARTS = Array.from({ length: PARTS }, (_, part) => part);

/**
 * The line of a term while an index is made: for one field, the gaps written so far and the last post; `above` is the next field.
 */
class Line {
  /** The first post of a run. Its gap is written later, because it depends on the run before. */
  first = -1;
  last = -1;
  written = '';
  /** The line of the next more prominent field. */
  above: Line | undefined;

  /** Returns the line of the field that is `steps` above this one. */
  at(steps: number): Line {
    if (steps === 0) return this;
    this.above ??= new Line();
    return this.above.at(steps - 1);
  }

  /** Adds a post to a run. */
  begin(id: number): void {
    if (this.first < 0) this.first = id;
    else this.written += writeGap(id - this.last);
    this.last = id;
  }

  /** Appends the posts of the next run. @param packed the posts of one field, as `packed` returns them */
  addPacked(packed: string): void {
    const [first, last, written = ''] = packed.split('.');
    this.written += writeGap(Number(first) - this.last) + written;
    this.last = Number(last);
  }

  /** The posts of a run as text: `first.last.gaps` for each field, the fields separated by commas. */
  packed(): string {
    const own = this.first < 0 ? '' : `${this.first}.${this.last}.${this.written}`;
    return this.above ? `${own},${this.above.packed()}` : own;
  }

  /** Returns the finished line: the gaps of all fields, separated by commas. */
  all(): string {
    return this.above ? `${this.written},${this.above.all()}` : this.written;
  }
}

/**
 * The terms of consecutive posts, packed into UTF-8: one array for each of the `PARTS`. Threads exchange runs without copying
 * them.
 */
export type PackedRun = readonly Uint8Array[];

/** Packs the terms of consecutive posts. @param from id of the first post */
export function packRun(from: number, posts: readonly ReadonlyMap<string, Field>[]): PackedRun {
  const parts = ALL_PARTS.map(() => new Map<string, Line>());
  for (const [at, terms] of posts.entries()) {
    for (const [term, field] of terms) {
      const lines = parts[hashOfTerm(term) % PARTS] as Map<string, Line>;
      let line = lines.get(term);
      if (!line) {
        line = new Line();
        lines.set(term, line);
      }
      line.at(TEXT - field).begin(from + at);
    }
  }
  return parts.map((lines) => {
    let text = '';
    for (const [term, line] of lines) text += `${term} ${line.packed()}\n`;
    return Buffer.from(text);
  });
}

/** Returns the number of steps in which an index is made. Each step makes some of the shards from some of the parts. */
export function stepsOf(shards: number): number {
  return Math.min(PARTS, shards);
}

/** Returns the parts that a step needs. @param runs all runs, by ascending ids of their posts */
export function partsOfStep(runs: readonly PackedRun[], step: number, shards: number): Uint8Array[] {
  const parts = ALL_PARTS.filter((part) => part % stepsOf(shards) === step);
  return parts.flatMap((part) => runs.map((run) => run[part] as Uint8Array));
}

/** Makes the shards of a step. @param parts the parts that `partsOfStep` returns */
export function* makeShards(
  parts: readonly Uint8Array[],
  step: number,
  shards: number,
): Generator<readonly [shard: number, content: string]> {
  const lines = new Map<number, Map<string, Line>>();
  for (let shard = step; shard < shards; shard += stepsOf(shards)) lines.set(shard, new Map());
  for (const { buffer, byteOffset, length } of parts) {
    const text = Buffer.from(buffer, byteOffset, length).toString();
    for (let at = 0, end = 0; at < text.length; at = end + 1) {
      end = text.indexOf('\n', at);
      const space = text.indexOf(' ', at);
      const term = text.slice(at, space);
      const shard = lines.get(shardOf(term, shards)) as Map<string, Line>;
      let line = shard.get(term);
      if (!line) {
        line = new Line();
        shard.set(term, line);
      }
      for (const [field, packed] of text
        .slice(space + 1, end)
        .split(',')
        .entries())
        if (packed) line.at(field).addPacked(packed);
    }
  }
  for (const [at, shard] of lines) yield [at, writeShard(shard.keys(), (term) => (shard.get(term) as Line).all())];
}

/** A new or changed post. */
export interface ChangedPost {
  readonly id: number;
  /** Undefined if the post is new. */
  readonly before: PackedTerms | undefined;
  readonly after: PackedTerms;
}

interface ChangedTerm {
  readonly id: number;
  /** The most prominent field with the term; undefined if the post no longer has it. */
  readonly field: Field | undefined;
}

/** Changes to an index, by shard and term. */
export type Changes = ReadonlyMap<number, ReadonlyMap<string, readonly ChangedTerm[]>>;

/** Compares the terms of posts before and after, and returns the differences. */
export function changesOf(posts: readonly ChangedPost[], shards: number): Changes {
  const changes = new Map<number, Map<string, ChangedTerm[]>>();
  const note = (term: string, change: ChangedTerm) => {
    const at = shardOf(term, shards);
    const shard = changes.get(at) ?? new Map<string, ChangedTerm[]>();
    changes.set(at, shard);
    shard.set(term, [...(shard.get(term) ?? []), change]);
  };
  for (const { id, before, after } of posts) {
    const old = new Map<string, Field>();
    if (before) eachTerm(before, ALL_PARTS, (term, field) => old.set(term, field));
    eachTerm(after, ALL_PARTS, (term, field) => {
      if (old.get(term) !== field) note(term, { id, field });
      old.delete(term);
    });
    for (const term of old.keys()) note(term, { id, field: undefined });
  }
  return changes;
}

/** Applies changes to a shard. Returns its new content. */
export function changeShard(content: string, changes: ReadonlyMap<string, readonly ChangedTerm[]>): string {
  const shard = readShard(content);
  for (const [term, changed] of changes) {
    const postings = readPostings(shard.get(term) ?? '');
    for (const { id, field: now } of changed) {
      for (const [field, ids] of postings.entries()) {
        const at = ids.indexOf(id);
        if (field !== now && at >= 0) ids.splice(at, 1);
        if (field === now && at < 0) insert(ids, id);
      }
    }
    if (postings.every((ids) => ids.length === 0)) shard.delete(term);
    else shard.set(term, writePostings(postings));
  }
  return writeShard(shard.keys(), (term) => shard.get(term) as string);
}

function insert(ids: number[], id: number): void {
  let at = ids.length;
  while (at > 0 && (ids[at - 1] as number) > id) at--;
  ids.splice(at, 0, id);
}
