// What is public stays: a site kept from the first release has its addresses and ids, and everything that is listed in public.json
// still exists (docs/compatibility.md). Additions are fine; a release takes them into the list:
// `TITLEBLOCK_KEEP=1 npx vitest run --project program tests/compatibility`.

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMON_VARIABLES, PAGE_VARIABLES, type VariableDocs } from '../../scripts/assemble/variables.js';
import { RULES } from '../../scripts/base/diagnostics.js';
import { IMAGE_FIELDS } from '../../scripts/config/imageSettings.js';
import { CONFIG_FIELDS } from '../../scripts/config/settings.js';
import { FEATURES } from '../../scripts/features/table.js';
import { HEADER } from '../readSettings.js';
import { bytesBelow, filesBelow, PROJECT, run, temporaryFolder } from '../support.js';

const LIST = join(PROJECT, 'tests/compatibility/public.json');

type Public = { readonly [what: string]: readonly string[] };

test('what was public is public still', () => {
  const now = publicNow();
  const kept = JSON.parse(readFileSync(LIST, 'utf8')) as Public;
  if (process.env.TITLEBLOCK_KEEP) {
    const all = Object.entries(now).map(([what, names]) => [what, [...new Set([...(kept[what] ?? []), ...names])].sort()]);
    writeFileSync(LIST, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
    return;
  }
  expect(Object.keys(kept)).toEqual(Object.keys(now));
  for (const [what, names] of Object.entries(kept)) {
    expect(names.length).toBeGreaterThan(0);
    expect([what, names.filter((name) => !now[what]?.includes(name))]).toEqual([what, []]);
  }
});

function publicNow(): Public {
  return {
    ...siteNow(),
    templates: [...new Set(FEATURES.kinds.map(({ template }) => `${template}.html`))],
    variables: [
      ...variablesIn({ ...COMMON_VARIABLES, ...FEATURES.commonDocs }, '*'),
      ...variablesIn({ ...PAGE_VARIABLES }, 'page.html'),
      ...FEATURES.kinds.flatMap(({ template, variables }) => variablesIn(variables, `${template}.html`)),
    ],
    settings: [
      ...Object.keys({ ...CONFIG_FIELDS, ...FEATURES.settingFields }),
      ...Object.keys(IMAGE_FIELDS).map((name) => `images.${name}`),
    ],
    frontMatter: Object.keys(HEADER.fields),
    rules: Object.keys(RULES),
    options: optionsNow(),
    exports: exportsNow(),
  };
}

/** What readers and other sites know of the kept site. */
function siteNow(): Public {
  const root = temporaryFolder();
  cpSync(join(PROJECT, 'tests/compatibility/site'), root, { recursive: true });
  const before = bytesBelow(root);
  const { status, stderr } = run(['build', '--root', root]);
  expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  for (const [path, bytes] of before) expect([path, readFileSync(join(root, path)).toString('base64')]).toEqual([path, bytes]);
  const out = join(root, 'dist');
  // The names of these hold a hash, or belong to the search index, which is not public.
  const addresses = filesBelow(out).filter((path) => !/^(?:images|assets|search|icon)\/|^\.|^search\./.test(path));
  const textOf = (path: string) => readFileSync(join(out, path), 'utf8');
  return {
    addresses,
    redirects: textOf('_redirects').trim().split('\n'),
    headings: addresses
      .filter((path) => path.endsWith('.html'))
      .flatMap((path) => [...textOf(path).matchAll(/<h[1-6][^>]* id="([^"_][^"]*)"/g)].map(([, id]) => `${path}#${id}`)),
    feedIds: [
      ...[...textOf('feeds.xml').matchAll(/<guid[^>]*>[^<]*<\/guid>/g)].map(([guid]) => guid),
      ...[...textOf('atom.xml').matchAll(/<id>[^<]*<\/id>/g)].map(([id]) => id),
      ...(JSON.parse(textOf('feed.json')).items as { id: string }[]).map(({ id }) => `json ${id}`),
    ],
  };
}

function variablesIn(docs: VariableDocs, prefix: string): string[] {
  return Object.entries(docs).flatMap(([name, { fields }]) => [
    `${prefix} ${name}`,
    ...(fields ? variablesIn(fields, `${prefix} ${name}.`) : []),
  ]);
}

/** The commands with their options, as their help lists them. */
function optionsNow(): string[] {
  const names = [...run(['--help']).stdout.matchAll(/^ {2}npm run ([a-z]+)/gm)].map(([, name = '']) => name);
  return names.flatMap((name) =>
    [...run([name, '--help']).stdout.matchAll(/^ {2}--([\w-]+)/gm)].map(([, option]) => `${name} --${option}`),
  );
}

/** The exported names of the packages, and the fields of what a plugin returns. */
function exportsNow(): string[] {
  const [, ...modules] = readFileSync(join(PROJECT, 'docs/api.md'), 'utf8').split(/^## /m);
  return modules.flatMap((text) => {
    const [name = ''] = text.split('\n');
    const names = [...text.matchAll(/^### (\w+)$/gm)].map(([, each]) => `${name} ${each}`);
    const [, parts = ''] = /interface PluginParts \{([\s\S]*?)^\}/m.exec(text) ?? [];
    return [...names, ...[...parts.matchAll(/^ {4}readonly (\w+)/gm)].map(([, field]) => `${name} PluginParts.${field}`)];
  });
}
