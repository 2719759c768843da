// Walks the nodes of a syntax tree (ESTree) that are code: not types, imports, or names of properties.

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A node with its context. */
export interface Site {
  readonly node: Node;
  /** The nodes around it, the nearest first. */
  readonly parents: readonly Node[];
  /** Returns the source of a node. */
  readonly text: (node: unknown) => string;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** TypeScript nodes that contain an expression; all others are types. */
const WITH_EXPRESSION = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSParameterProperty']);
/** Nodes whose strings are module names. */
const MODULES = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ImportExpression']);

/** Yields all nodes that are code. */
export function* nodesIn(tree: Node, source: string): Generator<Site> {
  const text = (node: unknown) => (isNode(node) ? source.slice(node.start, node.end) : '');
  const visit = function* (node: Node, parents: readonly Node[]): Generator<Site> {
    yield { node, parents, text };
    for (const child of childrenOf(node)) yield* visit(child, [node, ...parents]);
  };
  yield* visit(tree, []);
}

function childrenOf(node: Node): Node[] {
  if (MODULES.has(node.type) || (node.type === 'ExportNamedDeclaration' && node.source)) return [];
  return Object.entries(node).flatMap(([field, value]) => {
    const isName = field === 'key' && !node.computed;
    if (isName) return [];
    return (Array.isArray(value) ? value : [value])
      .filter(isNode)
      .filter(({ type }) => !type.startsWith('TS') || WITH_EXPRESSION.has(type));
  });
}

/** Returns variants of a regular expression: without an anchor, without the case flag, with `*` for `+`. */
export function patternChanges({ raw }: Node): string[] {
  const [, pattern = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(raw as string) ?? [];
  return [
    ...(pattern.startsWith('^') && pattern.length > 1 && !pattern.includes('|') ? [`/${pattern.slice(1)}/${flags}`] : []),
    ...(/[^\\]\$$/.test(pattern) && !pattern.includes('|') ? [`/${pattern.slice(0, -1)}/${flags}`] : []),
    ...(flags.includes('i') ? [`/${pattern}/${flags.replace('i', '')}`] : []),
    ...(/[^\\]\+/.test(pattern) ? [`/${pattern.replace(/([^\\])\+/, '$1*')}/${flags}`] : []),
  ];
}
