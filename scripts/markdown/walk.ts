// Walking through a tree. unist-util-visit does the same with a function for each node, which it gives a name for stack
// traces: that took two fifths of the time in which an article is rendered.

export interface AnyNode {
  readonly type: string;
  readonly children?: readonly AnyNode[];
}

/** What a visitor answers to pass over what is inside a node. */
export const SKIP = 'skip';

/**
 * Visits a node and all nodes inside it, a parent before its children. A visitor may put another node in a node's place, and
 * add some after it: those are visited too.
 */
export function walk<Node extends AnyNode>(
  node: Node,
  // biome-ignore lint/suspicious/noConfusingVoidType: most visitors answer nothing
  visitor: (node: Node, index: number, parent: Node & { children: Node[] }) => typeof SKIP | undefined | void,
): void {
  const parent = node as Node & { children?: Node[] };
  if (!parent.children) return;
  for (let index = 0; index < parent.children.length; index++) {
    const child = parent.children[index] as Node;
    if (visitor(child, index, parent as Node & { children: Node[] }) !== SKIP) walk(child, visitor);
  }
}
