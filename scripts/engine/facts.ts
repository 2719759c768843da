// Puts together the facts that pages may use. For a settled site with all pictures they are complete; otherwise they cover what
// has been read so far.

import { HOME_URL } from '../assemble/addresses.js';
import type { Asset } from '../assemble/assets.js';
import type { Frame, FrameLanguage } from '../assemble/frame.js';
import { languageName } from '../assemble/languageValues.js';
import { defaultNavigation } from '../assemble/navigation.js';
import type { Outline } from '../assemble/outline.js';
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
import { frameWith, type Theme } from './theme.js';

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
  const preview = profile.drafts === 'preview';
  const isPublic = profile.isPublic && !preview;
  const isWhole = settled !== undefined && profile.pictures === 'made';
  const { made, inFrame, ...hooks } = artifactFacts(services, {
    state,
    isWhole,
    isReady: (each) => services.articles.isReady(each, state),
  });
  const loadsOf = (own: Frame['config']) => features.rows.flatMap(({ loads }) => loads?.(own) ?? []);
  const shared = {
    languages: languagesOf(outline),
    links: resolved.links,
    made: inFrame,
    styles: features.stylesFor(config),
    settings: features.settings,
    loadsOf,
    plugins: pagePlugins(features, services.reading.bundled.bundles, pluginSite(config)),
    preview,
    isPublic,
  };
  const frames = outline.editions().map(({ config: own, index: texts }): Frame => {
    const navigation = resolved.navigation.get(own.language) ?? defaultNavigation(own, texts, titleOf);
    return frameWith(theme, own, index, { ...shared, navigation });
  });
  const [frame] = frames as [Frame];
  const site: Site = new Site(outline, {
    frame,
    ...(frames.length > 1 && { frames: Object.fromEntries(frames.map((each) => [each.config.language, each])) }),
    templates: theme.templateHashes,
    articles: services.articles,
    pictures: services.pictures,
    translationsOf: translationsIn(state),
    made,
    ...hooks,
    hashed: lazy(() => sortHashed(features.outputs.flatMap(({ hashed }) => hashed?.(site) ?? []))),
    hashOfFile: services.hashes.hash,
    assets: lazy(() => usedAssets(theme, state, settled)),
    ...(isWhole ? fileFacts(services, settled) : provisionalFileFacts(state)),
    policy: lazy(() => {
      const loads = frames.flatMap((each) => each.loads);
      return sitePolicy({ config, loads, code: codeOf(services, state, settled) });
    }),
  });
  return site;
}

/** Returns the languages of a site with several, for links to their pages. */
function languagesOf(outline: Outline): readonly FrameLanguage[] {
  const named = new Map(outline.config.languages.map(({ language, name }) => [language, name]));
  return outline.editions().map(({ config: { language, prefix } }) => {
    return { language, name: named.get(language) ?? languageName(language), home: prefix + HOME_URL };
  });
}

/** Returns a function for the translations of a page: those of its text, then the same generated page in other languages. */
function translationsIn({ outline, resolved }: ReadState): Facts['translationsOf'] {
  const hasEditions = outline.editions().length > 1;
  return ({ url, article }) => {
    const ofText = (article && resolved.translations.get(article.path)) ?? [];
    const others = hasEditions ? (outline.counterparts().get(url) ?? []) : [];
    return [...ofText, ...others.filter(({ lang }) => !ofText.some((each) => each.lang === lang))];
  };
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

/** Returns the files of the theme that pages load; all of them until the needs of all texts are known. */
function usedAssets({ assets }: Theme, { outline, features }: ReadState, settled: SettledSite | undefined): readonly Asset[] {
  if (!settled) return assets;
  const inTexts = new Set(settled.referring.flatMap(({ head }) => head.sheets ?? []));
  return features.usedAssets(assets, { outline, inTexts });
}

/** Returns the scripts and styles in the raw HTML of the articles rendered so far. */
function codeOf({ articles }: SiteParts, state: ReadState, settled: SettledSite | undefined): readonly InlineCode[] {
  if (settled) return settled.referring.flatMap(({ head }) => head.code ?? []);
  const ready = state.outline.sources().filter((source) => articles.isReady(source, state) && articles.needsChecks(source.path));
  return ready.flatMap(({ path }) => articles.head(path).code ?? []);
}
