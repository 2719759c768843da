// Which results of the store a build uses, compared with the build before.

import type { Use } from '../cache/store.js';
import { usedKeys } from '../picture/makePictures.js';
import type { KnownSite, KnownSource, LastBuild } from './lastBuild.js';
import type { Summary } from './options.js';

/** The results that a build uses, compared with those of the build before. */
export function useOf(sources: readonly KnownSource[], site: KnownSite, last: LastBuild<Summary> | undefined): Use {
  const now = keysOfSite(site);
  const all = () => new Set([...sources.map(({ key }) => key).filter(Boolean), ...now]);
  if (!last) return { all };
  const before = new Set(last.sources);
  const same = new Set(sources.filter((source) => before.has(source)));
  const keys = (list: readonly KnownSource[]) => list.filter((source) => !same.has(source)).map(({ key }) => key);
  const used = new Set([...keys(sources), ...now].filter(Boolean));
  const usedBefore = new Set([...keys(last.sources), ...keysOfSite(last.site)].filter(Boolean));
  const added = [...used].filter((key) => !usedBefore.has(key));
  const dropped = [...usedBefore].filter((key) => !used.has(key));
  return { all, since: { added, dropped } };
}

function keysOfSite({ pictures, cleaned, search, cards, kept }: KnownSite): string[] {
  const ofCards = cards?.cards.map(([, , key]) => key) ?? [];
  const ofSearch = search?.files.map(({ key }) => key) ?? [];
  const ofFiles = cleaned.flatMap(([, file]) => (file.kind === 'clean' && file.encoded ? [file.key] : []));
  return [...pictures.flatMap(([, picture]) => usedKeys(picture)), ...ofFiles, ...ofSearch, ...ofCards, ...kept];
}
