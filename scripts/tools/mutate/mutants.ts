// Finds the mutants of a source file: small changes that a test should notice. A table lists the changes for each node type of the syntax
// tree (`CHANGES`). Types, imports and messages to writers are left alone.

import { parseAst } from 'vitest/node';
import { isMessage } from './messages.js';
import { isNode, type Node, nodesIn, patternChanges, type Site } from './nodes.js';

/** One change of a source file. */
export interface Mutant {
  /** Path from the root of the project. */
  readonly file: string;
  /** Range to replace, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** The whole line, trimmed. */
  readonly code: string;
  readonly from: string;
  /** The code in its place; undefined if a statement is removed. */
  readonly to: string | undefined;
}

/** A change of a node: its replacement, or undefined to remove it. */
type Change = { readonly target: Node; readonly to: string | undefined };
type Changes = (site: Site) => readonly Change[];

const OPERATORS: { readonly [operator: string]: readonly string[] } = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '**': ['*'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
};
const ASSIGNMENTS: { readonly [operator: string]: string } = {
  '+=': '-=',
  '-=': '+=',
  '*=': '/=',
  '/=': '*=',
  '|=': '&=',
  '&=': '|=',
};
/** Methods whose call can be removed. */
const REMOVABLE = new Set(
  'trim trimStart trimEnd sort reverse filter slice toLowerCase toUpperCase normalize flat padStart padEnd'.split(' '),
);
const OPPOSITES = new Map(
  [
    ['startsWith', 'endsWith'],
    ['some', 'every'],
    ['min', 'max'],
    ['floor', 'ceil'],
    ['indexOf', 'lastIndexOf'],
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
);
/** Maximum number of elements to remove from one list, so that a long table doesn't fill a sample. */
const MAX_REMOVED = 3;

const CHANGES: { readonly [type: string]: Changes } = {
  BinaryExpression: operatorChanges,
  LogicalExpression: operatorChanges,
  UnaryExpression: ({ node, text }) =>
    '!-~'.includes(node.operator as string) ? [{ target: node, to: text(node.argument) }] : [],
  UpdateExpression: ({ node, text }) => [
    { target: node, to: text(node).replace(/\+\+|--/, (operator) => (operator === '++' ? '--' : '++')) },
  ],
  AssignmentExpression: ({ node, text }) => {
    const operator = ASSIGNMENTS[node.operator as string];
    return operator ? [{ target: node, to: `${text(node.left)} ${operator} ${text(node.right)}` }] : [];
  },
  ConditionalExpression: ({ node }) => conditions(node, ['true', 'false']),
  IfStatement: ({ node }) => conditions(node, ['true', 'false']),
  WhileStatement: ({ node }) => conditions(node, ['false']),
  DoWhileStatement: ({ node }) => conditions(node, ['false']),
  ForStatement: ({ node }) => conditions(node, ['false']),
  ExpressionStatement: ({ node }) => (node.directive || isSuper(node.expression) ? [] : [{ target: node, to: undefined }]),
  BreakStatement: ({ node }) => [{ target: node, to: undefined }],
  ContinueStatement: ({ node }) => [{ target: node, to: undefined }],
  ThrowStatement: ({ node }) => [{ target: node, to: undefined }],
  ReturnStatement: ({ node, text }) => returned(node.argument, text),
  ArrowFunctionExpression: ({ node, text }) =>
    isNode(node.body) && node.body.type !== 'BlockStatement' ? returned(node.body, text) : [],
  Literal: literalChanges,
  TemplateLiteral: (site) => (isTagged(site) || isMessage(site) ? [] : [{ target: site.node, to: "''" }]),
  ArrayExpression: ({ node, text }) => {
    const elements = (node.elements as (Node | null)[]).filter(isNode);
    return spread(elements).map((removed) => ({
      target: node,
      to: `[${elements.flatMap((each) => (each === removed ? [] : text(each))).join(', ')}]`,
    }));
  },
  CallExpression: callChanges,
};

/** Returns the mutants of a file. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const starts = [...source.matchAll(/^/gm)].map(({ index }) => index);
  const tree = parseAst(source, { lang: 'ts' }) as unknown as Node;
  return [...nodesIn(tree, source)].flatMap((site) =>
    (CHANGES[site.node.type]?.(site) ?? []).map(({ target: { start, end }, to }): Mutant => {
      const line = starts.findLastIndex((each) => each <= start) + 1;
      const code = source.slice(starts[line - 1], starts[line] ?? source.length).trim();
      return { file, start, end, line, code, from: source.slice(start, end), to };
    }),
  );
}

function operatorChanges({ node, text }: Site): Change[] {
  const { left, right, operator } = node as Node & { left: Node; right: Node; operator: string };
  const isText = [left, right].some((each) => each.type === 'TemplateLiteral' || typeof each.value === 'string');
  const others = isText && operator === '+' ? [] : (OPERATORS[operator] ?? []);
  return others.map((other) => ({ target: node, to: `(${text(left)}) ${other} (${text(right)})` }));
}

function conditions({ test }: Node, values: readonly string[]): Change[] {
  return isNode(test) && test.type !== 'Literal' ? values.map((to) => ({ target: test, to })) : [];
}

function returned(value: unknown, text: Site['text']): Change[] {
  return isNode(value) && text(value) !== 'undefined' ? [{ target: value, to: 'undefined' }] : [];
}

function isSuper(expression: unknown): boolean {
  return isNode(expression) && isNode(expression.callee) && expression.callee.type === 'Super';
}

function isTagged({ parents: [parent] }: Site): boolean {
  return parent?.type === 'TaggedTemplateExpression';
}

function literalChanges(site: Site): Change[] {
  const { node, parents } = site;
  const { value } = node;
  if ('regex' in node) return patternChanges(node).map((to) => ({ target: node, to }));
  if (typeof value === 'boolean') return [{ target: node, to: String(!value) }];
  if (typeof value === 'number') return [{ target: node, to: String(value + 1) }];
  if (typeof value !== 'string') return [];
  const [parent] = parents;
  const isList = parent?.type === 'MemberExpression' && isNode(parent.property) && parent.property.name === 'split';
  if (isList) {
    const words = value.split(' ');
    return spread(words).map((removed) => ({
      target: node,
      to: JSON.stringify(words.filter((each) => each !== removed).join(' ')),
    }));
  }
  return isMessage(site) ? [] : [{ target: node, to: value === '' ? "'x'" : "''" }];
}

/** Returns the first, the middle and the last element of a list. */
function spread<T>(elements: readonly T[]): T[] {
  if (elements.length <= MAX_REMOVED) return [...elements];
  return [elements[0] as T, elements[elements.length >> 1] as T, elements.at(-1) as T];
}

function callChanges({ node, parents, text }: Site): Change[] {
  const { callee } = node;
  if (!isNode(callee) || callee.type !== 'MemberExpression' || callee.computed) return [];
  const { object, property } = callee as Node & { object: Node; property: Node };
  const name = property.name as string;
  const opposite = OPPOSITES.get(name);
  // A part of an optional chain can't be put into parentheses: it would end the chain.
  const isInChain = parents.some(({ type }) => type === 'ChainExpression') && parents[0]?.type !== 'ChainExpression';
  if (isInChain) return [];
  const at = { before: text({ ...node, end: property.start }), after: text({ ...node, start: property.end }) };
  return [
    ...(REMOVABLE.has(name) && object.type !== 'Super' ? [{ target: node, to: text(object) }] : []),
    ...(opposite ? [{ target: node, to: at.before + opposite + at.after }] : []),
  ];
}
