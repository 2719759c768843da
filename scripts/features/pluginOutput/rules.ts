// Runs the rules that plugins add to `check`.

import { problem } from '../../base/diagnostics.js';
import { CONFIG_FILE } from '../../config/config.js';
import type { CheckRule } from '../../engine/checkedSite.js';

/** Returns the problems that plugins report. A plugin that throws becomes a problem itself. */
export const pluginRules: CheckRule = ({ outline, textOf }) => {
  const { plugins, view } = outline.contributions;
  return plugins.flatMap(({ name, parts }) => {
    try {
      const problems = (parts.rules ?? []).flatMap((rule) => [...rule({ ...view, textOf })]);
      return problems.map(({ file, line, column = 1, message }) =>
        problem(file, line === undefined ? undefined : { line, column }, 'plugin/rule', message, { note: `a rule of ${name}` }),
      );
    } catch (error) {
      return [problem(CONFIG_FILE, undefined, 'plugin/failed', `plugin "${name}" failed: ${(error as Error).message}`)];
    }
  });
};
