// A build that has something to do: the five stages in order. Each takes from the last build what still holds, and nothing
// is written before every diagnostic is known.

import { defaultNavigation, type Frame, iconOf } from '../assemble/frame.js';
import { instantsOf } from '../assemble/instants.js';
import { type Asset, assetUrl, generatedUrls, planSite } from '../assemble/plan.js';
import { sitePolicy } from '../assemble/policy.js';
import { relatedPosts } from '../assemble/related.js';
import type { Summary } from '../buildTypes.js';
import { NO_FILES } from '../cache/fileTable.js';
import { hashOf } from '../cache/hash.js';
import { CONFIG_FILE, type Config, dialectsOf } from '../config.js';
import { nearest, problem } from '../diagnostics.js';
import { isPublishError } from '../errors.js';
import { lookupOf } from '../executor/tasks.js';
import type { KnownSite, LastBuild } from '../lastBuild.js';
import { encoderVersion } from '../picture/encode.js';
import { type Made as MadePicture, variantsOf } from '../picture/picture.js';
import { pictureProblems } from '../picture/pictures.js';
import { isNamedPicture } from '../picture/sniff.js';
import { type Reading, readSite } from '../read/read.js';
import { checkAnchors } from '../render/anchors.js';
import { resolveNavigation } from '../render/navigation.js';
import { resolveTranslations } from '../render/translations.js';
import { namesOf } from '../siteLookup.js';
import type { ArticleHead, Diagnostic, Picture, SiteIndex, Source, Translation } from '../types.js';
import { Articles } from './articles.js';
import { Batches } from './batches.js';
import { makeCards } from './cards.js';
import type { Made, MakeContext } from './context.js';
import { makeIcons } from './icons.js';
import { fetchRemotes, makeAllPictures, type Referring } from './pictures.js';
import { publish } from './publication.js';
import { searchIndex } from './search.js';
import { ICON, LOGO, logoHtml, SitePictures, stylesheetWithPictures, withPictures } from './sitePictures.js';
import { readTemplates } from './templates.js';
import { useOf } from './use.js';

/** So many files are worth a worker, whatever is in them. */
const MANY = 500;

/** Builds a site with what the last build left. */
export async function make(context: MakeContext): Promise<Made> {
  const batches = new Batches(context.options.workers);
  try {
    return await makeWith(context, batches);
  } finally {
    await batches.close();
  }
}

