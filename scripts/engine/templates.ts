// The files of templates/: compiled where one has changed, and published with the site where they are none.

import type { Asset } from '../assemble/assets.js';
import type { Features } from '../assemble/feature.js';
import { type CheckedTemplates, checkTemplates, type GivenNames, type TemplateFiles } from '../assemble/templates.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { templateFile } from '../base/inputFolders.js';
import type { PluginContributions } from '../plugins/plugged.js';
import { readData, type SiteData } from '../read/data.js';
import { templatePaths } from '../read/inputFiles.js';
import { readText } from '../read/readText.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';

/** Templates and what is published with them. */
export interface ReadTemplates {
  /** A hash of all of them. */
  readonly key: string;
  /** Hashes of the templates, with their partials, by their names. */
  readonly hashes: { readonly [name: string]: string };
  /** Which data each of them uses. */
  readonly data: CheckedTemplates['data'];
  /** Which front matter fields some template shows. */
  readonly fields: CheckedTemplates['fields'];
  readonly problems: readonly Diagnostic[];
  readonly assets: readonly Asset[];
  /** Read when they are asked for. */
  readonly files: () => TemplateFiles;
  readonly given: Given;
}

/** What templates may show besides what the program gives. */
export interface Given {
  readonly data: SiteData;
  readonly plugged: PluginContributions;
  /** Those whose pages the templates make. */
  readonly features: Features;
}

/** What is in data/. */
export function dataIn(inputs: TemplateInputs): SiteData {
  const read = (path: string) => readText(path, (each) => inputs.read(each));
  return readData({ paths: inputs.paths, hash: (path) => inputs.hash(path), read });
}

/** What is read of the inputs. */
export type TemplateInputs = Pick<Inputs, 'paths' | 'hash' | 'read'>;

/** @param known what is known of templates with the same key, which need not be compiled */
export function readTemplates(
  inputs: TemplateInputs,
  given: Given,
  known: Pick<ReadTemplates, 'key' | 'hashes' | 'data' | 'fields' | 'problems'> | undefined,
): ReadTemplates {
  const paths = [...templatePaths(inputs.paths)];
  const names = namesIn(given);
  const key = hashOf(
    JSON.stringify(names),
    ...given.features.pluginKeys,
    ...paths.flatMap(([name, path]) => [name, path, inputs.hash(path)]),
  );
  const assets = paths
    .filter(([name]) => !name.endsWith('.html'))
    .map(([path, from]): Asset => ({ path, from, hash: inputs.hash(from) }));
  const ofTexts: Diagnostic[] = [];
  const files = lazy(
    (): TemplateFiles =>
      paths
        .filter(([name]) => name.endsWith('.html'))
        .map(([name, path]) => {
          const { text = '', problems } = readText(path, (each) => inputs.read(each));
          ofTexts.push(...problems);
          return [name, { name: templateFile(name), text }] as const;
        }),
  );
  if (known?.key === key) return { ...known, assets, files, given };
  const { hashes, data, fields, problems } = checkTemplates(files(), names, given.features);
  return { key, hashes, data, fields, problems: [...ofTexts, ...problems], assets, files, given };
}

function namesIn({ data, plugged }: Given): GivenNames {
  // A plugin may name any template, `__proto__` too.
  const pages: { [template: string]: string[] } = Object.create(null);
  for (const { template, values = {} } of plugged.pages)
    pages[template] = [...new Set([...(pages[template] ?? []), ...Object.keys(values)])].sort();
  return { data: Object.keys(data.values).sort(), variables: Object.keys(plugged.variables).sort(), pages };
}
