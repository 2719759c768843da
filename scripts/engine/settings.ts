// Settings that rendering depends on, and the store keys of articles.

import { WORDS } from '../assemble/ownWords.js';
import { wordsFor } from '../assemble/words/words.js';
import { hashOf } from '../base/hash.js';
import { programVersion } from '../base/program.js';
import { type Config, dialectsOf } from '../config/config.js';
import { siteLanguages } from '../config/languages.js';
import type { PluginBundle } from '../plugins/bundle.js';
import { pluginSite } from '../plugins/contributions.js';
import { type RenderOptions, TEXT_WORDS, type TextWords } from '../render/options.js';
import type { Source } from '../types.js';

export interface RenderSettings {
  readonly options: Omit<RenderOptions, 'dialect'>;
  /** Hash of the program and of all these settings. */
  readonly hash: string;
  /** Returns the words that rendering adds to texts in a language. */
  readonly wordsOf: (language: string) => TextWords;
  /** Returns the dialect of a file below `content/`. */
  readonly dialectOf: (path: string) => string;
}

/** Returns the store key of an article. The path comes first, since LevelDB writes data that arrives in key order only once. */
export function articleKey(
  { path, inherited, waiting = [] }: Source,
  { hash, dialectOf }: RenderSettings,
  fileHash: string,
): string {
  return `${path} ${hashOf(hash, dialectOf(path), fileHash, inherited ?? '', ...waiting)}`;
}

/** @param runsPluginsTwice true to call plugins twice, for `--verify` */
export function renderSettings(config: Config, bundles: readonly PluginBundle[], runsPluginsTwice = false): RenderSettings {
  const { url, permalink, aliases, links, pictures, images, language, dialects, markdown, allow, safe, notes } = config;
  const plugins = bundles.length > 0 ? { bundles, site: pluginSite(config), runTwice: runsPluginsTwice } : undefined;
  const wordsOf = (each: string) => textWords(each, config);
  const options = {
    language: config.language,
    own: [url, ...aliases],
    links,
    pictures,
    allow,
    remote: images.remote,
    words: wordsOf(language),
    ...(safe && { safe }),
    ...(notes !== undefined && { notes }),
  };
  const ofPlugins = plugins && [plugins.site, bundles.map((each) => each.hash)];
  const folders = dialects.map(({ folder, dialect }) => [folder, dialect]);
  return {
    options: { ...options, ...(plugins && { plugins }) },
    hash: hashOf(
      programVersion(),
      JSON.stringify([options, ofPlugins, folders, markdown, permalink, ownTextWords(config), siteLanguages(config)]),
    ),
    wordsOf,
    dialectOf: dialectsOf({ dialects, markdown }),
  };
}

/** Returns the writer's own words in texts, by language; undefined if there are none. */
function ownTextWords(config: Config): unknown {
  const own = Object.entries(WORDS.valueIn(config)).map(([tag, words]) => [tag, ...TEXT_WORDS.map((name) => words[name])]);
  return own.length > 0 ? own : undefined;
}

function textWords(language: string, config: Config): TextWords {
  const words = wordsFor(language, config);
  return Object.fromEntries(TEXT_WORDS.map((name) => [name, words[name]])) as TextWords;
}
