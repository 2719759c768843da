// The syntax tree of a template.

/** A dotted variable with its pipes, e.g. `posts.title/uppercase`. */
export interface Variable {
  readonly path: readonly string[];
  readonly pipes: readonly Pipe[];
  /** Offset in the template, for diagnostics. */
  readonly at: number;
}

/** A pipe, which transforms a value. */
export interface Pipe {
  readonly name: string;
  /** For `left`, `right` and `center`: width in columns, and borders. */
  readonly width?: number;
  readonly before?: string;
  readonly after?: string;
}

export type Node =
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'space' }
  | { readonly type: 'value'; readonly variable: Variable; readonly separator?: string }
  | { readonly type: 'if'; readonly variable: Variable; readonly then: Nodes; readonly otherwise: Nodes }
  | { readonly type: 'for'; readonly variable: Variable; readonly body: Nodes; readonly separator: Nodes }
  | PartialNode
  | { readonly type: 'nest'; readonly body: Nodes };

export interface PartialNode {
  readonly type: 'partial';
  readonly name: string;
  readonly argument?: Variable;
  readonly pipes: readonly Pipe[];
  readonly separator?: string;
  /** True if it is inside `$~$`, which then applies in the partial too. */
  readonly breakable: boolean;
  readonly at: number;
}

export type Nodes = readonly Node[];
