// Compiles a template to a function from values to text. The tree is interpreted; partials are read when the template is
// compiled.

import { TemplateSyntaxError } from './cursor.js';
import { type Block, boxAsText, fillBlock, Layout, makeBlock } from './layout.js';
import type { Node, Nodes, PartialNode, Pipe, Variable } from './nodes.js';
import { parseTemplate } from './parse.js';
import { applyPipes, field, isHtml, isTrue, items, type Layers, toText, type Value, type Values } from './value.js';

/** The text of a template or partial. */
export interface TemplateFile {
  /** The name for messages. */
  readonly name: string;
  readonly text: string;
}

/** How a template is compiled. */
export interface TemplateOptions {
  /** Returns a partial by its name with extension; undefined if it does not exist. */
  readonly partial: (name: string) => TemplateFile | undefined;
  /** The extension of a partial named without one, with its dot. */
  readonly extension: string;
  /** Applied to text values (not to HTML); the default leaves them as they are. */
  readonly escape?: (text: string) => string;
}

/** A mistake in a template or in one of its partials. */
export interface TemplateMistake {
  /** `loop`: a partial that includes itself; Pandoc ends that at some depth with `(loop)`. */
  readonly kind: 'syntax' | 'partial' | 'loop';
  readonly file: TemplateFile;
  readonly reason: string;
  /** Offset and length in the file. */
  readonly at: number;
  readonly length: number;
}

/** A parsed partial. */
export interface ParsedPartial {
  readonly file: TemplateFile;
  readonly nodes: Nodes;
}

/** A compiled template: its tree and partials, for checks, and a function that renders it. */
export interface Template extends ParsedPartial {
  readonly partials: ReadonlyMap<string, ParsedPartial>;
  /** Mistakes in the template and its partials; `render` leaves those parts out. */
  readonly mistakes: readonly TemplateMistake[];
  /** Renders the template. @param layers the values; the first layer that has a name wins */
  readonly render: (...layers: Layers) => string;
}

/** Maximum depth of partials. Deeper ones are replaced by `(loop)`, as in Pandoc. */
const MAX_DEPTH = 50;

/**
 * Compiles a template and its partials.
 * @see Pandoc manual, "Template syntax"
 */
export function compileTemplate(file: TemplateFile, options: TemplateOptions): Template {
  const partials = new Map<string, ParsedPartial>();
  const mistakes: TemplateMistake[] = [];
  const nodes = parse(file, mistakes);
  readPartials({ file, nodes }, options, partials, mistakes, []);
  const escapeText = options.escape ?? ((text) => text);
  return {
    file,
    nodes,
    partials,
    mistakes,
    render: (...layers) => {
      const layout = new Layout();
      evaluate(nodes, { bindings: { layers }, layout, partials, escapeText, depth: 0 });
      return layout.result();
    },
  };
}

function readPartials(
  { file, nodes }: ParsedPartial,
  options: TemplateOptions,
  partials: Map<string, ParsedPartial>,
  mistakes: TemplateMistake[],
  inside: readonly string[],
): void {
  for (const node of partialsIn(nodes)) {
    const place = { file, at: node.at, length: node.name.length };
    if (inside.includes(node.name))
      mistakes.push({ kind: 'loop', reason: `the partial "${node.name}" includes itself`, ...place });
    if (partials.has(partialKey(node))) continue;
    const found = options.partial(partialFileName(node.name, options.extension));
    if (!found) {
      mistakes.push({ kind: 'partial', reason: `missing partial "${node.name}"`, ...place });
      continue;
    }
    // Add it to the map before reading its own partials, in case it includes itself.
    const text = { name: found.name, text: found.text.replace(/\r?\n$/, '') };
    const partial = { file: text, nodes: parse(text, mistakes, node.breakable) };
    partials.set(partialKey(node), partial);
    readPartials(partial, options, partials, mistakes, [...inside, node.name]);
  }
}

function parse(file: TemplateFile, mistakes: TemplateMistake[], breakable = false): Nodes {
  try {
    return parsed(file.text, breakable);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    mistakes.push({ kind: 'syntax', file, reason: error.reason, at: error.at, length: error.length });
    return [];
  }
}

/**
 * Trees of texts, by text: a partial is in many templates, and a build compiles each template for its check and again for its
 * pages. The first check of the default theme takes 13 ms of processor time instead of 44.
 */
const trees = new Map<string, Nodes>();
/** Number of texts from which on all are forgotten: `dev` sees many versions of one. The default theme has 30. */
const MAX_TREES = 200;

function parsed(text: string, breakable: boolean): Nodes {
  const key = `${breakable ? '~' : ' '}${text}`;
  const known = trees.get(key);
  if (known) return known;
  const nodes = parseTemplate(text, breakable);
  if (trees.size >= MAX_TREES) trees.clear();
  trees.set(key, nodes);
  return nodes;
}

function partialFileName(name: string, extension: string): string {
  return /\.[^./]+$/.test(name) ? name : name + extension;
}

/** Returns the key of a partial in `partials`. The same file is parsed differently inside `$~$`. */
export function partialKey({ name, breakable }: PartialNode): string {
  return breakable ? `${name}~` : name;
}

function* partialsIn(nodes: Nodes): Generator<PartialNode> {
  for (const node of nodes) {
    if (node.type === 'partial') yield node;
    for (const inner of children(node)) yield* partialsIn(inner);
  }
}

