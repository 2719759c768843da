// Compressed files next to those that they are of, for hosts that send them as they are: `--precompress`.

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { limitTo } from '../base/flow/limit.js';
import { hashOfBytes } from '../base/hash.js';
import type { MakeContext } from './given.js';
import { whyMade } from './reasons.js';

/** Files that are texts; what hosts read themselves has no ending. */
const COMPRESSED = /\.(?:html|css|m?js|json|xml|xsl|txt|svg|webmanifest)$/;

interface Encoding {
  readonly suffix: string;
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
}

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** As small as each can: files are made once and sent often. */
const ENCODINGS: readonly Encoding[] = [
  { suffix: '.gz', compress: (bytes) => gzipped(bytes, { level: constants.Z_BEST_COMPRESSION }) },
  {
    suffix: '.br',
    compress: (bytes) =>
      brotlied(bytes, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
  },
];

/** Files at once: zlib has four threads. */
const AT_ONCE = 4;

/** A compressed file, and the one that it is of. */
export interface CompressedFile {
  readonly path: string;
  readonly of: string;
  readonly encoding: Encoding;
}

/** The compressed files of a site; none takes the place of a file or a folder of the site. */
export function compressedFiles(paths: readonly string[]): CompressedFile[] {
  const taken = new Set(paths);
  for (const path of paths)
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) taken.add(path.slice(0, end));
  return paths
    .filter((path) => COMPRESSED.test(path))
    .flatMap((of) => ENCODINGS.map((encoding) => ({ path: of + encoding.suffix, of, encoding })))
    .filter(({ path }) => !taken.has(path));
}

/** What a compressed file is made from, as one text. @param hash of the file that it is of */
export function partsOfCompressed(hash: string): string {
  return `compressed ${hash}`;
}

/** Makes those that are not as they should be; what they are of is written already. */
export async function putCompressed(
  files: readonly CompressedFile[],
  { output, last, options }: MakeContext,
  reasons: Map<string, string>,
): Promise<void> {
  if (files.length === 0) return;
  const before = new Map(last?.outputs.paths.map((path, at) => [path, [last.outputs.hashes[at], last.parts[at]] as const]));
  const limit = limitTo(AT_ONCE);
  const putOne = async ({ path, of, encoding }: CompressedFile) => {
    const [hash, partsBefore] = before.get(path) ?? [];
    const parts = partsOfCompressed(output.hash(of));
    if (hash !== undefined && parts === partsBefore && output.holds(path, hash)) return;
    if (options.explain)
      reasons.set(
        path,
        whyMade(parts, partsBefore, () => ['the source file']),
      );
    const bytes = await encoding.compress(output.read(of));
    output.put(path, bytes, hashOfBytes(bytes));
  };
  await Promise.all(files.map((file) => limit(() => putOne(file))));
}
