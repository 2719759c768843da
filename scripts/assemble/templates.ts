// The templates of a site: its own where it has them, else ours; compiled once, their variables checked.

import { nearest, placeAt, problem } from '../diagnostics.js';
import { unknownVariables } from '../template/check.js';
import { compileTemplate, type Template, TemplateError, type TemplateFile } from '../template/compile.js';
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
    try {
      const template = compileTemplate(file, { partial, partials: () => partials, extension: '.html', escape: escapeHtml });
      compiled.set(name, template);
      problems.push(...misspelt(template, name));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      const place = placeAt(error.file.text, error.at, error.at + error.length);
      const missing = error.reason.startsWith('there is no partial');
      const wanted = error.file.text.slice(error.at, error.at + error.length);
      problems.push(
        problem(error.file.name, place, missing ? 'template/missing' : 'template/syntax', error.reason, {
          expected: missing ? nearest(wanted, error.expected) : [],
          ...(missing && { note: 'partials are looked for in templates/partials/ and templates/' }),
        }),
      );
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
  return unknownVariables(template, knownVariables(name)).map(({ file, at, name: variable, known }) =>
    problem(
      file.name,
      placeAt(file.text, at, at + variable.length),
      'template/variable',
      `no variable "${variable}" is given to ${name}.html`,
      {
        expected: nearest(variable, known),
        note: 'the variables of each template are listed in the README',
      },
    ),
  );
}
