// The stages of a build that has something to do, up to the plan of the site; each takes from the last build what still holds.

import { type Icon, iconOf } from '../assemble/icons.js';
import { defaultNavigation } from '../assemble/navigation.js';
import { Outline } from '../assemble/outline.js';
import { publishedFiles } from '../assemble/outputs/files.js';
import { generatedUrls, Plan } from '../assemble/plan.js';
import { sitePolicy } from '../assemble/policy.js';
import { type LinkedHeadings, type Lost, linkedHeadings, lostHeadings, lostUrls } from '../assemble/published.js';
import { MOST_RELATED } from '../assemble/related.js';
import { Site } from '../assemble/site.js';
import { unreadFields } from '../assemble/unreadFields.js';
import { problem } from '../base/diagnostics.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { namesOf } from '../base/siteLookup.js';
import { CONFIG_FILE } from '../config/config.js';
import { cleaningProblems } from '../picture/cleanFiles.js';
import { type BundledPlugins, bundlePlugins, NO_PLUGINS } from '../plugins/bundle.js';
import { plug } from '../plugins/plugged.js';
import { howRead, isSameHow, type Reading, readSite } from '../read/read.js';
import type { Diagnostic } from '../types.js';
import type { Batches } from '../work/batches.js';
import type { Articles, RenderedSite } from './articles.js';
import { makeCards } from './cards.js';
import type { MakeContext } from './context.js';
import { makeIcons } from './icons.js';
import type { KnownCards, KnownSearch, KnownSite } from './lastBuild.js';
import { leaksInLinked } from './leaks.js';
import { findLook, frameWith, type Look, lookWith } from './look.js';
import {
  type CleanedFiles,
  cleanAllFiles,
  fetchRemotes,
  linkedFiles,
  type MadePictures,
  makeAllPictures,
  problemsOfPictures,
  usesOf,
} from './pictureStage.js';
import type { Publication } from './publication.js';
import {
  articleProblems,
  emptyFolders,
  fieldReaders,
  type Referring,
  type ResolvedNames,
  referringArticles,
  resolveNames,
} from './references.js';
import { findRelated } from './related.js';
import { searchIndex } from './search.js';
import { readerSettings } from './settings.js';
import { dataIn, type ReadTemplates, readTemplates } from './templates.js';

interface Stage {
  readonly problems: readonly Diagnostic[];
}

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ReadStage extends Stage {
  readonly reading: Reading;
  readonly outline: Outline;
  readonly templates: ReadTemplates;
  readonly bundled: BundledPlugins;
}

export function readStage({ inputs, last, options }: MakeContext, articles: Articles): ReadStage {
  const before = last && howRead(last.site.config);
  const isSame = last !== undefined && inputs.isUnchanged(CONFIG_FILE);
  let outline: Outline | undefined;
  const data = dataIn(inputs);
  let bundled = NO_PLUGINS;
  const reading = readSite(
    {
      paths: inputs.paths,
      read: (path) => inputs.read(path),
      known: (path, how) => (before && isSameHow(before(path), how) ? articles.unchanged(path) : undefined),
      drafts: options.drafts !== false,
      today: options.today,
      anyDay: false,
      knownConfig: isSame ? { config: last.site.config, problems: last.site.configProblems } : undefined,
    },
    (config, index) => {
      bundled = bundlePlugins(options.root, config.plugins);
      const { bundles } = bundled;
      outline = new Outline(config, index, plug({ config, bundles, index, data: data.values, twice: options.twice ?? false }));
      return generatedUrls(outline);
    },
  );
  const { config, index, configProblems } = reading;
  const shown = outline ?? new Outline(config, index);
  const { plugged } = shown;
  const templates = readTemplates(inputs, { data, plugged }, last?.site.templates);
  const problems = [
    ...reading.problems,
    ...configProblems,
    ...templates.problems,
    ...data.problems,
    ...bundled.problems,
    ...plugged.problems,
    ...emptyFolders(config, index),
    ...unreadFields(shown.sources(), fieldReaders(config, templates, bundled)),
  ];
  for (const { problems: found } of reading.sources) problems.push(...found);
  return { reading, outline: shown, templates, bundled, problems };
}

