// Reads `data/`: values for templates, `data/books.yaml` as `$data.books$`.

import { type Document, type ParsedNode, visit } from 'yaml';
import { placeAt, problem } from '../base/diagnostics.js';
import { syntaxMistakes } from '../fields/yamlMistakes.js';
import { parseYaml } from '../markdown/yaml.js';
import type { Diagnostic } from '../types.js';
import { type ReadText, textOf } from './readText.js';

const DATA_FILE = /^data\/([^/]+)\.(?:ya?ml|json)$/;

/** The content of data/. */
export interface SiteData {
  /** Values by the names of their files, without extension. */
  readonly values: { readonly [name: string]: unknown };
  /** Hashes of the files, by their names. */
  readonly hashes: { readonly [name: string]: string };
  /** Paths of the files, by their names. */
  readonly paths: { readonly [name: string]: string };
  readonly problems: readonly Diagnostic[];
}

/** The files that data is read from. */
export interface DataInputs {
  readonly paths: readonly string[];
  readonly hash: (path: string) => string;
  readonly read: (path: string) => ReadText;
}

/** Reads data/. JSON is YAML too. */
export function readData({ paths, hash, read }: DataInputs): SiteData {
  const problems: Diagnostic[] = [];
  const values: { [name: string]: unknown } = {};
  const hashes: { [name: string]: string } = {};
  const found: { [name: string]: string } = {};
  for (const path of paths) {
    const name = DATA_FILE.exec(path)?.[1];
    if (name === undefined) continue;
    if (Object.hasOwn(values, name)) {
      const note = 'rename one of them';
      problems.push(problem(path, undefined, 'data/duplicate', `another file in data/ is also named "${name}"`, { note }));
      continue;
    }
    hashes[name] = hash(path);
    found[name] = path;
    values[name] = valueIn(path, textOf(read(path), problems), problems);
  }
  return { values, hashes, paths: found, problems };
}

function valueIn(path: string, written: string, problems: Diagnostic[]): unknown {
  // Some editors on Windows write a byte order mark.
  const text = written.replace(/^\ufeff/, '');
  const document = parseYaml(text);
  for (const { reason, note, at } of syntaxMistakes(document, text))
    problems.push(problem(path, placeAt(text, at[0], at[1]), 'data/syntax', reason, { note }));
  if (document.errors.length > 0) return '';
  try {
    return document.toJS() ?? '';
  } catch {
    // `toJS` throws for unresolved references, and for references to references that grow without bound (`maxAliasCount`).
    const place = placeAt(text, ...firstReference(document));
    problems.push(problem(path, place, 'data/syntax', 'too many or unresolved references (`*name`)'));
    return '';
  }
}

/** Returns the range of the first reference, as offsets in the text. */
function firstReference(document: Document<ParsedNode>): [number, number] {
  let at: [number, number] = [0, 1];
  visit(document, {
    Alias: (_key, { range }) => {
      if (range) at = [range[0], range[1]];
      return visit.BREAK;
    },
  });
  return at;
}
