// Puts together the facts that pages may use. For a settled site with all pictures they are complete; otherwise they cover what
// has been read so far.

import type { Frame } from '../assemble/frame.js';
import { defaultNavigation } from '../assemble/navigation.js';
import { pagePlugins } from '../assemble/pluginFeatures.js';
import { sitePolicy } from '../assemble/policy.js';
import { type Facts, Site } from '../assemble/site.js';
import type { HashedUrls } from '../assemble/siteAddress.js';
import { lazy } from '../base/flow/lazy.js';
import { pluginSite } from '../plugins/contributions.js';
import type { InlineCode } from '../types.js';
import type { ArtifactFacts, PlanContext } from './artifact.js';
import type { SettledSite, SiteParts } from './parts.js';
import type { ReadState } from './reading.js';
import { frameWith } from './theme.js';

export interface FactsInput {
  readonly state: ReadState;
  readonly settled: SettledSite | undefined;
}

/** Returns the site with its facts. */
export function siteWithFacts(services: SiteParts, { state, settled }: FactsInput): Site {
  const { profile } = services.options;
  const { outline, resolved, features } = state;
  const { config, index } = outline;
  const theme = services.themes.theme(services.themeInput(state), services.pictures);
  const titleOf = (path: string) => services.articles.head(path).title;
  const navigation = resolved.navigation ?? defaultNavigation(config, index, titleOf);
  const preview = profile.drafts === 'preview';
  const isPublic = profile.isPublic && !preview;
  const isWhole = settled !== undefined && profile.pictures === 'made';
  const { made, inFrame, ...hooks } = artifactFacts(services, {
    state,
    isWhole,
    isReady: (each) => services.articles.isReady(each, state),
  });
  const loadsOf = (own: Frame['config']) => features.rows.flatMap(({ loads }) => loads?.(own) ?? []);
  const frame = frameWith(theme, config, index, {
    navigation,
    links: resolved.links,
    made: inFrame,
    styles: features.stylesFor(config),
    settings: features.settings,
    loadsOf,
    plugins: pagePlugins(features, services.reading.bundled.bundles, pluginSite(config)),
    preview,
    isPublic,
  });
  const site: Site = new Site(outline, {
    frame,
    templates: theme.templateHashes,
    assets: theme.assets,
    articles: services.articles,
    pictures: services.pictures,
    translationsOf: (path) => resolved.translations.get(path) ?? [],
    made,
    ...hooks,
    hashed: lazy(() => sortHashed(features.outputs.flatMap(({ hashed }) => hashed?.(site) ?? []))),
    hashOfFile: services.hashes.hash,
    ...(isWhole ? fileFacts(services, settled) : provisionalFileFacts(state)),
    policy: lazy(() => sitePolicy({ config, loads: frame.loads, code: codeOf(services, state, settled) })),
  });
  return site;
}

const sortHashed = (all: readonly HashedUrls[]) => all.toSorted((a, b) => (a.start < b.start ? -1 : 1));

/** Collects the facts of all artifacts, by feature. */
function artifactFacts(services: SiteParts, planning: PlanContext) {
  const facts = Array.from(services.artifactsByFeature, ([name, artifact]) => [name, artifact.facts?.(planning) ?? {}] as const);
  const byName = (select: (each: ArtifactFacts) => unknown) =>
    Object.fromEntries(facts.map(([name, each]) => [name, select(each)]));
  const hooks: Pick<Facts, 'sharedImage'> = { sharedImage: () => undefined };
  for (const [, { made: _made, inFrame: _inFrame, ...own }] of facts) Object.assign(hooks, own);
  return { made: byName(({ made }) => made), inFrame: byName(({ inFrame }) => inFrame), ...hooks };
}

type FileFacts = Pick<Facts, 'shown' | 'linked' | 'cleaningOf' | 'isRefused'>;

/** File facts of a settled site. */
function fileFacts({ cleaned }: SiteParts, { shown, linked }: SettledSite): FileFacts {
  return { shown, linked, cleaningOf: cleaned.cleaningOf, isRefused: cleaned.isRefused };
}

/** File facts while the site is not settled. */
function provisionalFileFacts({ outline }: ReadState): FileFacts {
  return {
    shown: () => [],
    // `dev` serves any file; a build publishes only the linked ones.
    linked: lazy(() => new Set(outline.index.files)),
    cleaningOf: () => undefined,
    isRefused: () => false,
  };
}

/** Returns the scripts and styles in the raw HTML of the articles rendered so far. */
function codeOf({ articles }: SiteParts, state: ReadState, settled: SettledSite | undefined): readonly InlineCode[] {
  if (settled) return settled.referring.flatMap(({ head }) => head.code ?? []);
  const ready = state.outline.sources().filter((source) => articles.isReady(source, state) && articles.needsChecks(source.path));
  return ready.flatMap(({ path }) => articles.head(path).code ?? []);
}
