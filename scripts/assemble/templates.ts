// The templates of a site: its own, or the program's. They are compiled once, and their variables are checked.

import { nearest, placeAt, plural, problem } from '../base/diagnostics.js';
import { hashOf } from '../base/hash.js';
import { templateFile } from '../base/inputFolders.js';
import { escapeHtml } from '../base/text/characters.js';
import { type Shape, type UnknownVariable, unknownVariables, variablesIn } from '../template/check.js';
import { compileTemplate, type Template, type TemplateFile } from '../template/compile.js';
import type { Layers, Values } from '../template/value.js';
import type { Diagnostic } from '../types.js';
import { toValue } from './common.js';
import type { Features } from './feature.js';
import { PANDOC_VARIABLES } from './pandocVariables.js';
import { COMMON_VARIABLES, PAGE_VARIABLES } from './variables.js';

/** Template files by their paths below templates/; plain data. */
export type TemplateFiles = readonly (readonly [path: string, file: TemplateFile])[];

/** Templates with the data they can show; plain data, sent to each worker once. */
export interface TemplateSet {
  readonly files: TemplateFiles;
  /** Data files by name: `$data.name$`. */
  readonly data: { readonly [name: string]: unknown };
  /** Variables that plugins add to all templates. */
  readonly variables: { readonly [name: string]: unknown };
}

/** Names of variables besides the program's own. */
export interface ContextNames {
  readonly data: readonly string[];
  readonly variables: readonly string[];
  /** Variables of plugins' pages, by template. */
  readonly pages: { readonly [template: string]: readonly string[] };
}

/** Result of checking the templates of a site. */
export interface CheckedTemplates {
  /** Hash of each template with its partials, by name without `.html`. */
  readonly hashes: { readonly [name: string]: string };
  /** Data and plugin variables that each template uses: `data.books`, `data` for all data, names of variables. */
  readonly data: { readonly [name: string]: readonly string[] };
  /** Front matter fields that templates show as they are; `*` for all. */
  readonly fields: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** Templates, each compiled when first used. */
export class Templates {
  private readonly files: ReadonlyMap<string, TemplateFile>;
  private readonly compiled = new Map<string, Template | undefined>();

  private readonly contextValues: Values;

  constructor({ files, data, variables }: TemplateSet) {
    this.files = new Map(files);
    this.contextValues = toValue({ ...variables, data }) as Values;
  }

  /**
   * Renders a template. Returns an empty text if there is no such template, or if it would never end.
   * @param name without `.html`
   * @param layers values; if a name is in several layers, the first counts
   */
  render(name: string, ...layers: Layers): string {
    const template = this.get(name);
    // A template that never ends is reported as an error, so its page is not written.
    return template?.mistakes.every(({ kind }) => kind !== 'loop') ? template.render(...layers, this.contextValues) : '';
  }