// ── render ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RenderStage extends Stage, RenderedSite, Pick<ResolvedNames, 'navigation' | 'translations'> {
  readonly namesHash: string;
  readonly referring: readonly Referring[];
  /** Headings that articles link to on other pages. */
  readonly linked: LinkedHeadings;
  /** What content/urls.yaml has and the site has not. */
  readonly lost: readonly Lost[];
}

export async function renderStage(
  { last, options }: MakeContext,
  { reading, outline, bundled }: ReadStage,
  articles: Articles,
): Promise<RenderStage> {
  const names = namesOf(reading.index);
  const namesHash = hashOf(JSON.stringify(names));
  const settings = readerSettings(outline.config, bundled.bundles, options.twice);
  const isSame = last?.site.names === namesHash && last.site.settings === settings.hash;
  await articles.render(reading, { names, settings, isSame });
  const referring = referringArticles(outline, articles);
  const { navigation, translations, problems } = resolveNames(outline, names, settings);
  const linked = linkedHeadings(referring);
  const lost = [...lostUrls(outline), ...lostHeadings(outline, (path) => articles.head(path))];
  if (!options.acceptUrlChanges) problems.push(...lost.map((each) => each.problem));
  return {
    linked,
    lost,
    names,
    namesHash,
    settings,
    isSame,
    referring,
    navigation,
    translations,
    problems: [...articleProblems(referring, outline, articles), ...problems],
  };
}

// ── picture ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface PictureStage extends Stage {
  readonly pictures: MadePictures;
  /** Files below images/ that are published as they are. */
  readonly linked: () => ReadonlySet<string>;
  readonly cleaned: CleanedFiles;
  readonly look: Look;
  readonly icons: readonly Icon[];
}

export async function pictureStage(
  context: MakeContext,
  { outline, templates }: ReadStage,
  { referring }: RenderStage,
  batches: Batches,
): Promise<PictureStage> {
  const { inputs, options, unfetched } = context;
  const { config, index } = outline;
  const ofRemotes = await fetchRemotes({ root: options.root, unfetched }, referring, config);
  const found = findLook(config, inputs.paths, templates, (path) => inputs.read(path));
  const { pictures: ofSite, problems: ofLook } = found.found;
  const pictures = await makeAllPictures(context, usesOf(referring, ofSite), config, batches.elsewhere);
  const { icons, problems: ofIcons } = await makeIcons(context, index.files, config.images.maxMegapixels, batches.one);
  const look = lookWith(found, templates, config, pictures);
  const linked = lazy(() => linkedFiles(referring, pictures));
  const icon = look.favicon ?? iconOf(index.files);
  const published = [...publishedFiles(outline, { linked, shown: pictures.shown, icon })];
  const assets = look.assets.filter(({ text }) => text === undefined).map(({ from }) => from);
  const cleaned = await cleanAllFiles(context, [...published, ...assets], config, batches.one);
  const isTold = (path: string) => pictures.result(path) !== undefined;
  const problems = [
    ...ofRemotes,
    ...ofLook,
    ...problemsOfPictures(referring, ofSite, pictures.result, config),
    ...cleaningProblems(cleaned.files, isTold, config.pictures),
    ...(await leaksInLinked(published, context.inputs)),
    ...ofIcons,
  ];
  return { pictures, linked, cleaned, look, icons, problems };
}

// ── assemble ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface AssembleStage extends Stage, Publication {
  readonly related: Int32Array;
  readonly search: KnownSearch | undefined;
  readonly cards: KnownCards | undefined;
}

/** What the stages before came to. */
export interface Stages {
  readonly read: ReadStage;
  readonly rendered: RenderStage;
  readonly pictured: PictureStage;
  readonly articles: Articles;
  readonly batches: Batches;
  /** Whether nothing keeps the site from being published so far. */
  readonly isGood: boolean;
}