/** Returns the sequences of nodes inside a node. */
export function children(node: Node): readonly Nodes[] {
  if (node.type === 'if') return [node.then, node.otherwise];
  if (node.type === 'for') return [node.body, node.separator];
  return node.type === 'nest' ? [node.body] : [];
}

/**
 * The bindings of names. A loop adds one to those around it instead of copying the values of the template: there are about a
 * hundred.
 */
type Bindings = { readonly layers: Layers } | Loop;

/** The bindings of a loop, or of a partial that is applied to a value. */
interface Loop {
  /** The variable of the loop, and its present value. */
  readonly name: string;
  readonly value: Value;
  /** The value of `it`. */
  readonly item: Value;
  readonly outer: Bindings;
}

interface Scope {
  readonly bindings: Bindings;
  readonly layout: Layout;
  readonly partials: ReadonlyMap<string, ParsedPartial>;
  readonly escapeText: (text: string) => string;
  readonly depth: number;
}

function evaluate(nodes: Nodes, scope: Scope): void {
  for (const node of nodes) {
    switch (node.type) {
      case 'text':
        scope.layout.text(node.value);
        break;
      case 'space':
        scope.layout.space();
        break;
      case 'value':
        interpolate(node.variable, node.separator, scope);
        break;
      case 'if':
        evaluate(isTrue(resolve(node.variable, scope)) ? node.then : node.otherwise, scope);
        break;
      case 'for':
        items(resolve(node.variable, scope)).forEach((item, index) => {
          const inner = { ...scope, bindings: bind(scope.bindings, node.variable.path, item) };
          if (index > 0) evaluate(node.separator, inner);
          evaluate(node.body, inner);
        });
        break;
      case 'nest':
        scope.layout.nested(() => evaluate(node.body, scope));
        break;
      case 'partial':
        include(node, scope);
        break;
    }
  }
}

function resolve(variable: Variable, scope: Scope): Value {
  const [name = '', ...rest] = variable.path;
  return applyPipes(field(lookUp(scope.bindings, name), rest), variable.pipes);
}

function lookUp(bindings: Bindings, name: string): Value {
  let around = bindings;
  while ('outer' in around) {
    if (name === 'it') return around.item;
    if (name === around.name) return around.value;
    around = around.outer;
  }
  return around.layers.find((layer) => Object.hasOwn(layer, name))?.[name];
}

function interpolate(variable: Variable, separator: string | undefined, scope: Scope): void {
  const value = resolve(variable, scope);
  if (separator === undefined || !Array.isArray(value)) {
    write(value, variable.pipes, scope);
    return;
  }
  (value as readonly Value[]).forEach((item, index) => {
    if (index > 0) scope.layout.text(separator);
    write(item, [], scope);
  });
}

function write(value: Value, pipes: readonly Pipe[], scope: Scope): void {
  const boxes = pipes.filter((pipe) => pipe.width !== undefined);
  if (boxes.length > 0 && !isContainer(value)) {
    let text = toText(value, scope.escapeText);
    // A box inside a box becomes text first.
    for (const box of boxes.slice(0, -1)) text = boxAsText(blocksOf(text, box));
    for (const block of blocksOf(text, boxes.at(-1) as Pipe)) scope.layout.block(block);
  } else if (isHtml(value)) {
    scope.layout.verbatim(value.html);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) write(item, [], scope);
  } else {
    scope.layout.text(toText(value, scope.escapeText));
  }
}

/** Makes a box with its borders. */
function blocksOf(text: string, { name, width = 1, before, after }: Pipe): Block[] {
  return [
    ...(before ? [fillBlock(before)] : []),
    makeBlock(text, width, name as 'left' | 'right' | 'center'),
    ...(after ? [fillBlock(after)] : []),
  ];
}

/** True for lists and maps, which cannot be put in a box. */
function isContainer(value: Value): boolean {
  return typeof value === 'object' && value !== null && !isHtml(value);
}

function include(node: PartialNode, scope: Scope): void {
  const partial = scope.partials.get(partialKey(node));
  if (!partial) return;
  if (scope.depth >= MAX_DEPTH) {
    scope.layout.text('(loop)');
    return;
  }
  const run = (bindings: Bindings) => {
    const inner = { ...scope, bindings, depth: scope.depth + 1 };
    if (node.pipes.length === 0) {
      evaluate(partial.nodes, inner);
      return;
    }
    const layout = new Layout();
    evaluate(partial.nodes, { ...inner, layout });
    const text = applyPipes(layout.result(), node.pipes);
    if (node.pipes.some((pipe) => pipe.width !== undefined)) write(text, node.pipes, { ...scope, escapeText: (same) => same });
    else scope.layout.text(String(text));
  };
  if (!node.argument) {
    run(scope.bindings);
    return;
  }
  const { path } = node.argument;
  items(resolve(node.argument, scope)).forEach((item, index) => {
    if (index > 0 && node.separator) scope.layout.text(node.separator);
    run(bind(scope.bindings, path, item));
  });
}

/** Returns the bindings inside a loop: `it` and the variable of the loop are the item. */
function bind(outer: Bindings, path: readonly string[], item: Value): Loop {
  const [name = '', ...rest] = path;
  return { name, value: rest.length === 0 ? item : bindField(lookUp(outer, name), rest, item), item, outer };
}

function bindField(value: Value, path: readonly string[], item: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return item;
  const map = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Values;
  return { ...map, [name]: bindField(map[name], rest, item) };
}
