// What pages may ask of a site: the one place where it is put together. Of a site that is settled and whole, all of it is known; else
// as far as texts have been read.

import type { Frame } from '../assemble/frame.js';
import { defaultNavigation } from '../assemble/navigation.js';
import { pagePlugins } from '../assemble/pluginFeatures.js';
import { sitePolicy } from '../assemble/policy.js';
import { type Facts, Site } from '../assemble/site.js';
import type { Hashed } from '../assemble/siteAddress.js';
import { lazy } from '../base/flow/lazy.js';
import { pluginSite } from '../plugins/plugged.js';
import type { InlineCode } from '../types.js';
import type { ArtifactFacts, Planning } from './artifact.js';
import type { Settled, SiteParts } from './parts.js';
import type { ReadState } from './reading.js';
import { frameWith } from './theme.js';

/** What is known when a plan is made. */
export interface PlannedOf {
  readonly state: ReadState;
  readonly settled: Settled | undefined;
}

/** A site that can be asked. */
export function factsOf(parts: SiteParts, { state, settled }: PlannedOf): Site {
  const { profile } = parts.options;
  const { outline, resolved, features } = state;
  const { config, index } = outline;
  const theme = parts.themes.theme(parts.readFor(state), parts.pictures);
  const titleOf = (path: string) => parts.articles.head(path).title;
  const navigation = resolved.navigation ?? defaultNavigation(config, index, titleOf);
  const preview = profile.drafts === 'preview';
  const isPublic = profile.isPublic && !preview;
  const isWhole = settled !== undefined && profile.pictures === 'made';
  const { made, inFrame, ...hooks } = madeFacts(parts, {
    state,
    isWhole,
    isReady: (each) => parts.articles.isReady(each, state),
  });
  const loadsOf = (own: Frame['config']) => features.rows.flatMap(({ loads }) => loads?.(own) ?? []);
  const frame = frameWith(theme, config, index, {
    navigation,
    made: inFrame,
    settings: features.settings,
    loadsOf,
    plugins: pagePlugins(features, parts.reading.bundled.bundles, pluginSite(config)),
    preview,
    isPublic,
  });
  const site: Site = new Site(outline, {
    frame,
    templates: theme.templateHashes,
    assets: theme.assets,
    articles: parts.articles,
    pictures: parts.pictures,
    translationsOf: (path) => resolved.translations.get(path) ?? [],
    made,
    ...hooks,
    hashed: lazy(() => sortHashed(features.outputs.flatMap(({ hashed }) => hashed?.(site) ?? []))),
    hashOfFile: parts.hashes.hash,
    ...(isWhole ? factsOfFiles(parts, settled) : factsSoFar(state)),
    policy: lazy(() => sitePolicy({ config, loads: frame.loads, code: codeOf(parts, state, settled) })),
  });
  return site;
}

const sortHashed = (all: readonly Hashed[]) => all.toSorted((a, b) => (a.start < b.start ? -1 : 1));

/** What features made, put together. */
function madeFacts(parts: SiteParts, planning: Planning) {
  const facts = Array.from(parts.made, ([name, artifact]) => [name, artifact.facts?.(planning) ?? {}] as const);
  const byName = (of: (each: ArtifactFacts) => unknown) => Object.fromEntries(facts.map(([name, each]) => [name, of(each)]));
  const hooks: Pick<Facts, 'sharedImage'> = { sharedImage: () => undefined };
  for (const [, { made: _made, inFrame: _inFrame, ...own }] of facts) Object.assign(hooks, own);
  return { made: byName(({ made }) => made), inFrame: byName(({ inFrame }) => inFrame), ...hooks };
}

type FactsOfFiles = Pick<Facts, 'shown' | 'linked' | 'cleaningOf' | 'isRefused'>;

/** Which files are published, when all articles and pictures are ready. */
function factsOfFiles({ cleaned }: SiteParts, { shown, linked }: Settled): FactsOfFiles {
  return { shown, linked, cleaningOf: cleaned.cleaningOf, isRefused: cleaned.isRefused };
}

/** Which files may be asked for before. */
function factsSoFar({ outline }: ReadState): FactsOfFiles {
  return {
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
