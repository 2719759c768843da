// The templates of a site: its own where it has them, else ours; compiled once, their variables checked.

import { nearest, placeAt, problem } from '../diagnostics.js';
import { unknownVariables } from '../template/check.js';
import { compileTemplate, type Template, type TemplateFile } from '../template/compile.js';
import type { Values } from '../template/value.js';
import type { Diagnostic } from '../types.js';
import { escapeHtml } from './urls.js';
import { knownVariables } from './variables.js';

/** The files of templates/, by their path below it. */
export type TemplateFiles = ReadonlyMap<string, TemplateFile>;

export interface Templates {
  /** Renders with a template, by its name without `.html`; an empty text where it has mistakes. */
  readonly render: (name: string, values: Values) => string;
  readonly names: readonly string[];
  readonly problems: readonly Diagnostic[];
}

const NEEDED = ['post', 'page', 'list', 'index', '404', 'redirect'];

/**
 * Compiles and checks all templates.
 * @param files every `.html` file below templates/, partials included
 */
export function loadTemplates(files: TemplateFiles): Templates {
  const problems: Diagnostic[] = [];
  const compiled = new Map<string, Template>();
  const partials = [...files.keys()].map((path) => path.replace(/^partials\//, '').replace(/\.html$/, ''));
  const partial = (name: string): TemplateFile | undefined => files.get(`partials/${name}`) ?? files.get(name);
  for (const [path, file] of files) {
    if (path.includes('/')) continue;
    const name = path.replace(/\.html$/, '');
    const template = compileTemplate(file, { partial, extension: '.html', escape: escapeHtml });
    // One that never ends is not run; its page is not written either, since it is an error.
    if (template.mistakes.every(({ kind }) => kind !== 'loop')) compiled.set(name, template);
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
  for (const name of NEEDED.filter((needed) => !files.has(`${needed}.html`))) {
    problems.push(problem(`templates/${name}.html`, undefined, 'template/missing', `there is no template ${name}.html`));
  }
  return {
    render: (name, values) => compiled.get(name)?.render(values) ?? '',
    names: [...files.keys()].filter((path) => !path.includes('/')).map((path) => path.replace(/\.html$/, '')),
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
