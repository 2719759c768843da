// Compressed files next to those that they are of, for hosts that send them as they are: `--precompress`.

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { DerivedFile, EngineFeature } from '../../engine/artifact.js';

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

/** The compressed files of a site; none takes the place of a file or a folder of the site. */
function compressedFiles(paths: readonly string[]): readonly DerivedFile[] {
  const taken = new Set(paths);
  for (const path of paths)
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) taken.add(path.slice(0, end));
  return paths
    .filter((path) => COMPRESSED.test(path))
    .flatMap((of) => ENCODINGS.map(({ suffix, compress }) => ({ path: of + suffix, of, make: compress })))
    .filter(({ path }) => !taken.has(path));
}

export const compressed: EngineFeature = {
  name: 'compressed',
  derived: { name: 'compressed', of: compressedFiles },
};
