// The record of a build: it reads what it wrote, whatever earlier records contain, and writes only changes.

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOfBytes, shortHash } from '../../scripts/base/hash.js';
import { type Line, type LineValues, readLines } from '../../scripts/cache/chunks.js';
import {
  filesOfTable,
  type RecordValues,
  readRecord,
  type StoredRecord,
  tableOfFiles,
  UNCHANGED,
} from '../../scripts/cache/record.js';
import { writeRecord } from '../../scripts/cache/writeRecord.js';
import { rounds, temporaryFolder } from '../support.js';

/** Values of a row. */
interface Row {
  readonly text: string;
  readonly number: number;
  readonly json: unknown;
}

type Rows = ReadonlyMap<string, Row>;

const row = fc.record({
  text: fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\0')),
  number: fc.double(),
  json: fc.jsonValue({ maxDepth: 2 }),
});
const key = fc.integer({ min: 0, max: 60 }).map((number) => `posts/p${number}.md`);
/** An edit of some rows. Undefined removes one. */
const edit = fc.array(fc.tuple(key, fc.option(row, { nil: undefined })), { maxLength: 4 });
const first = fc.array(fc.tuple(key, row), { maxLength: 60 });

const recordIn = (folder: string) => join(folder, 'last-build');
const earlier = (folder: string) => readdirSync(folder).filter((name) => name !== 'last-build');

/** Makes values as a build does: unchanged lines refer to the previous record. */
function valuesOf(rows: Rows, before?: { readonly rows: Rows; readonly stored: StoredRecord }): RecordValues {
  const keys = [...rows.keys()].sort();
  const old = before?.stored.table('rows');
  const places = new Map(old?.keys().map((each, at) => [each, at]));
  const kept: LineValues = old?.lines('json') ?? [];
  const lines = keys.map((each): Line => {
    const { json } = rows.get(each) as Row;
    const isSame = before?.rows.get(each)?.json === json;
    return (isSame ? kept.at(places.get(each) ?? -1) : undefined) ?? JSON.stringify(json);
  });
  const columns = {
    texts: keys.map((each) => (rows.get(each) as Row).text),
    numbers: Float64Array.from(keys.flatMap((each) => [(rows.get(each) as Row).number, 1])),
    json: { lines },
  };
  return {
    texts: { all: `${keys.length} rows` },
    tables: { rows: { keys, columns }, none: { keys: [], columns: { texts: [] } } },
  };
}

/** Reads a record by its columns and by its lines. */
function contentOf(stored: StoredRecord): Rows {
  const table = stored.table('rows');
  const [keys, texts, numbers, lines] = [table.keys(), table.texts('texts'), table.numbers('numbers'), table.lines('json')];
  const parsed = lines.parse<unknown>();
  const alone = readLines(lines).map((bytes) => JSON.parse(Buffer.from(bytes).toString()) as unknown);
  expect(alone).toEqual(parsed);
  expect([stored.text('all'), stored.table('none').keys()]).toEqual([`${keys.length} rows`, []]);
  return new Map(
    keys.map((each, at) => [each, { text: texts[at] as string, number: numbers[at * 2] as number, json: parsed[at] }]),
  );
}

const sorted = (rows: Rows) =>
  new Map(
    [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([each, { json, ...others }]) => [each, { ...others, json: JSON.parse(JSON.stringify(json)) as unknown }]),
  );

test('reads what was written after any edits, and leaves no unused files', () => {
  fc.assert(
    fc.property(first, fc.array(edit, { maxLength: 12 }), fc.integer({ min: 1, max: 8 }), (start, edits, size) => {
      const folder = temporaryFolder();
      const file = recordIn(folder);
      let rows: Rows = new Map(start);
      writeRecord(file, 'p', valuesOf(rows), { rows: size });
      for (const changes of edits) {
        const stored = readRecord(file, 'p') as StoredRecord;
        const now = new Map(rows);
        for (const [each, value] of changes) {
          if (value) now.set(each, value);
          else now.delete(each);
        }
        writeRecord(file, 'p', valuesOf(now, { rows, stored }), { before: stored, rows: size });
        rows = now;
        let read = readRecord(file, 'p') as StoredRecord;
        expect(contentOf(read)).toEqual(sorted(rows));
        // The same, with unchanged tables that are not packed again.
        const { texts, tables } = valuesOf(rows);
        writeRecord(file, 'p', { texts, tables: { ...tables, rows: UNCHANGED } }, { before: read, rows: size });
        read = readRecord(file, 'p') as StoredRecord;
        expect(contentOf(read)).toEqual(sorted(rows));
        expect(earlier(folder).sort()).toEqual(
          read.files
            .slice(1)
            .map(([name]) => name)
            .sort(),
        );
      }
      rmSync(folder, { recursive: true });
    }),
    { numRuns: rounds(100, 1000) },
  );
});

