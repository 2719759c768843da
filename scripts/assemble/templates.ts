// The templates of a site: its own where it has them, else ours; compiled once, their variables checked.

import { hashOf } from '../cache/hash.js';
import { nearest, placeAt, problem } from '../diagnostics.js';
import { type Shape, unknownVariables } from '../template/check.js';
import { compileTemplate, type Template, type TemplateFile } from '../template/compile.js';
import type { Values } from '../template/value.js';
import type { Diagnostic } from '../types.js';
import type { Kind } from './kinds/kind.js';
import { post } from './kinds/post.js';
import { KINDS } from './kinds/table.js';
import { PANDOC_VARIABLES } from './pandocVariables.js';
import { escapeHtml } from './urls.js';
import { COMMON_VARIABLES, PAGE_VARIABLES } from './variables.js';

/** The files of templates/ by their path below it, plain data. */
export type TemplateFiles = readonly (readonly [path: string, file: TemplateFile])[];

export interface Templates {
  /** Renders with a template, by its name without `.html`; an empty text where it has mistakes. */
  readonly render: (name: string, values: Values) => string;
  /** A hash of each template with all its partials, by its name without `.html`. */
  readonly hashes: { readonly [name: string]: string };
  readonly problems: readonly Diagnostic[];
}

/**
 * Compiles and checks all templates.
 * @param templateFiles every `.html` file below templates/, partials included
 */
export function loadTemplates(templateFiles: TemplateFiles): Templates {
  const files = new Map(templateFiles);
  const problems: Diagnostic[] = [];
  const compiled = new Map<string, Template>();
  const hashes: { [name: string]: string } = {};
  const partials = [...files.keys()].map((path) => path.replace(/^partials\//, '').replace(/\.html$/, ''));
  const partial = (name: string): TemplateFile | undefined => files.get(`partials/${name}`) ?? files.get(name);
  for (const [path, file] of files) {
    if (path.includes('/')) continue;
    const name = path.replace(/\.html$/, '');
    const template = compileTemplate(file, { partial, extension: '.html', escape: escapeHtml });
    // One that never ends is not run; its page is not written either, since it is an error.
    if (template.mistakes.every(({ kind }) => kind !== 'loop')) compiled.set(name, template);
    hashes[name] = hashOf(file.text, ...[...template.partials].flatMap(([key, { file: part }]) => [key, part.text]));
    problems.push(...misspelt(template, name));
    for (const { kind, file: at, reason, at: start, length } of template.mistakes) {
      const place = placeAt(at.text, start, start + length);
      if (kind !== 'partial') problems.push(problem(at.name, place, 'template/syntax', reason));
      else {
        const expected = nearest(at.text.slice(start, start + length), partials);
        const note = 'partials are looked for in templates/partials/ and templates/';
        problems.push(problem(at.name, place, 'template/missing', reason, { expected, note }));
      }
    }
  }
  const needed = new Set(KINDS.map(({ template }) => template));
  for (const name of [...needed].filter((each) => !files.has(`${each}.html`))) {
    problems.push(problem(`templates/${name}.html`, undefined, 'template/missing', `there is no template ${name}.html`));
  }
  return {
    render: (name, values) => compiled.get(name)?.render(values) ?? '',
    hashes,
    problems,
  };
}

function misspelt(template: Template, name: string): Diagnostic[] {
  return unknownVariables(template, knownVariables(name)).map(({ file, at, name: variable, prefix, known }) =>
    problem(
      file.name,
      placeAt(file.text, at, at + variable.length),
      'template/variable',
      `no variable "${variable}" is given to ${name}.html`,
      {
        expected: nearest(variable.slice(prefix.length), known).map((part) => prefix + part),
        note: 'the variables of each template are listed in the README',
      },
    ),
  );
}

const PANDOC = Object.fromEntries(PANDOC_VARIABLES.map((name): [string, Shape] => [name, { any: true }]));

/** What is known in a template; a layout of the writer's own may be used for posts and for pages. */
function knownVariables(template: string): { readonly [name: string]: Shape } {
  const { showsArticle, variables }: Kind = KINDS.find((kind) => kind.template === template) ?? post;
  return { ...PANDOC, ...COMMON_VARIABLES, ...(showsArticle && PAGE_VARIABLES), ...variables };
}
