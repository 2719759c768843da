// Icons are made of the site's picture once, and kept.

import { ICON_SIZES, type Icon, iconSource } from '../assemble/icons.js';
import { problem } from '../base/diagnostics.js';
import { Unsettled } from '../base/errors.js';
import { hashOf } from '../base/hash.js';
import { encoderVersion } from '../picture/encode.js';
import { ICON } from '../picture/tasks.js';
import type { Diagnostic } from '../types.js';
import type { Run } from '../work/task.js';
import type { MakeContext } from './context.js';

/** The icons of a site; none if it has no picture for them. */
export async function makeIcons(
  { inputs, store }: MakeContext,
  files: readonly string[],
  maxMegapixels: number,
  run: Run,
): Promise<{ icons: readonly Icon[]; problems: readonly Diagnostic[] }> {
  const path = iconSource(files);
  if (path === undefined) return { icons: [], problems: [] };
  try {
    const hash = inputs.hash(path);
    const icons = ICON_SIZES.map((size): Icon => ({ size, key: hashOf('icon', encoderVersion(), hash, String(size)) }));
    if (!(await store.hasAll(icons.map(({ key }) => key)))) {
      for (const { size, key } of icons)
        await store.put(key, await run(ICON, { file: inputs.fileOf(path), size, maxMegapixels }));
      if (!inputs.isStill(path)) throw new Unsettled(`${path} changed while it was read`, false);
    }
    return { icons, problems: [] };
  } catch (error) {
    if (error instanceof Unsettled) throw error;
    return { icons: [], problems: [iconProblem(path, (error as Error).message)] };
  }
}

/** A picture of which no icons can be made. */
export function iconProblem(path: string, why: string): Diagnostic {
  return problem(path, undefined, 'picture/unreadable', `cannot make icons from ${path}: ${why}`);
}
