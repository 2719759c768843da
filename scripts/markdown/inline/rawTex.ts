// Inline raw_tex and latex_macros: a command and its arguments are left out of HTML, a formula's environment is a formula.

import { commandAt, droppedTex, isFormula, isShownFormula, texEnvironment } from '../tex.js';
import type { InlineConstruct } from './construct.js';

export const rawTex: InlineConstruct = {
  extensions: ['raw_tex'],
  starts: '\\',
  read: (reader) => {
    const { text, at } = reader;
    const macro = reader.has('latex_macros') ? reader.context.defineMacro(text, at) : undefined;
    if (macro) {
      reader.at = macro.end;
      return reader.add({ type: 'pandocRaw', format: 'tex', value: text.slice(at, macro.end) }, at);
    }
    const environment = texEnvironment(text, at);
    if (environment) {
      if (!isFormula(environment.environment)) return false;
      reader.at = environment.end;
      const value = text.slice(at, environment.end);
      if (!isShownFormula(environment.environment)) return reader.add({ type: 'pandocRaw', format: 'tex', value }, at);
      return reader.add({ type: 'inlineMath', value: reader.context.applyMacros(value), display: true }, at);
    }
    const command = commandAt(text, at, reader.has('cjk'));
    if (!command) return false;
    const value = text.slice(at, command.end);
    reader.at = command.end;
    if (/^\\(?:eq)?ref\{/.test(value)) return reader.add({ type: 'inlineMath', value, display: false }, at);
    reader.context.warn({ ...droppedTex(value), position: reader.place(at, command.end) });
    return reader.add({ type: 'pandocRaw', format: 'tex', value }, at);
  },
};
