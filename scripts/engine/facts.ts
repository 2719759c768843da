// What pages may ask of a site: the one place where it is put together. Of a site that is settled and whole, all of it is known; else
// as far as texts have been read.

import type { Icon } from '../assemble/icons.js';
import { defaultNavigation } from '../assemble/navigation.js';
import { sitePolicy } from '../assemble/policy.js';
import { type Facts, Site } from '../assemble/site.js';
import { lazy } from '../base/flow/lazy.js';
import type { InlineCode } from '../types.js';
import type { Settled, SiteParts } from './parts.js';
import type { ReadState } from './reading.js';
import { frameWith } from './theme.js';

/** What is known when a plan is made. */
export interface Planning {
  readonly state: ReadState;
  readonly icons: readonly Icon[];
  readonly settled: Settled | undefined;
}

/** A site that can be asked. */
export function factsOf(parts: SiteParts, { state, icons, settled }: Planning): Site {
  const { profile } = parts.options;
  const { outline, resolved } = state;
  const { config, index } = outline;
  const theme = parts.themes.theme(parts.readFor(state), parts.pictures);
  const titleOf = (path: string) => parts.articles.head(path).title;
  const navigation = resolved.navigation ?? defaultNavigation(config, index, titleOf);
  const preview = profile.drafts === 'preview';
  const isPublic = profile.isPublic && !preview;
  const frame = frameWith(theme, config, index, { navigation, icons, preview, isPublic });
  return new Site(outline, {
    frame,
    templates: theme.templateHashes,
    assets: theme.assets,
    icons,
    articles: parts.articles,
    pictures: parts.pictures,
    translationsOf: (path) => resolved.translations.get(path) ?? [],
    search: () => parts.search.files,
    hashOfFile: parts.hashes.hash,
    ...(settled && profile.pictures === 'made' ? factsOfWhole(parts, settled) : factsSoFar(parts, state)),
    policy: lazy(() => sitePolicy({ config: frame.config, code: codeOf(parts, state, settled) })),
  });
}

type FactsOfTexts = Pick<Facts, 'relatedTo' | 'cardOf' | 'shown' | 'linked' | 'cleaningOf' | 'isRefused'>;

/** What is known of texts and pictures when all are ready. */
function factsOfWhole(parts: SiteParts, { state, shown, linked }: Settled): FactsOfTexts {
  const { outline } = state;
  return {
    relatedTo: (at) => parts.related.to(outline, at),
    cardOf: (path) => parts.cards.keyFor(outline.config, outline.source(path)),
    shown,
    linked,
    cleaningOf: parts.cleaned.cleaningOf,
    isRefused: parts.cleaned.isRefused,
  };
}

/** What is known of them before: it may be more later. */
function factsSoFar(parts: SiteParts, state: ReadState): FactsOfTexts {
  const { outline } = state;
  return {
    relatedTo: (at) => parts.related.soFar(outline, at),
    cardOf: (path) => {
      const source = outline.source(path);
      return parts.articles.isReady(source, state) ? parts.cards.keyFor(outline.config, source) : undefined;
    },
    shown: () => [],
    // Any file may be looked at; a build publishes those that something leads to.
    linked: lazy(() => new Set(outline.index.files)),
    cleaningOf: () => undefined,
    isRefused: () => false,
  };
}

/** What the texts that are read hold of scripts and styles. */
function codeOf({ articles }: SiteParts, state: ReadState, settled: Settled | undefined): readonly InlineCode[] {
  if (settled) return settled.referring.flatMap(({ head }) => head.code ?? []);
  const ready = state.outline.sources().filter((source) => articles.isReady(source, state) && articles.needsChecks(source.path));
  return ready.flatMap(({ path }) => articles.head(path).code ?? []);
}
