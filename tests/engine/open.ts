// Opens engines over small sites, for tests.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Artifact } from '../../scripts/engine/artifact.js';
import { Engine } from '../../scripts/engine/engine.js';
import { Inputs } from '../../scripts/engine/inputs.js';
import type { EngineOptions } from '../../scripts/engine/parts.js';
import { type Profile, viewingProfile } from '../../scripts/engine/profile.js';
import type { ThemeInput } from '../../scripts/engine/theme.js';
import { FEATURES } from '../../scripts/features/table.js';
import { Batches } from '../../scripts/work/batches.js';
import { writeFiles } from '../support.js';

const batches = new Batches(0);
afterAll(() => batches.close());

/** Later than all posts of the tests. */
export const TODAY = '2026-11-26';

/** Opens an engine. */
export function openEngine(root: string, profile: Partial<Profile> = {}, more: Partial<EngineOptions> = {}): Engine {
  return new Engine({
    root,
    inputs: new Inputs(root, undefined),
    features: FEATURES,
    profile: { ...viewingProfile(true), today: () => TODAY, ...profile },
    last: undefined,
    store: undefined,
    batches,
    outputFolder: join(root, 'dist'),
    ...more,
  });
}

/** Changes files and updates the engine. Undefined removes a file. */
export function edit(engine: Engine, files: { readonly [path: string]: string | Uint8Array | undefined }): void {
  const { root } = engine.options;
  for (const [path, data] of Object.entries(files)) {
    if (data === undefined) rmSync(join(root, path));
    else writeFiles(root, { [path]: data });
  }
  engine.update(Object.keys(files));
}

export function themeInputOf(engine: Engine): ThemeInput {
  return engine.themeInput(engine.state);
}

/** Makes a page and returns it with its version. */
export async function pageAt(engine: Engine, path: string): Promise<{ readonly version: string; readonly text: string }> {
  const plan = await engine.plan();
  const planned = plan?.at(path);
  if (!plan || !planned) throw new Error(`nothing is planned at ${path}`);
  const version = await engine.contents.version(plan, planned);
  return { version, text: Buffer.from(await engine.contents.page(plan, planned)).toString() };
}

/** Settles a site and returns rules and files of its problems. */
export async function rulesOf(engine: Engine): Promise<string[]> {
  return (await engine.problems(await engine.settle())).map(({ ruleId, file }) => `${ruleId} ${file}`);
}

/** Returns the artifact of a feature. */
export function madeBy<Of extends Artifact>(engine: Engine, feature: string): Of {
  return engine.artifactsByFeature.get(feature) as Of;
}
