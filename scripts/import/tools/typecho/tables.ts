// Reads the tables of Typecho: from a dump of its database, or from its own backup.

/** A row by its columns. Numbers are text; NULL is absent. */
export type Row = { readonly [column: string]: string };

/** Tables by their names without prefix. */
export type Tables = { readonly [table: string]: readonly Row[] };

/** Columns in the order in which Typecho creates them, for dumps without `CREATE TABLE`. @see Typecho, install/Mysql.sql */
const COLUMNS: { readonly [table: string]: readonly string[] } = {
  contents:
    'cid title slug created modified text order authorId template type status password commentsNum allowComment allowPing allowFeed parent'.split(
      ' ',
    ),
  comments: 'coid cid created author authorId ownerId mail url ip agent text type status parent'.split(' '),
  metas: 'mid name slug type description count order parent'.split(' '),
  relationships: ['cid', 'mid'],
  options: ['name', 'user', 'value'],
  users: 'uid name password mail url screenName created activated logged group authCode'.split(' '),
  fields: 'cid name type str_value int_value float_value'.split(' '),
};

const TABLE = /^(\w*?)(contents|comments|metas|relationships|options|users|fields)$/;

/** Reads a dump of MySQL. Of several blogs in one database, the one with the most posts is read. */
export function readDump(sql: string): Tables {
  const byPrefix = new Map<string, { [table: string]: Row[] }>();
  const columns = columnsIn(sql);
  for (const { index, 0: whole, 1: name = '', 2: listed } of sql.matchAll(INSERT)) {
    const [, prefix = '', table = ''] = TABLE.exec(name) ?? [];
    if (table === '') continue;
    const names = listed === undefined ? (columns.get(name) ?? COLUMNS[table] ?? []) : namesIn(listed);
    const tables = byPrefix.get(prefix) ?? {};
    byPrefix.set(prefix, tables);
    tables[table] = tables[table] ?? [];
    for (const values of tuplesAt(sql, index + whole.length)) tables[table].push(rowOf(names, values));
  }
  const [most] = [...byPrefix.values()].sort((a, b) => (b.contents?.length ?? 0) - (a.contents?.length ?? 0));
  return most ?? {};
}

const INSERT = /\b(?:INSERT(?:\s+IGNORE)?|REPLACE)\s+INTO\s+(?:[`"]?\w+[`"]?\.)?[`"]?(\w+)[`"]?\s*(\([^)]*\))?\s*VALUES\s*/gi;

const namesIn = (list: string): string[] => [...list.matchAll(/\w+/g)].map(([name]) => name);

/** Returns the columns of each table that a dump creates. */
function columnsIn(sql: string): ReadonlyMap<string, readonly string[]> {
  const found = [...sql.matchAll(/CREATE TABLE\s+(?:IF NOT EXISTS\s+)?[`"]?(\w+)[`"]?\s*\(([\s\S]*?)\n\s*\)/gi)];
  return new Map(
    found.map(([, name = '', body = '']) => [name, [...body.matchAll(/^\s*[`"](\w+)[`"]/gm)].map(([, column = '']) => column)]),
  );
}

function rowOf(names: readonly string[], values: readonly (string | undefined)[]): Row {
  return Object.fromEntries(names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])));
}

const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', 0: '\0', b: '\b', Z: '\u001a' };

/** Reads the values in parentheses from an index on, up to a semicolon. @see MySQL, "String Literals" */
function* tuplesAt(sql: string, start: number): Iterable<(string | undefined)[]> {
  let values: (string | undefined)[] | undefined;
  for (let at = start; at < sql.length; at++) {
    const char = sql[at] as string;
    if (char === ';' && values === undefined) return;
    if (char === '(' && values === undefined) values = [];
    else if (char === ')' && values !== undefined) {
      yield values;
      values = undefined;
    } else if (char === "'" && values !== undefined) {
      const { text, end } = stringAt(sql, at);
      values.push(text);
      at = end;
    } else if (values !== undefined && /[\w.+-]/.test(char)) {
      const [word = ''] = /^[\w.+-]+/.exec(sql.slice(at, at + 64)) ?? [];
      // `_binary 'text'` names the character set of the text that follows.
      if (!word.startsWith('_')) values.push(/^null$/i.test(word) ? undefined : word);
      at += word.length - 1;
    }
  }
}

function stringAt(sql: string, start: number): { readonly text: string; readonly end: number } {
  let [text, done] = ['', start + 1];
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] === '\\') {
      const letter = sql[at + 1] ?? '';
      text += sql.slice(done, at) + (ESCAPES[letter] ?? letter);
      done = ++at + 1;
    } else if (sql[at] === "'") {
      text += sql.slice(done, at);
      if (sql[at + 1] !== "'") return { text, end: at };
      text += "'";
      done = ++at + 1;
    }
  }
  return { text: text + sql.slice(done), end: sql.length };
}

const BACKUP = /^%TYPECHO_BACKUP_([A-Z0-9]{4})%$/;
const BACKUP_LENGTH = '%TYPECHO_BACKUP_XXXX%'.length;
/** Bytes of the checksum after each row: MD5 in hexadecimal digits. */
const CHECKSUM = 32;
const TYPES: { readonly [type: number]: string } = {
  1: 'contents',
  2: 'comments',
  3: 'metas',
  4: 'relationships',
  5: 'users',
  6: 'fields',
};

/** True for the bytes of a backup. */
export function isBackup(start: string): boolean {
  return BACKUP.test(start.slice(0, BACKUP_LENGTH));
}

/** Reads a backup. @see Typecho, Widget\Backup and Common::extractBackupBuffer */
export function readBackup(bytes: Buffer): Tables {
  const version = BACKUP.exec(bytes.toString('latin1', 0, BACKUP_LENGTH))?.[1];
  const isOld = version === 'FILE';
  const tables: { [table: string]: Row[] } = {};
  for (let at = BACKUP_LENGTH; at + BACKUP_LENGTH + 8 < bytes.length; ) {
    const table = TYPES[bytes.readUInt16LE(at)];
    const headerLength = bytes.readUInt16LE(at + 2);
    const headerAt = at + (isOld ? 6 : 8);
    const lengths = lengthsIn(bytes.toString('utf8', headerAt, headerAt + headerLength));
    let bodyAt = headerAt + headerLength;
    const values = Object.entries(lengths).map(([name, length]): readonly [string, string | undefined] => {
      const value = length === null ? undefined : bytes.toString('utf8', bodyAt, bodyAt + length);
      bodyAt += length ?? 0;
      return [name, value];
    });
    const row = Object.fromEntries(values.filter((pair): pair is readonly [string, string] => pair[1] !== undefined));
    if (table !== undefined) tables[table] = [...(tables[table] ?? []), row];
    at = bodyAt + CHECKSUM;
  }
  return tables;
}

function lengthsIn(json: string): { readonly [column: string]: number | null } {
  try {
    return JSON.parse(json) as { readonly [column: string]: number | null };
  } catch {
    return {};
  }
}
