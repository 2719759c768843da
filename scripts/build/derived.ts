// Derived files, such as compressed ones: made from other output files after these are written.

import { limitTo } from '../base/flow/limit.js';
import { hashOfBytes } from '../base/hash.js';
import type { DerivedFile, DerivedKind, EngineFeature } from '../engine/artifact.js';
import type { BuildOptions } from './options.js';
import { whyMade } from './reasons.js';
import type { StageContext } from './stageContext.js';

/** Files made at the same time: zlib has four threads. */
const AT_ONCE = 4;

/** A derived file, and the feature's way to make it. */
export interface Derived {
  readonly file: DerivedFile;
  readonly kind: DerivedKind;
}

/**
 * Returns the derived files that the build's options ask for.
 * @param paths all other files
 */
export function derivedFiles(rows: readonly EngineFeature[], options: BuildOptions, paths: readonly string[]): Derived[] {
  const wanted = rows.flatMap(({ derived }) => (derived && options.derived?.includes(derived.name) ? derived : []));
  return wanted.flatMap((kind) => kind.filesFor(paths).map((file) => ({ file, kind })));
}

/**
 * Returns what a derived file is made from, as one text.
 * @param hash of the file it is made from
 */
export function partsOfDerived({ kind }: Derived, hash: string): string {
  return `${kind.name} ${hash}`;
}

/** Makes the derived files that have changed. The files they are made from are already written. */
export async function putDerived(
  derived: readonly Derived[],
  { output, last, options }: StageContext,
  reasons: Map<string, string>,
): Promise<void> {
  if (derived.length === 0) return;
  const before = new Map(last?.outputs.paths.map((path, at) => [path, [last.outputs.hashes[at], last.parts[at]] as const]));
  const limit = limitTo(AT_ONCE);
  const putOne = async (each: Derived) => {
    const { path, source, make } = each.file;
    const [hash, partsBefore] = before.get(path) ?? [];
    const parts = partsOfDerived(each, output.hash(source));
    if (hash !== undefined && parts === partsBefore && output.holds(path, hash)) return;
    if (options.explain)
      reasons.set(
        path,
        whyMade(parts, partsBefore, () => ['the source file']),
      );
    const bytes = await make(output.read(source));
    output.put(path, bytes, hashOfBytes(bytes));
  };
  await Promise.all(derived.map((each) => limit(() => putOne(each))));
}
