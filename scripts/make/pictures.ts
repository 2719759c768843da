// The pictures of a site: those of other sites are fetched, all are made.

import type { Config } from '../config.js';
import { problem } from '../diagnostics.js';
import { Unsettled } from '../errors.js';
import { openExecutor } from '../executor/executor.js';
import { openProcess } from '../executor/process.js';
import { WORK } from '../executor/tasks.js';
import { makePictures } from '../picture/pictures.js';
import { fetchPictures } from '../picture/remote.js';
import type { ArticleHead, Diagnostic, PictureRef, Source } from '../types.js';
import type { MakeContext } from './context.js';

/** An article that refers to something. */
export type Referring = Source & { readonly head: ArticleHead };

/** Bytes of pictures that are worth a process, which takes a third of a second to start. */
const WORTH_A_PROCESS = 1_000_000;

/** Fetches the pictures of other sites; where some have come, the build begins again with them. */
export async function fetchRemotes(
  { options, unfetched }: MakeContext,
  referring: readonly Referring[],
  { images }: Config,
): Promise<Diagnostic[]> {
  const wanted = referring.flatMap(({ path, head }) => head.remotes.map((each) => ({ ...each, file: `content/${path}` })));
  const missing = wanted.filter(({ url }) => !unfetched.has(url));
  if (missing.length > 0) {
    const maxBytes = images.maxRemoteMegabytes * 1_000_000;
    const { fetched, failures } = await fetchPictures(missing, { root: options.root, maxBytes });
    for (const [url, reason] of failures) unfetched.set(url, reason);
    if (fetched > 0) throw new Unsettled('pictures were fetched', false);
  }
  return wanted.map(({ file, place, url }) => {
    const note = 'it is shown from where it lies; the next build that has something to do tries again';
    return problem(file, place, 'picture/fetch', `the picture ${url} could not be fetched: ${unfetched.get(url)}`, { note });
  });
}

export async function makeAllPictures(
  { inputs, last, store, options, fileOf }: MakeContext,
  referring: readonly Referring[],
  ofSite: readonly PictureRef[],
  config: Config,
) {
  const uses = new Map<string, number>();
  for (const { path, shown } of [...referring.flatMap(({ head }) => head.pictures), ...ofSite])
    uses.set(path, Math.max(shown, uses.get(path) ?? 0));
  const known = new Map(last?.site.pictures ?? []);
  // A process is worth its start where there is much to do; what was made before is not opened.
  const unknown = [...uses.keys()].filter((path) => !known.has(path));
  const bytes = unknown.reduce((all, path) => all + inputs.size(path), 0);
  const executor = bytes > WORTH_A_PROCESS && !options.preview ? openProcess() : openExecutor(0, async () => WORK);
  const { widths, formats, quality, maxMegapixels } = config.images;
  try {
    return await makePictures(uses, {
      settings: { widths, formats, quality, maxMegapixels },
      asked: options.preview,
      store,
      work: {
        probe: (input) => executor.run('probe', null, input),
        study: (input) => executor.run('study', null, input),
        encode: (input) => executor.run('encode', null, input),
        animate: (input) => executor.run('animate', null, input),
        clean: (input) => executor.run('clean', null, input),
        drawing: (input) => executor.run('drawing', null, input),
      },
      fileOf,
      hashOfFile: (path) => inputs.hash(path),
      sizeOf: (path) => inputs.size(path),
      isStill: (path) => inputs.isStill(path),
      known: (path) => known.get(path),
      progress: options.progress,
    });
  } finally {
    await executor.close();
  }
}
