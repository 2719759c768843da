// Visits the nodes of a tree. unist-util-visit makes a named function for each node, for stack traces; that took two
// fifths of the time of rendering an article.

export interface AnyNode {
  readonly type: string;
  readonly children?: readonly AnyNode[];
}

/** Result of a visitor that skips a node's children. */
export const SKIP = 'skip';

/**
 * Visits the nodes inside a node, parents before their children. A visitor may replace a node in its parent, and add nodes after it;
 * those are visited too.
 */
export function walk<Node extends AnyNode>(
  node: Node,
  // biome-ignore lint/suspicious/noConfusingVoidType: most visitors return nothing
  visitor: (node: Node, index: number, parent: Node & { children: Node[] }) => typeof SKIP | undefined | void,
): void {
  const parent = node as Node & { children?: Node[] };
  if (!parent.children) return;
  for (let index = 0; index < parent.children.length; index++) {
    const child = parent.children[index] as Node;
    if (visitor(child, index, parent as Node & { children: Node[] }) !== SKIP) walk(child, visitor);
  }
}
