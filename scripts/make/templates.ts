// The files of templates/: compiled where one has changed, and published with the site where they are none.

import type { Asset } from '../assemble/assets.js';
import { type CheckedTemplates, checkTemplates, type TemplateFiles } from '../assemble/templates.js';
import type { Survey } from '../cache/fileTable.js';
import { hashOf } from '../cache/hash.js';
import { lazy } from '../flow/lazy.js';
import { readData, type SiteData } from '../read/data.js';
import { templatePaths } from '../read/files.js';
import { readText } from '../read/read.js';
import type { Diagnostic } from '../types.js';

/** Templates and what is published with them. */
export interface ReadTemplates {
  /** A hash of all of them. */
  readonly key: string;
  /** Hashes of the templates, with their partials, by their names. */
  readonly hashes: { readonly [name: string]: string };
  /** Which data each of them uses. */
  readonly data: CheckedTemplates['data'];
  readonly problems: readonly Diagnostic[];
  readonly assets: readonly Asset[];
  /** Read when they are asked for. */
  readonly files: () => TemplateFiles;
  readonly siteData: SiteData;
}

/** What is read of the inputs. */
export type TemplateInputs = Pick<Survey, 'paths' | 'hash' | 'read'>;

/** @param known what is known of templates with the same key, which need not be compiled */
export function readTemplates(
  inputs: TemplateInputs,
  known: Pick<ReadTemplates, 'key' | 'hashes' | 'data' | 'problems'> | undefined,
): ReadTemplates {
  const paths = [...templatePaths(inputs.paths)];
  const textOf = (path: string) => readText(path, (each) => inputs.read(each)).text ?? '';
  const siteData = readData({ paths: inputs.paths, hash: (path) => inputs.hash(path), text: textOf });
  const dataNames = Object.keys(siteData.values).sort();
  const key = hashOf(JSON.stringify(dataNames), ...paths.flatMap(([name, path]) => [name, path, inputs.hash(path)]));
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
          return [name, { name: `templates/${name}`, text }] as const;
        }),
  );
  if (known?.key === key) return { ...known, assets, files, siteData };
  const { hashes, data, problems } = checkTemplates(files(), dataNames);
  return { key, hashes, data, problems: [...ofTexts, ...problems], assets, files, siteData };
}