async function makeWith(context: MakeContext, batches: Batches): Promise<Made> {
  const { options, inputs, last, output, timed } = context;
  const problems: Diagnostic[] = [...context.inputProblems];
  const reasons = new Map<string, string>();
  const hashOfFile = (path: string): string => {
    try {
      return inputs.hash(path);
    } catch (error) {
      problems.push(problem(path, undefined, 'source/unreadable', `the file cannot be read: ${(error as Error).message}`));
      return '';
    }
  };

  // Where there will be much to do, workers start while the files are read.
  if (!last && inputs.paths.length >= MANY) batches.open(inputs.paths.length);
  const articles = await timed('read', () => new Articles(context, batches, reasons));
  const reading = await timed('read', () => read(context, articles));
  const { config, index } = reading;
  const templates = readTemplates(context);
  problems.push(...reading.problems, ...reading.configProblems, ...templates.problems, ...emptyFolders(config, index));
  for (const { problems: found } of reading.sources) problems.push(...found);

  const names = namesOf(index);
  const namesHash = hashOf(JSON.stringify(names));
  const settings = await timed('render', () => articles.render(reading, names, namesHash));
  const referring = [...index.posts, ...index.pages]
    .filter(({ path }) => articles.get(path).refers)
    .map((source) => ({ ...source, head: articles.head(source.path) }));
  problems.push(...checkReferences(referring, index, articles, config));
  const navigation = config.navigation && resolveNavigation(config.navigation, lookupOf(names), settings.options);
  problems.push(...(navigation?.problems ?? []));
  const translations = new Map<string, readonly Translation[]>();
  for (const source of [...index.posts, ...index.pages]) {
    if (!source.meta.translations) continue;
    const resolved = resolveTranslations(source, lookupOf(names), settings.options);
    translations.set(source.path, resolved.translations);
    problems.push(...resolved.problems);
  }

  problems.push(...(await timed('pictures', () => fetchRemotes(context, referring, config))));
  const ofSite = new SitePictures(config, inputs.paths);
  const named = { logo: ofSite.named(config.logo, LOGO), favicon: ofSite.named(config.favicon, ICON) };
  const inTemplates = new Map(templates.files().map(([path, { name, text }]) => [path, ofSite.inTemplate(name, text)]));
  const inStylesheets = new Map(
    templates.assets
      .filter(({ path }) => path.endsWith('.css'))
      .map(({ path, from }) => [path, ofSite.inStylesheet(`templates/${path}`, inputs.read(from).toString())]),
  );
  problems.push(...ofSite.problems);
  const pictures = await timed('pictures', () => makeAllPictures(context, referring, ofSite.pictures, config));
  const madeOf = (path: string): MadePicture | undefined => pictures.made.get(path)?.made;
  const pictureOf = (path: string): Picture | undefined => {
    const made = madeOf(path);
    return made && 'picture' in made ? made.picture : undefined;
  };
  for (const { path, head } of referring)
    problems.push(...pictureProblems(`content/${path}`, head.pictures, madeOf, config.pictures));
  for (const each of ofSite.pictures) problems.push(...pictureProblems(each.file, [each], madeOf, config.pictures));
  const keyOfPictures = (paths: readonly string[]) =>
    paths.length === 0 ? '' : hashOf(...paths.map((path) => pictures.made.get(path)?.key ?? ''));
  const assets = templates.assets.map((asset): Asset => {
    const found = inStylesheets.get(asset.path);
    if (!found || found.spots.length === 0) return asset;
    const text = stylesheetWithPictures(found, config, pictureOf);
    return { ...asset, text, hash: hashOf(text) };
  });
  const picturesInTemplates = keyOfPictures([...inTemplates.values()].flatMap(({ spots }) => spots.map(({ path }) => path)));
  const shown = [...pictures.made.values()].flatMap(({ made: each }) => ('picture' in each ? [each.picture] : []));

  const { icons, problems: iconProblems } = await timed('pictures', () =>
    makeIcons(context, index.files, config.images.maxMegapixels),
  );
  problems.push(...iconProblems);

  const feedStyles = assets.find(({ path }) => path === 'feeds/feed.css');
  const logo = named.logo === undefined ? undefined : pictureOf(named.logo);
  const frame: Frame = {
    config: {
      title: config.title,
      url: config.url,
      description: config.description,
      author: config.author,
      language: config.language,
      license: config.license,
      comments: config.comments,
      allow: config.allow,
      hub: config.hub,
    },
    navigation: navigation?.entries ?? defaultNavigation(config, index, (path) => articles.head(path).title),
    stylesheets: assets.filter(({ path }) => /^[^/]+\.css$/.test(path)).map(assetUrl),
    scripts: assets.filter(({ path }) => /^[^/]+\.js$/.test(path)).map(assetUrl),
    namedScripts: Object.fromEntries(
      assets.flatMap((asset) => {
        const name = /^scripts\/([^/]+)\.js$/.exec(asset.path)?.[1];
        return name === undefined ? [] : [[name, assetUrl(asset)]];
      }),
    ),
    search: config.search,
    hasIcons: icons.length > 0,
    feedStyles: feedStyles && assetUrl(feedStyles),
    icon: (named.favicon && pictureOf(named.favicon)?.fallback.url) ?? iconOf(index.files),
    logo: logo ? logoHtml(config, logo) : '',
  };
  const instants = instantsOf(index.posts, config.timezone);
  const heads = new Map(referring.map(({ path, head }) => [path, head]));
  const { related, likeness } = await timed('plan', () => findRelated(index, articles, last));
  const code = referring.flatMap(({ head }) => head.code ?? []);
  const policy = sitePolicy({ config, code, wasm: config.search });
  // Nothing is searched while a site is written: the index is made of all articles, and takes longer than a glance.
  const isSearched = config.search && !options.preview && !problems.some(({ fatal }) => fatal || options.strict);
  const search = isSearched ? await timed('search', () => searchIndex(context, config, index, articles)) : undefined;
  const cards =
    config.cards && !options.preview ? await timed('cards', () => makeCards(context, config, index.posts, articles)) : undefined;
  const planned = await timed('plan', () =>
    planSite({
      config,
      frame,
      index,
      hashesOf: ({ path }) => articles.get(path).hashes,
      picturesOf: ({ path }) => keyOfPictures((heads.get(path)?.pictures ?? []).map((use) => use.path)),
      translationsOf: ({ path }) => translations.get(path) ?? [],
      instants,
      related,
      templates: picturesInTemplates
        ? Object.fromEntries(Object.entries(templates.hashes).map(([name, hash]) => [name, hashOf(hash, picturesInTemplates)]))
        : templates.hashes,
      assets,
      linked: new Set(
        referring.flatMap(({ head }) => [
          ...head.files,
          ...head.pictures.map(({ path }) => path).filter((path) => !pictureOf(path)),
        ]),
      ),
      hashOfFile,
      isPicture: isNamedPicture,
      encoder: hashOf(encoderVersion()),
      pictures: options.preview ? [] : shown,
      cards: new Map(cards?.cards.map(([path, , key]) => [path, key])),
      icons,
      search: search?.files ?? [],
      policy,
    }),
  );
  const { plan } = planned;
  problems.push(...planned.problems);

  let published: Pick<LastBuild<Summary>, 'outputs' | 'parts'> | undefined;
  if (!problems.some(({ fatal }) => fatal || options.strict)) {
    const templateFiles = () => withPictures(templates.files(), inTemplates, config, pictureOf);
    const publication = { plan, config, index, frame, instants, templates: templateFiles, pictureOf, hashOfFile };
    try {
      published = await timed('publish', () => publish(publication, context, articles, batches, reasons));
      problems.push(...output.foreignProblems());
    } catch (error) {
      if (!isPublishError(error)) throw error;
      problems.push(error.problem);
    }
  }

  const summary: Summary = {
    posts: index.posts.length,
    pages: index.pages.length,
    drafts: index.drafts.length,
    files: plan.length,
    written: output.written,
    unchanged: plan.length - output.written,
    removed: output.removed,
    rendered: articles.rendered,
    pictures: shown.length,
    variants: sum(shown.map((picture) => variantsOf(picture).length)),
    encoded: pictures.encoded,
    pictureBytes: [
      sum(shown.map(({ bytes }) => bytes)),
      sum(shown.map(({ sources, fallback }) => (sources[0]?.variants.at(-1) ?? fallback).bytes)),
    ],
  };
  const site: KnownSite = {
    config,
    configProblems: reading.configProblems,
    names: namesHash,
    settings: settings.hash,
    likeness,
    templates: { key: templates.key, hashes: templates.hashes, problems: templates.problems },
    pictures: [...pictures.made],
    search,
    cards,
    kept: icons.map(({ key }) => key),
  };
  const known = await timed('keep', () => articles.known(reading.sources));
  await timed('keep', () => context.store.retire(useOf(known.sources, site, last)));
  // Where nothing was written, the output folder is still that of the build before.
  const { outputs, parts } = published ?? { outputs: last?.outputs ?? NO_FILES, parts: last?.parts ?? [] };
  const told = { problems, published: published !== undefined, strict: options.strict, foreign: output.foreign, summary };
  return {
    last: { inputs: inputs.table(), outputs, parts, told, site, ...known, related },
    slowest: articles.slowest,
    reasons,
  };
}

