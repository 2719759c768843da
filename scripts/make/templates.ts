// The files of templates/: compiled where one has changed, and published with the site where they are none.

import type { Asset } from '../assemble/plan.js';
import { loadTemplates, type TemplateFiles } from '../assemble/templates.js';
import { hashOf } from '../cache/hash.js';
import { templatePaths } from '../read/files.js';
import { readText } from '../read/read.js';
import type { Diagnostic } from '../types.js';
import type { MakeContext } from './context.js';

/** Templates and what is published with them; compiled only where one of them has changed. */
export function readTemplates({ inputs, last }: MakeContext) {
  const paths = [...templatePaths(inputs.paths)];
  const key = hashOf(...paths.flatMap(([name, path]) => [name, path, inputs.hash(path)]));
  const assets = paths
    .filter(([name]) => !name.endsWith('.html'))
    .map(([path, from]): Asset => ({ path, from, hash: inputs.hash(from) }));
  const ofTexts: Diagnostic[] = [];
  let read: TemplateFiles | undefined;
  const files = (): TemplateFiles => {
    read ??= paths
      .filter(([name]) => name.endsWith('.html'))
      .map(([name, path]) => {
        const { text = '', problems: found } = readText(path, (each) => inputs.read(each));
        ofTexts.push(...found);
        return [name, { name: `templates/${name}`, text }] as const;
      });
    return read;
  };
  const known = last?.site.templates;
  if (known?.key === key) return { ...known, assets, files };
  const { hashes, problems } = loadTemplates(files());
  return { key, hashes, problems: [...ofTexts, ...problems], assets, files };
}