/** Writes a record of many rows. */
function manyRows(count: number): Map<string, Row> {
  return new Map(
    Array.from({ length: count }, (_, at) => [
      `posts/p${at}.md`,
      { text: `t${at}`, number: at, json: { at, more: 'x'.repeat(99) } },
    ]),
  );
}

/** Writes a record of many rows, then one with a row added. */
function changedRecord(folder: string) {
  const file = recordIn(folder);
  const before = manyRows(2000);
  writeRecord(file, 'p', valuesOf(before), { rows: 16 });
  const stored = readRecord(file, 'p') as StoredRecord;
  const now = new Map(before).set('posts/p77a.md', { text: 'new', number: 1, json: 'new' });
  writeRecord(file, 'p', valuesOf(now, { rows: before, stored }), { before: stored, rows: 16 });
  return { file, before, now };
}

describe('a record with few changes', () => {
  test('writes only what has changed', () => {
    const folder = temporaryFolder();
    const { file, now } = changedRecord(folder);
    const [name = ''] = earlier(folder);
    expect(earlier(folder)).toHaveLength(1);
    expect(statSync(file).size).toBeLessThan(statSync(join(folder, name)).size / 5);
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(now));
  });

  test.each([
    // More than twice what is written is needed of the earlier file: it stays.
    ['a quarter', 500, 1],
    // Less than twice what is written is needed: all is written into one file.
    ['two fifths', 800, 0],
    // Less than half of the earlier file is needed: all is written.
    ['most', 1500, 0],
  ])('refers to an earlier file, or is written whole: %s of its rows are new', (_part, count, files) => {
    const folder = temporaryFolder();
    const file = recordIn(folder);
    const rows = manyRows(2000);
    writeRecord(file, 'p', valuesOf(rows), { rows: 16 });
    const stored = readRecord(file, 'p') as StoredRecord;
    const now = new Map(rows);
    for (const key of [...rows.keys()].sort().slice(0, count)) {
      const { json, ...row } = rows.get(key) as Row;
      now.set(key, { text: `${row.text}!`, number: row.number + 0.5, json: { ...(json as object), isNew: 1 } });
    }
    writeRecord(file, 'p', valuesOf(now, { rows, stored }), { before: stored, rows: 16 });
    expect(earlier(folder)).toHaveLength(files);
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(now));
  });

  test.each([
    ['a third', 700, 1],
    ['two thirds', 1400, 0],
  ])('keeps an earlier file while half of it is needed: %s of its rows are gone', (_part, count, files) => {
    const folder = temporaryFolder();
    const file = recordIn(folder);
    const rows = manyRows(2000);
    writeRecord(file, 'p', valuesOf(rows), { rows: 16 });
    const stored = readRecord(file, 'p') as StoredRecord;
    const now = new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).slice(count));
    writeRecord(file, 'p', valuesOf(now, { rows, stored }), { before: stored, rows: 16 });
    expect(earlier(folder)).toHaveLength(files);
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(now));
  });

  test('can have a header of any length', () => {
    const folder = temporaryFolder();
    const file = recordIn(folder);
    const rows = manyRows(600);
    // Each row is a chunk with its own entry in the header.
    writeRecord(file, 'p', valuesOf(rows), { rows: 1 });
    expect(Number(readFileSync(file, 'latin1').slice(23, 33).split('\n')[0])).toBeGreaterThan(65_536);
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(rows));
  });

  test('has few files, and writes little, after many edits', () => {
    const folder = temporaryFolder();
    const file = recordIn(folder);
    let rows = manyRows(2000);
    writeRecord(file, 'p', valuesOf(rows), { rows: 16 });
    const whole = statSync(file).size;
    let written = 0;
    for (let n = 0; n < 100; n++) {
      const stored = readRecord(file, 'p') as StoredRecord;
      const now = new Map(rows).set(`posts/p${(n * 617) % 2000}.md`, { text: `${n}`, number: n, json: n });
      writeRecord(file, 'p', valuesOf(now, { rows, stored }), { before: stored, rows: 16 });
      rows = now;
      written += statSync(file).size;
      expect(earlier(folder).length).toBeLessThan(8);
    }
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(rows));
    // Written completely each time, it would be 100.
    expect(written / whole).toBeLessThan(40);
  });

  test('is damaged if an earlier file is missing, truncated, changed, or a link', () => {
    const damages: readonly ((path: string, bytes: Buffer) => void)[] = [
      () => {},
      (path, bytes) => writeFileSync(path, bytes.subarray(0, 5000)),
      (path, bytes) => writeFileSync(path, bytes.fill(0x20, bytes.length - 400)),
      (path) => mkdirSync(path),
      (path, bytes) => {
        writeFileSync(`${path}.other`, bytes);
        symlinkSync(`${path}.other`, path);
      },
    ];
    for (const damage of damages) {
      const folder = temporaryFolder();
      const { file } = changedRecord(folder);
      const path = join(folder, earlier(folder)[0] as string);
      const bytes = readFileSync(path);
      unlinkSync(path);
      damage(path, bytes);
      const stored = readRecord(file, 'p') as StoredRecord;
      expect(() => contentOf(stored)).toThrow('is damaged');
    }
  });

  test('reads no files with other names', () => {
    const folder = temporaryFolder();
    const { file } = changedRecord(folder);
    const name = earlier(folder)[0] as string;
    writeFileSync(join(folder, 'elsewhere'), readFileSync(join(folder, name)));
    const text = readFileSync(file, 'latin1');
    const end = text.indexOf('\n') + 1;
    const length = Number(text.slice(0, end).split(' ')[1]);
    const json = text.slice(end, end + length).replace(name, '../elsewhere');
    const head = `${hashOfBytes(Buffer.from(json, 'latin1'))} ${json.length}\n`;
    writeFileSync(file, Buffer.from(`${head}${json}${text.slice(end + length)}`, 'latin1'));
    expect(readRecord(file, 'p')).toBeUndefined();
  });

  test('is written completely if its file cannot be linked', () => {
    const folder = temporaryFolder();
    const file = recordIn(folder);
    const rows = manyRows(2000);
    writeRecord(file, 'p', valuesOf(rows), { rows: 16 });
    const stored = readRecord(file, 'p') as StoredRecord;
    const { size } = statSync(file);
    mkdirSync(join(folder, `last-build-${shortHash(stored.checksum)}`));
    const now = new Map(rows).set('posts/p7.md', { text: 'new', number: 1, json: 'new' });
    writeRecord(file, 'p', valuesOf(now, { rows, stored }), { before: stored, rows: 16 });
    expect(contentOf(readRecord(file, 'p') as StoredRecord)).toEqual(sorted(now));
    expect(statSync(file).size).toBeGreaterThan(size / 2);
  });
});

