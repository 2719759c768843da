// Lists third-party packages: their licences, and a bill of materials (CycloneDX).

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './packedFiles.js';

/** Licences of packages that may be redistributed. Any other needs a decision first. */
const ALLOWED =
  /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|LGPL-3\.0-or-later|MIT AND Apache-2\.0)$/;

interface Component {
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

export interface Sbom {
  readonly components: readonly Component[];
}

/** Returns the bill of materials of the production dependencies, without values that differ by time or folder. */
export function sbomOf(project: string): Sbom {
  const output = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--sbom-type', 'application'], {
    cwd: project,
    maxBuffer: 2 ** 26,
  });
  const { serialNumber: _random, metadata, ...sbom } = JSON.parse(output.toString());
  const { timestamp: _now, component, ...rest } = metadata;
  // npm uses the folder's name.
  return { ...sbom, metadata: { ...rest, component: { ...component, name: component['bom-ref'].split('@')[0] } } };
}

/**
 * Returns the licences of all components as a text.
 * @throws Error for a licence that is not allowed
 */
export function licencesOf(project: string, { components }: Sbom): string {
  const parts = components.map((component) => {
    const { name, version } = component;
    const licence = licenceOf(component);
    if (!ALLOWED.test(licence))
      throw new Error(`${name}@${version} has the licence "${licence}"; is it allowed? (scripts/tools/thirdParty.ts)`);
    return `${name} ${version} (${licence})\n\n${licenceText(join(project, 'node_modules', name))}`;
  });
  return `titleblock contains or depends on the following packages.\n\n${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

/** Returns the licences of packages of which a package contains a part. */
export function noticeOf(name: string, packages: readonly string[], project = PROJECT): string {
  const parts = [...new Set(packages)].map((each) => `${each}\n\n${licenceText(join(project, 'node_modules', each))}`);
  return `${name} contains parts of the following packages.\n\n${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

function licenceOf({ licenses = [] }: Component): string {
  return licenses.map(({ license, expression }) => license?.id ?? license?.name ?? expression ?? '').join(' AND ');
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? 'See the package itself.' : readFileSync(join(folder, file), 'utf8').trim();
}
