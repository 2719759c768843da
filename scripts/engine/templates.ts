// The files of templates/. Templates are checked again if one has changed; other files are published.

import type { Asset } from '../assemble/assets.js';
import type { Features } from '../assemble/feature.js';
import { type CheckedTemplates, type ContextNames, checkTemplates, type TemplateFiles } from '../assemble/templates.js';
import { lazy } from '../base/flow/lazy.js';
import { hashOf } from '../base/hash.js';
import { isNewPostTemplate, templateFile } from '../base/inputFolders.js';
import type { PluginContributions } from '../plugins/contributions.js';
import { readData, type SiteData } from '../read/data.js';
import { templatePaths } from '../read/inputFiles.js';
import { readText } from '../read/readText.js';
import type { Diagnostic } from '../types.js';
import type { Inputs } from './inputs.js';

/** Checked templates, and the other files of templates/. */
export interface ReadTemplates {
  /** Hash of all of them. */
  readonly key: string;
  /** Hash of each template with its partials, by name. */
  readonly hashes: { readonly [name: string]: string };
  /** Data that each template uses. */
  readonly data: CheckedTemplates['data'];
  /** Front matter fields that templates show. */
  readonly fields: CheckedTemplates['fields'];
  readonly problems: readonly Diagnostic[];
  readonly assets: readonly Asset[];
  /** Reads the files when first called. */
  readonly files: () => TemplateFiles;
  readonly context: TemplateContext;
}

/** Values and features for templates besides the program's own variables. */
export interface TemplateContext {
  readonly data: SiteData;
  readonly contributions: PluginContributions;
  /** Features whose pages the templates make. */
  readonly features: Features;
}

/** Reads data/. */
export function readSiteData(inputs: TemplateInputs): SiteData {
  const read = (path: string) => readText(path, (each) => inputs.read(each));
  return readData({ paths: inputs.paths, hash: (path) => inputs.hash(path), read });
}

export type TemplateInputs = Pick<Inputs, 'paths' | 'hash' | 'read'>;

/**
 * Reads and checks the templates.
 * @param known earlier result, reused if the key is the same
 */
export function readTemplates(
  inputs: TemplateInputs,
  context: TemplateContext,
  known: Pick<ReadTemplates, 'key' | 'hashes' | 'data' | 'fields' | 'problems'> | undefined,
): ReadTemplates {
  const paths = [...templatePaths(inputs.paths)];
  const names = contextNames(context);
  const key = hashOf(
    JSON.stringify(names),
    ...context.features.pluginKeys,
    ...paths.flatMap(([name, path]) => [name, path, inputs.hash(path)]),
  );
  const assets = paths
    .filter(([name]) => !name.endsWith('.html') && !isNewPostTemplate(name))
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
  if (known?.key === key) return { ...known, assets, files, context };
  const { hashes, data, fields, problems } = checkTemplates(files(), names, context.features);
  return { key, hashes, data, fields, problems: [...ofTexts, ...problems], assets, files, context };
}

function contextNames({ data, contributions }: TemplateContext): ContextNames {
  // A plugin may name any template, `__proto__` too.
  const pages: { [template: string]: string[] } = Object.create(null);
  for (const { template, values = {} } of contributions.pages)
    pages[template] = [...new Set([...(pages[template] ?? []), ...Object.keys(values)])].sort();
  return { data: Object.keys(data.values).sort(), variables: Object.keys(contributions.variables).sort(), pages };
}