test('ignores records of other programs, and files that are not records', () => {
  const file = recordIn(temporaryFolder());
  expect(readRecord(file, 'p')).toBeUndefined();
  writeRecord(file, 'p', valuesOf(manyRows(3)));
  expect(readRecord(file, 'q')).toBeUndefined();
  expect(readRecord(file, undefined)).toBeDefined();
  for (const bytes of ['', 'x', `${'a'.repeat(22)} 999999999\n{}`, readFileSync(file).subarray(30)]) {
    writeFileSync(file, bytes);
    expect(readRecord(file, 'p')).toBeUndefined();
  }
});

test.each([
  ['with hashes', ['h1', 'h2']],
  ['of which no one has asked for the bytes', []],
])('reads a file table that it wrote: %s', (_what, hashes) => {
  const file = recordIn(temporaryFolder());
  const files = { paths: ['a', 'b'], stats: Float64Array.from([1, 2, 3, 4, 5, Number.NaN, 7, 8]), hashes };
  writeRecord(file, 'p', { texts: {}, tables: { files: tableOfFiles(files, { parts: ['p1', 'p2'] }) } });
  const stored = (readRecord(file, 'p') as StoredRecord).table('files');
  const { paths, stats, hashes: read } = filesOfTable(stored);
  expect({ paths, stats, hashes: read }).toEqual({ ...files, hashes: hashes.length > 0 ? hashes : ['', ''] });
  expect(stored.texts('parts')).toEqual(['p1', 'p2']);
});
