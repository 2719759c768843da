// A template's tree becomes a function from values to text. Partials are read and compiled with it.

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

/** A partial that has been read. */
export interface Partial {
  readonly file: TemplateFile;
  readonly nodes: Nodes;
}

/** A compiled template: its tree and partials, for checks, and a function that renders it. */
export interface Template extends Partial {
  readonly partials: ReadonlyMap<string, Partial>;
  /** What is wrong; `render` leaves those parts out. */
  readonly mistakes: readonly TemplateMistake[];
  /** @param layers the values that it is filled with; of those of one name, the first layer's */
  readonly render: (...layers: Layers) => string;
}

/** Partials may nest this deep; beyond, `(loop)` is put in, as Pandoc does. */
const DEEPEST = 50;

/**
 * Compiles a template and its partials.
 * @see Pandoc manual, "Template syntax"
 */
export function compileTemplate(file: TemplateFile, options: TemplateOptions): Template {
  const partials = new Map<string, Partial>();
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
      evaluate(nodes, { names: { layers }, layout, known: partials, escapeText, depth: 0 });
      return layout.result();
    },
  };
}

function readPartials(
  { file, nodes }: Partial,
  options: TemplateOptions,
  known: Map<string, Partial>,
  mistakes: TemplateMistake[],
  inside: readonly string[],
): void {
  for (const node of partialsIn(nodes)) {
    const place = { file, at: node.at, length: node.name.length };
    if (inside.includes(node.name))
      mistakes.push({ kind: 'loop', reason: `the partial "${node.name}" includes itself`, ...place });
    if (known.has(partialKey(node))) continue;
    const found = options.partial(partialFileName(node.name, options.extension));
    if (!found) {
      mistakes.push({ kind: 'partial', reason: `missing partial "${node.name}"`, ...place });
      continue;
    }
    // Entered before its own partials are read, so that one that includes itself finds itself.
    const text = { name: found.name, text: found.text.replace(/\r?\n$/, '') };
    const partial = { file: text, nodes: parse(text, mistakes, node.breakable) };
    known.set(partialKey(node), partial);
    readPartials(partial, options, known, mistakes, [...inside, node.name]);
  }
}

function parse(file: TemplateFile, mistakes: TemplateMistake[], breakable = false): Nodes {
  try {
    return parseTemplate(file.text, breakable);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    mistakes.push({ kind: 'syntax', file, reason: error.reason, at: error.at, length: error.length });
    return [];
  }
}

function partialFileName(name: string, extension: string): string {
  return /\.[^./]+$/.test(name) ? name : name + extension;
}

/** Under which a partial is known: the same file reads otherwise inside `$~$`. */
export function partialKey({ name, breakable }: PartialNode): string {
  return breakable ? `${name}~` : name;
}

function* partialsIn(nodes: Nodes): Generator<PartialNode> {
  for (const node of nodes) {
    if (node.type === 'partial') yield node;
    for (const inner of children(node)) yield* partialsIn(inner);
  }
}

/** The sequences of nodes inside a node. */
export function children(node: Node): readonly Nodes[] {
  if (node.type === 'if') return [node.then, node.otherwise];
  if (node.type === 'for') return [node.body, node.separator];
  return node.type === 'nest' ? [node.body] : [];
}

/** What names stand for: outside of all loops the values of the template. Loops add to them, and copy none: there are a hundred. */
type Names = { readonly layers: Layers } | Loop;

/** Within a loop, and within a partial that is applied to a value. */
interface Loop {
  /** The variable that the loop names, and what stands for it now. */
  readonly name: string;
  readonly value: Value;
  /** What `it` stands for. */
  readonly item: Value;
  readonly outer: Names;
}

interface Scope {
  readonly names: Names;
  readonly layout: Layout;
  readonly known: ReadonlyMap<string, Partial>;
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
          const inner = { ...scope, names: bind(scope.names, node.variable.path, item) };
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
  return applyPipes(field(named(scope.names, name), rest), variable.pipes);
}

function named(names: Names, name: string): Value {
  let around = names;
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
    put(value, variable.pipes, scope);
    return;
  }
  (value as readonly Value[]).forEach((item, index) => {
    if (index > 0) scope.layout.text(separator);
    put(item, [], scope);
  });
}

function put(value: Value, pipes: readonly Pipe[], scope: Scope): void {
  const boxes = pipes.filter((pipe) => pipe.width !== undefined);
  if (boxes.length > 0 && !isMany(value)) {
    let text = toText(value, scope.escapeText);
    // A box in a box is put into it as text.
    for (const box of boxes.slice(0, -1)) text = boxAsText(blocksOf(text, box));
    for (const block of blocksOf(text, boxes.at(-1) as Pipe)) scope.layout.block(block);
  } else if (isHtml(value)) {
    scope.layout.verbatim(value.html);
  } else if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) put(item, [], scope);
  } else {
    scope.layout.text(toText(value, scope.escapeText));
  }
}

/** A box, with what is on both sides of each of its lines. */
function blocksOf(text: string, { name, width = 1, before, after }: Pipe): Block[] {
  return [
    ...(before ? [fillBlock(before)] : []),
    makeBlock(text, width, name as 'left' | 'right' | 'center'),
    ...(after ? [fillBlock(after)] : []),
  ];
}

/** Lists and maps are no text to put in a box. */
function isMany(value: Value): boolean {
  return typeof value === 'object' && value !== null && !isHtml(value);
}

function include(node: PartialNode, scope: Scope): void {
  const partial = scope.known.get(partialKey(node));
  if (!partial) return;
  if (scope.depth >= DEEPEST) {
    scope.layout.text('(loop)');
    return;
  }
  const run = (names: Names) => {
    const inner = { ...scope, names, depth: scope.depth + 1 };
    if (node.pipes.length === 0) {
      evaluate(partial.nodes, inner);
      return;
    }
    const layout = new Layout();
    evaluate(partial.nodes, { ...inner, layout });
    const text = applyPipes(layout.result(), node.pipes);
    if (node.pipes.some((pipe) => pipe.width !== undefined)) put(text, node.pipes, { ...scope, escapeText: (same) => same });
    else scope.layout.text(String(text));
  };
  if (!node.argument) {
    run(scope.names);
    return;
  }
  const { path } = node.argument;
  items(resolve(node.argument, scope)).forEach((item, index) => {
    if (index > 0 && node.separator) scope.layout.text(node.separator);
    run(bind(scope.names, path, item));
  });
}

/** Names inside a loop: `it` is the item, and so is the variable the loop names. */
function bind(outer: Names, path: readonly string[], item: Value): Loop {
  const [name = '', ...rest] = path;
  return { name, value: rest.length === 0 ? item : bindField(named(outer, name), rest, item), item, outer };
}

function bindField(value: Value, path: readonly string[], item: Value): Value {
  const [name, ...rest] = path;
  if (name === undefined) return item;
  const map = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Values;
  return { ...map, [name]: bindField(map[name], rest, item) };
}
