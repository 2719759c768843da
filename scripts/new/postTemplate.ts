// The site's own templates for new posts and pages: templates/new/post.md and templates/new/page.md, in Pandoc's template language.

import { checkedTemplate } from '../assemble/templates.js';
import { templateFile } from '../base/inputFolders.js';
import { readInput } from '../read/inputFiles.js';
import { readText } from '../read/readText.js';
import type { Diagnostic } from '../types.js';
import { type HeaderForm, type HeaderValues, optionalFields, yamlOf } from './header.js';
import { CommandError } from './siteAt.js';

/** Errors in a template, with their places. */
export class TemplateErrors extends CommandError {
  constructor(readonly problems: readonly Diagnostic[]) {
    super(`${problems[0]?.file} has errors`);
  }
}

/** The variables of such a template, with their meanings. */
const VARIABLES = {
  ...{ title: {}, author: {}, date: {}, slug: {}, tags: {}, categories: {}, draft: {}, fields: {} },
  yaml: { fields: { title: {}, author: {}, tags: {}, categories: {} } },
};

/** Returns the path of the template for a new post or page. */
export function newTemplateFile(kind: 'post' | 'page'): string {
  return templateFile(`new/${kind}.md`);
}

/**
 * Fills in a template.
 * @param file its path
 * @param values of the header, and the slug
 * @param form of the lists in `$fields$` and `$yaml.…$`
 * @throws TemplateErrors if the template has errors
 */
export function filledTemplate(
  root: string,
  file: string,
  values: HeaderValues & { readonly slug: string },
  form: HeaderForm,
): string {
  const { text = '', problems } = readText(file, (path) => readInput(root, path));
  const template = checkedTemplate({ name: file, text }, VARIABLES, 'docs/customize.md lists the variables of these templates');
  const errors = [...problems, ...template.problems].filter(({ fatal }) => fatal);
  if (errors.length > 0) throw new TemplateErrors(errors);
  const { title, author, date, slug, tags, categories, draft } = values;
  const inline = (value: unknown) => yamlOf({ x: value }, { lists: 'brackets' }).slice('x: '.length, -1);
  const names = categories.map((each) => (typeof each === 'string' ? each : each.join('/')));
  const yaml = { title: inline(title), author: inline(author), tags: inline(tags), categories: inline(categories) };
  const fields = yamlOf(optionalFields(values), form).trimEnd();
  return template.render({ title, author, date, slug, tags, categories: names, draft, fields, yaml }).replace(/\n*$/, '\n');
}