// ── read ────────────────────────────────────────────────────────────────────────────────────────────────────────

function read({ inputs, last }: MakeContext, articles: Articles): Reading {
  const before = last && dialectsOf(last.site.config);
  const isSame = last !== undefined && inputs.has(CONFIG_FILE) && inputs.isUnchanged(CONFIG_FILE);
  return readSite(
    {
      paths: inputs.paths,
      read: (path) => inputs.read(path),
      known: (path, dialect) => (before?.(path) === dialect ? articles.unchanged(path) : undefined),
      knownConfig: isSame ? { config: last.site.config, problems: last.site.configProblems } : undefined,
    },
    generatedUrls,
  );
}

/** Folders that are given a dialect and hold nothing. */
function emptyFolders({ dialects }: Config, { posts, pages, drafts }: SiteIndex): Diagnostic[] {
  if (dialects.length === 0) return [];
  const paths = [...posts, ...pages].map(({ path }) => path);
  return dialects
    .filter(({ folder }) => ![...paths, ...drafts.map((url) => url.slice(1))].some((path) => path.startsWith(`${folder}/`)))
    .map(({ folder, place }) =>
      problem(CONFIG_FILE, place, 'config/wrong', `dialects: no markdown file lies in content/${folder}/`, {
        expected: nearest(folder, [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))].filter(Boolean)),
      }),
    );
}

// ── render and picture ──────────────────────────────────────────────────────────────────────────────────────────

/** The problems of articles, and of their links to places in others. */
function checkReferences(referring: readonly Referring[], index: SiteIndex, articles: Articles, { links }: Config): Diagnostic[] {
  let sources: Map<string, string> | undefined;
  const headAt = (url: string): ArticleHead | undefined => {
    sources ??= new Map([...index.posts, ...index.pages].map((source) => [source.url, source.path]));
    const path = sources.get(url);
    return path === undefined ? undefined : articles.head(path);
  };
  return referring.flatMap(({ path, url, head }) => [...head.problems, ...checkAnchors(path, url, head, headAt, links)]);
}

// ── assemble ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Related posts; found again only where a title, a tag or the order has changed. */
function findRelated(
  { posts }: SiteIndex,
  articles: Articles,
  last: LastBuild<Summary> | undefined,
): { related: Int32Array; likeness: string } {
  const wordsOf = ({ path }: Source) => articles.get(path).hashes.terms;
  const likeness = hashOf(JSON.stringify(posts.map((post) => [post.path, post.meta.title, post.meta.tags, wordsOf(post)])));
  return { likeness, related: last?.site.likeness === likeness ? last.related : relatedPosts(posts, wordsOf) };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
