// Files that are made of other files of the output folder: made last, of the bytes that are written.

import { limitTo } from '../base/flow/limit.js';
import { hashOfBytes } from '../base/hash.js';
import type { DerivedFile, DerivedFiles, EngineFeature } from '../engine/artifact.js';
import type { MakeContext } from './makeContext.js';
import type { BuildOptions } from './options.js';
import { whyMade } from './reasons.js';

/** Files at once: zlib has four threads. */
const AT_ONCE = 4;

/** A file with what makes its kind. */
export interface Derived {
  readonly file: DerivedFile;
  readonly by: DerivedFiles;
}

/** The files that features make of others. @param paths of all other files */
export function derivedFiles(rows: readonly EngineFeature[], options: BuildOptions, paths: readonly string[]): Derived[] {
  const wanted = rows.flatMap(({ derived }) => (derived && options.derived?.includes(derived.name) ? derived : []));
  return wanted.flatMap((by) => by.of(paths).map((file) => ({ file, by })));
}

/** What a file is made from, as one text. @param hash of the file that it is made of */
export function partsOfDerived({ by }: Derived, hash: string): string {
  return `${by.name} ${hash}`;
}

/** Makes those that are not as they should be; what they are made of is written already. */
export async function putDerived(
  derived: readonly Derived[],
  { output, last, options }: MakeContext,
  reasons: Map<string, string>,
): Promise<void> {
  if (derived.length === 0) return;
  const before = new Map(last?.outputs.paths.map((path, at) => [path, [last.outputs.hashes[at], last.parts[at]] as const]));
  const limit = limitTo(AT_ONCE);
  const putOne = async (each: Derived) => {
    const { path, of, make } = each.file;
    const [hash, partsBefore] = before.get(path) ?? [];
    const parts = partsOfDerived(each, output.hash(of));
    if (hash !== undefined && parts === partsBefore && output.holds(path, hash)) return;
    if (options.explain)
      reasons.set(
        path,
        whyMade(parts, partsBefore, () => ['the source file']),
      );
    const bytes = await make(output.read(of));
    output.put(path, bytes, hashOfBytes(bytes));
  };
  await Promise.all(derived.map((each) => limit(() => putOne(each))));
}
