// The entry point `titleblock/template`: Pandoc's template language.

export { type Shape, type UnknownVariable, unknownVariables } from '../template/check.js';
export {
  compileTemplate,
  type Template,
  type TemplateFile,
  type TemplateMistake,
  type TemplateOptions,
} from '../template/compile.js';
export { TemplateSyntaxError } from '../template/cursor.js';
export type { Html, Value, Values } from '../template/value.js';