export async function assembleStage(context: MakeContext, stages: Stages): Promise<AssembleStage> {
  const { timed, options } = context;
  const preview = options.drafts === 'preview';
  const { outline } = stages.read;
  const { config } = outline;
  const { articles, batches, isGood, pictured } = stages;
  const { pictures } = pictured;
  const search =
    config.search && isGood ? await timed('search', () => searchIndex(context, outline.index, articles, batches)) : undefined;
  const cards = config.cards
    ? await timed('cards', () => makeCards(context, outline, { articles, pictures }, batches))
    : undefined;
  return timed('plan', () => {
    const related = findRelated(outline.posts, articles, context.last);
    const hashes = fileHashes(context);
    const plan = new Plan(siteOf(stages, { related, search, cards, hashOfFile: hashes.hash, preview }));
    const parts = plan.files().map((planned) => plan.parts(planned));
    const problems = [...plan.problems(), ...hashes.problems];
    return { site: plan.site, files: plan.files(), parts, related, search, cards, problems };
  });
}

interface Found extends Pick<AssembleStage, 'related' | 'search' | 'cards'> {
  readonly preview: boolean;
  readonly hashOfFile: (path: string) => string;
}

function siteOf({ read, rendered, pictured, articles }: Stages, { related, search, cards, hashOfFile, preview }: Found): Site {
  const { outline } = read;
  const { config } = outline;
  const { pictures, look, icons } = pictured;
  const navigation = rendered.navigation ?? defaultNavigation(config, outline.index, (path) => articles.head(path).title);
  const cardKeys = new Map(cards?.cards.map(([path, , key]) => [path, key]));
  const relatedTo = (at: number) =>
    [...related.subarray(at * MOST_RELATED, (at + 1) * MOST_RELATED)].filter((other) => other >= 0);
  const code = () => rendered.referring.flatMap(({ head }) => head.code ?? []);
  const frame = frameWith(look, config, outline.index, { navigation, icons, preview, isPublic: !preview });
  return new Site(outline, {
    frame,
    templates: look.templateHashes,
    articles,
    pictures,
    translationsOf: (path) => rendered.translations.get(path) ?? [],
    relatedTo,
    cardOf: (path) => cardKeys.get(path),
    assets: look.assets,
    icons,
    search: () => search?.files ?? [],
    policy: lazy(() => sitePolicy({ config: frame.config, code: code() })),
    shown: pictures.shown,
    linked: pictured.linked,
    hashOfFile,
    cleaningOf: pictured.cleaned.cleaningOf,
    isRefused: pictured.cleaned.isRefused,
  });
}

/** The hashes of files that are published as they are, and the problems of those that cannot be read. */
function fileHashes({ inputs }: MakeContext) {
  const problems: Diagnostic[] = [];
  const unreadable = new Set<string>();
  const hash = (path: string): string => {
    try {
      return inputs.hash(path);
    } catch (error) {
      const reason = `the file cannot be read: ${(error as Error).message}`;
      if (!unreadable.has(path)) problems.push(problem(path, undefined, 'source/unreadable', reason));
      unreadable.add(path);
      return '';
    }
  };
  return { hash, problems };
}

/** What the next build is to know of the site as a whole. */
export function knownSite(
  { reading, templates }: ReadStage,
  { namesHash, settings }: RenderStage,
  { pictures, cleaned, icons }: PictureStage,
  { site, search, cards }: AssembleStage,
): KnownSite {
  return {
    config: reading.config,
    configProblems: reading.configProblems,
    names: namesHash,
    settings: settings.hash,
    posts: site.outline.posts.map(({ path }) => path),
    templates: {
      key: templates.key,
      hashes: templates.hashes,
      data: templates.data,
      fields: templates.fields,
      problems: templates.problems,
    },
    pictures: [...pictures.made],
    cleaned: [...cleaned.files],
    search,
    cards,
    kept: icons.map(({ key }) => key),
  };
}
