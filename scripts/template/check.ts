// Checks the variables of a template against those that it will get.

import { children, type ParsedPartial, partialKey, type Template, type TemplateFile } from './compile.js';
import type { Node, Nodes, Variable } from './nodes.js';

/** The shape of a variable: its fields, or `any` if they are unknown. A list has the fields of its items. */
export interface Shape {
  readonly fields?: { readonly [name: string]: Shape };
  readonly any?: true;
  readonly meaning?: string;
}

/** A variable that a template uses but does not get. */
export interface UnknownVariable {
  readonly file: TemplateFile;
  /** Offset in the file. */
  readonly at: number;
  /** The variable as written, with dots. */
  readonly name: string;
  /** The part before the unknown name, with its dot: `site.` */
  readonly prefix: string;
  /** Names that exist there. */
  readonly known: readonly string[];
}

interface Scope {
  /** Variables of the template. */
  readonly variables: { readonly [name: string]: Shape };
  /** Variables of the loops around a node, innermost last. */
  readonly locals: readonly (readonly [name: string, shape: Shape])[];
  readonly file: TemplateFile;
  readonly partials: ReadonlyMap<string, ParsedPartial>;
  /** Names of the partials being checked, to stop at one that includes itself. */
  readonly inside: readonly string[];
  readonly found: UnknownVariable[];
}

/** Returns the variables that a template and its partials use but do not get. @param variables those that it gets */
export function unknownVariables(template: Template, variables: { readonly [name: string]: Shape }): UnknownVariable[] {
  const found: UnknownVariable[] = [];
  visitNodes(template.nodes, {
    variables,
    locals: [],
    file: template.file,
    partials: template.partials,
    inside: [],
    found,
  });
  return found;
}

/** Returns the variables in a template and its partials, each as a path: `$a.b$` is `['a', 'b']`. */
export function variablesIn({ nodes, partials }: Template): (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (each: Nodes): void => {
    for (const node of each) {
      if (node.type === 'value' || node.type === 'if' || node.type === 'for') found.push(node.variable.path);
      if (node.type === 'partial' && node.argument) found.push(node.argument.path);
      for (const inner of children(node)) visit(inner);
    }
  };
  visit(nodes);
  for (const partial of partials.values()) visit(partial.nodes);
  return found;
}

function visitNodes(nodes: Nodes, scope: Scope): void {
  for (const node of nodes) visitNode(node, scope);
}

function visitNode(node: Node, scope: Scope): void {
  if (node.type === 'value' || node.type === 'if') lookUp(node.variable, scope);
  if (node.type === 'for') {
    const inner = bindLoop(scope, node.variable);
    visitNodes(node.body, inner);
    visitNodes(node.separator, inner);
    return;
  }
  if (node.type === 'partial') {
    const inner = node.argument ? bindLoop(scope, node.argument) : scope;
    const partial = scope.partials.get(partialKey(node));
    if (partial && !scope.inside.includes(node.name)) {
      visitNodes(partial.nodes, { ...inner, file: partial.file, inside: [...scope.inside, node.name] });
    }
    return;
  }
  for (const inner of children(node)) visitNodes(inner, scope);
}

/** Returns the shape of a variable. Reports it if it is unknown. */
function lookUp({ path, pipes, at }: Variable, scope: Scope): Shape {
  let current: Shape = {};
  for (const [index, name] of path.entries()) {
    if (current.any) return { any: true };
    const next = index === 0 ? variableOf(scope, name) : fieldOf(current.fields, name);
    if (!next) {
      const prefix = path
        .slice(0, index)
        .map((part) => `${part}.`)
        .join('');
      const known = index === 0 ? namesOf(scope) : Object.keys(current.fields ?? {});
      scope.found.push({ file: scope.file, at, name: path.join('.'), prefix, known });
      return { any: true };
    }
    current = next;
  }
  return pipes.some((pipe) => pipe.name === 'pairs') ? { fields: { key: {}, value: { any: true } } } : current;
}

function fieldOf(fields: Shape['fields'], name: string): Shape | undefined {
  return fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function variableOf({ variables, locals }: Scope, name: string): Shape | undefined {
  return locals.findLast(([local]) => local === name)?.[1] ?? fieldOf(variables, name);
}

function namesOf({ variables, locals }: Scope): string[] {
  return [...new Set([...Object.keys(variables), ...locals.map(([name]) => name)])];
}

/**
 * Returns the scope inside a loop: `it` and the variable of the loop are the item. The variables of the template are not copied,
 * since there are hundreds.
 */
function bindLoop(scope: Scope, variable: Variable): Scope {
  const item = lookUp(variable, scope);
  const [name = '', ...rest] = variable.path;
  const bound = bindIn(variableOf(scope, name) ?? {}, rest, item);
  return { ...scope, locals: [...scope.locals, [name, bound], ['it', item]] };
}

function bindIn(shape: Shape, path: readonly string[], item: Shape): Shape {
  const [name, ...rest] = path;
  if (name === undefined) return item;
  return { ...shape, fields: { ...shape.fields, [name]: bindIn(shape.fields?.[name] ?? {}, rest, item) } };
}
