// `--precompress`: writes a `.gz` and a `.br` next to each text file, for hosts that serve precompressed files.

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { DerivedFile, EngineFeature } from '../../engine/artifact.js';

/** Text files that browsers request. Files that only hosts read, such as `_headers`, have no extension. */
const COMPRESSED = /\.(?:html|css|m?js|json|xml|xsl|txt|svg|webmanifest)$/;

interface Encoding {
  readonly suffix: string;
  readonly compress: (bytes: Uint8Array) => Promise<Uint8Array>;
}

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** The highest level of each: a file is compressed once and served often. */
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

/** Lists the compressed files of a site. A path that the site already uses for a file or folder is left out. */
function compressedFiles(paths: readonly string[]): readonly DerivedFile[] {
  const taken = new Set(paths);
  for (const path of paths)
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) taken.add(path.slice(0, end));
  return paths
    .filter((path) => COMPRESSED.test(path))
    .flatMap((source) => ENCODINGS.map(({ suffix, compress }) => ({ path: source + suffix, source, make: compress })))
    .filter(({ path }) => !taken.has(path));
}

export const compressed: EngineFeature = {
  name: 'compressed',
  derived: { name: 'compressed', filesFor: compressedFiles },
};
