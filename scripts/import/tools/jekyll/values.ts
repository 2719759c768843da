// Values of Liquid, `{{ site.baseurl }}/a.png` and `{{ "/a.png" | relative_url }}`: those that the settings and the header tell are written
// into the text.

import { mapping } from '../../dataFiles.js';
import { type FieldValue, type FieldValues, isMapping, textOf } from '../../header.js';

export interface LiquidValues {
  readonly site: FieldValues;
  readonly page: FieldValues;
  /** Parameters of an include. */
  readonly include?: FieldValues;
}

const VALUE = /\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}|\{\{-?\s*((?:[^{}"']|"[^"]*"|'[^']*')+?)\s*-?\}\}/g;

/** An address that goes on after a value, or begins before it. */
const BEFORE = /(?:\]\(\s*<?|\b(?:src|href|data-src|poster)\s*=\s*["']?|^\s*\[[^\]\n]+\]:\s*)$/;

/** Returns a text with the values that are known. Others stay, so that a build reports them. */
export function withValues(text: string, values: LiquidValues): string {
  if (!text.includes('{{')) return text;
  return text.replace(VALUE, (all, expression: string | undefined, at: number) => {
    if (expression === undefined) return all;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const isAddress = BEFORE.test(text.slice(lineStart, at)) || /^[/]/.test(text.slice(at + all.length));
    return resultOf(expression, values, isAddress) ?? all;
  });
}

/** Returns the value of an expression with filters; undefined if it is not known. */
export function resultOf(expression: string, values: LiquidValues, isAddress = false): string | undefined {
  const [first = '', ...filters] = expression.match(/(?:[^|"']|"[^"]*"|'[^']*')+/g) ?? [];
  let value = operand(first.trim(), values, isAddress);
  for (const filter of filters) {
    if (value === undefined) return undefined;
    const [, name = '', argument] = /^\s*([a-z_]+)\s*(?::\s*(.*?))?\s*$/s.exec(filter) ?? [];
    value = FILTERS[name]?.(value, argument === undefined ? '' : operand(argument, values, true));
  }
  return value;
}

type Filter = (value: string, argument: string | undefined) => string | undefined;

const same: Filter = (value) => value;

/** @see Liquid, "Filters", and Jekyll, "Liquid Filters" */
const FILTERS: { readonly [name: string]: Filter } = {
  ...{ relative_url: rooted, absolute_url: rooted, escape: same, xml_escape: same, strip: (value) => value.trim() },
  ...{ strip_html: same, markdownify: same, uri_escape: same, url_encode: same, strip_newlines: same, escape_once: same },
  ...{ downcase: (value) => value.toLowerCase(), upcase: (value) => value.toUpperCase() },
  prepend: (value, argument) => (argument === undefined ? undefined : argument + value),
  append: (value, argument) => (argument === undefined ? undefined : value + argument),
  default: (value, argument) => (value === '' ? argument : value),
  remove: (value, argument) => (argument ? value.replaceAll(argument, '') : undefined),
};

function rooted(value: string): string {
  return /^(?:[a-z]+:|\/\/|#)/i.test(value) ? value : `/${value}`.replace(/^\/{2,}/, '/');
}

function operand(written: string, { site, page, include }: LiquidValues, isAddress: boolean): string | undefined {
  const text = /^(["'])(.*)\1$/s.exec(written)?.[2];
  if (text !== undefined) return text;
  if (/^-?\d+(?:\.\d+)?$/.test(written)) return written;
  // Addresses of the new site begin at its root.
  if (/^site\.(?:baseurl|base_url)$/.test(written)) return '';
  if (/^site\.url$/.test(written) && isAddress) return '';
  const [, scope, path = ''] = /^(site|page|include)\.([\w.-]+)$/.exec(written) ?? [];
  if (scope === undefined) return undefined;
  if (scope === 'include') return include && (at(include, path) ?? '');
  return at(scope === 'site' ? site : page, path);
}

function at(values: FieldValues, path: string): string | undefined {
  let value: FieldValue | undefined = values;
  for (const name of path.split('.')) value = isMapping(value) ? mapping(value)[name] : undefined;
  return textOf(value);
}
