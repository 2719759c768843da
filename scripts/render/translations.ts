// Resolves the translations that front matter names. They are links like any other.

import { problem } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { SiteLookup } from '../base/siteLookup.js';
import type { Diagnostic, Source, Translation } from '../types.js';
import { resolveLink } from './links.js';
import type { SiteUrls } from './siteUrls.js';

/** Returns the addresses of a file's translations by language, without its own. */
export function resolveTranslations(
  source: Source,
  lookup: SiteLookup,
  site: SiteUrls,
): { translations: Translation[]; problems: Diagnostic[] } {
  const problems: Diagnostic[] = [];
  const translations = Object.entries(source.meta.translations ?? {}).flatMap(([lang, written]): Translation[] => {
    const target = resolveLink(written, source, lookup, site);
    if (target.kind === 'dead') {
      const reason = `translations: no page or file at "${written}"`;
      // A text is no translation of itself.
      const expected = target.expected.filter((url) => url !== source.url);
      problems.push(problem(contentFile(source.path), source.places.translations, 'link/dead', reason, { expected }));
      return [];
    }
    if (!('url' in target) && !/^https?:\/\//i.test(written)) {
      const reason = `translations: "${written}" is neither a page of this site nor an address that begins with https:// or http://`;
      problems.push(problem(contentFile(source.path), source.places.translations, 'front-matter/wrong', reason));
      return [];
    }
    return [{ lang, url: 'url' in target ? target.url + target.suffix : written }];
  });
  return { translations, problems };
}