  get(name: string): Template | undefined {
    if (!this.compiled.has(name)) {
      const file = this.files.get(`${name}.html`);
      const partial = (part: string) => this.files.get(`partials/${part}`) ?? this.files.get(part);
      this.compiled.set(name, file && compileTemplate(file, { partial, extension: '.html', escape: escapeHtml }));
    }
    return this.compiled.get(name);
  }
}

/**
 * Compiles and checks all templates.
 * @param contextNames names of data and variables besides the program's own
 * @param features features whose pages the templates make
 */
export function checkTemplates(files: TemplateFiles, contextNames: ContextNames, features: Features): CheckedTemplates {
  const templates = new Templates({ files, data: {}, variables: {} });
  const problems: Diagnostic[] = [];
  const unknown: UnknownInTemplate[] = [];
  const hashes: { [name: string]: string } = {};
  const data: { [name: string]: string[] } = {};
  const fields = new Set<string>();
  const known = knownVariables(contextNames, features);
  const partials = files.map(([path]) => path.replace(/^partials\//, '').replace(/\.html$/, ''));
  for (const [path, file] of files) {
    const name = path.replace(/\.html$/, '');
    const template = path.includes('/') ? undefined : templates.get(name);
    if (!template) continue;
    hashes[name] = hashOf(file.text, ...[...template.partials].flatMap(([key, { file: part }]) => [key, part.text]));
    data[name] = usesIn(template, contextNames);
    for (const field of fieldsIn(template)) fields.add(field);
    for (const each of unknownVariables(template, known(name))) unknown.push({ ...each, template: path });
    problems.push(...template.mistakes.map((mistake) => mistakeProblem(mistake, partials)));
  }
  problems.push(...unknownProblems(unknown));
  const names = new Set(files.map(([path]) => path));
  const needed = new Set(features.kinds.map(({ template }) => `${template}.html`));
  for (const path of [...needed].filter((each) => !names.has(each)))
    problems.push(problem(templateFile(path), undefined, 'template/missing', `missing template ${path}`));
  return { hashes, data, fields: [...fields].sort(), problems };
}

/**
 * Compiles and checks a template that makes no page. It has no partials, and no escaping.
 * @param variables the variables that it may use
 * @param note tells where they are listed
 */
export function checkedTemplate(
  file: TemplateFile,
  variables: { readonly [name: string]: Shape },
  note: string,
): Pick<Template, 'render'> & { readonly problems: readonly Diagnostic[] } {
  const template = compileTemplate(file, { partial: () => undefined, extension: '' });
  const mistakes = template.mistakes.map(({ kind, reason, at, length }) => {
    const place = placeAt(file.text, at, at + length);
    return kind === 'partial'
      ? problem(file.name, place, 'template/missing', reason, { note: 'this template can have no partials' })
      : problem(file.name, place, 'template/syntax', reason);
  });
  const unknown = unknownVariables(template, variables).map((each) => unknownProblem({ ...each, template: file.name }, '', note));
  return { render: template.render, problems: [...mistakes, ...unknown] };
}

/** Returns the front matter fields that a template shows under their own names. */
function fieldsIn(template: Template): string[] {
  return variablesIn(template).flatMap(([name = '', field]) => {
    if (name === 'meta') return field ?? '*';
    return PANDOC_NAMES.has(name) ? name : [];
  });
}

/** Returns the data and plugin variables that a template and its partials use. */
function usesIn(template: Template, { variables }: ContextNames): string[] {
  const used = variablesIn(template).flatMap(([name = '', field]) => {
    if (name === 'data') return field === undefined ? name : `data.${field}`;
    return variables.includes(name) ? name : [];
  });
  return [...new Set(used)].sort();
}

/** @param partials the names of all templates and partials */
function mistakeProblem(
  { kind, file, reason, at: start, length }: Template['mistakes'][number],
  partials: readonly string[],
): Diagnostic {
  const place = placeAt(file.text, start, start + length);
  if (kind !== 'partial') return problem(file.name, place, 'template/syntax', reason);
  const expected = nearest(file.text.slice(start, start + length), partials);
  const note = 'partials are looked up in templates/partials/ and templates/';
  return problem(file.name, place, 'template/missing', reason, { expected, note });
}

/** An unknown variable, and the template that uses it, perhaps in a partial. */
type UnknownInTemplate = UnknownVariable & { readonly template: string };

/** Reports each place of an unknown variable once, however many templates include its partial. */
function unknownProblems(unknown: readonly UnknownInTemplate[]): Diagnostic[] {
  const byPlace = new Map<string, { first: UnknownInTemplate; others: number }>();
  for (const each of unknown) {
    const key = `${each.file.name} ${each.at}`;
    const found = byPlace.get(key);
    if (found) found.others++;
    else byPlace.set(key, { first: each, others: 0 });
  }
  return [...byPlace.values()].map(({ first, others }) => {
    const rest = others > 0 ? ` and ${plural(others, 'other template')}` : '';
    return unknownProblem(first, rest, 'docs/templates.md lists the variables of each template');
  });
}

/** @param rest says which other templates use the variable */
function unknownProblem({ file, at, name, prefix, known, template }: UnknownInTemplate, rest: string, note: string): Diagnostic {
  const place = placeAt(file.text, at, at + name.length);
  const expected = nearest(name.slice(prefix.length), known).map((part) => prefix + part);
  return problem(file.name, place, 'template/variable', `unknown variable "${name}" in ${template}${rest}`, { expected, note });
}

const PANDOC_NAMES = new Set(PANDOC_VARIABLES);

const PANDOC_SHAPES = Object.fromEntries(PANDOC_VARIABLES.map((name): [string, Shape] => [name, { any: true }]));

/**
 * Returns a function that gives the variables that a template may use. A template of no kind is a writer's own layout, for posts and
 * pages.
 */
function knownVariables(
  { data: dataNames, variables: names, pages }: ContextNames,
  { kinds, layout, commonDocs }: Features,
): (template: string) => { readonly [name: string]: Shape } {
  const any = (all: readonly string[]) => Object.fromEntries(all.map((name): [string, Shape] => [name, { any: true }]));
  const data: Shape = { fields: any(dataNames) };
  const common = { ...PANDOC_SHAPES, ...COMMON_VARIABLES, ...commonDocs, ...any(names) };
  return (template) => {
    const { showsArticle, variables } = kinds.find((kind) => kind.template === template) ?? layout;
    return { ...common, ...any(pages[template] ?? []), data, ...(showsArticle && PAGE_VARIABLES), ...variables };
  };
}
