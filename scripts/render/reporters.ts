// Problems that the steps of rendering report, each with its place in the file, its rule and what to do about it.

import type { Element } from 'hast';
import { nearest, type ProblemOptions, placeAt, problem, type RuleId } from '../base/diagnostics.js';
import { contentFile } from '../base/inputFolders.js';
import type { RawTag } from '../base/text/rawHtml.js';
import type { Warn } from '../markdown/lint.js';
import type { Diagnostic, Place } from '../types.js';
import type { BrokenTag, Raw } from './brokenHtml.js';
import type { BadDiagram } from './diagrams.js';
import type { ReportMark } from './foreign/foreign.js';
import type { Target } from './foreign/mark.js';
import type { BadFormula } from './formulas.js';
import { placeInRaw, placeOf } from './places.js';
import type { Unsafe } from './safe.js';

/** Reports a problem at a place of the file. */
export type Say = (place: Place | undefined, rule: RuleId, reason: string, more?: ProblemOptions) => void;

/**
 * @param path of the file, below `content/`
 * @param problems the list that the problems are added to
 */
export function sayIn(path: string, problems: Diagnostic[]): Say {
  const file = contentFile(path);
  return (place, rule, reason, more) => void problems.push(problem(file, place, rule, reason, more));
}

export interface ReportersOptions {
  /** The whole file. */
  readonly text: string;
  readonly say: Say;
  /** What a dead link is. */
  readonly links: 'error' | 'warn';
  /** Gets what the markup of other tools names. */
  readonly mention: (targets: readonly Target[], place: Place) => void;
}

export type Reporters = ReturnType<typeof reporters>;

export function reporters({ text, say, links, mention }: ReportersOptions) {
  const placeOfNode = (node: Element | Raw, tag?: RawTag): Place | undefined =>
    tag ? placeInRaw(text, node as Raw, tag) : node.position && placeOf(node.position);
  return {
    placeOf: placeOfNode,
    markdown: (({ rule, reason, remedy, position }) =>
      say(placeOf(position), `markdown/${rule}`, reason, { note: remedy })) satisfies Warn,
    foreign: (({ rule, reason, instead, targets, range: [start, end] }) => {
      const place = placeAt(text, start, end);
      say(place, rule, reason, { note: instead });
      mention(targets, place);
    }) satisfies ReportMark,
    broken: ({ node, tag, rule, reason, note }: BrokenTag) => say(placeInRaw(text, node, tag), rule, reason, { note }),
    unsafe: ({ node, tag, reason }: Unsafe) =>
      say(placeOfNode(node, tag), 'html/unsafe', `${reason} is not allowed (\`safe: true\`) and is removed`),
    duplicateId: (id: string, place: Place | undefined, kept: Place | undefined) => {
      const where = kept ? ` in line ${kept.line}` : '';
      const reason = `another element${where} has the id #${id}; it is left out here, so that links lead there`;
      say(place, 'markdown/duplicate-id', reason, { note: 'give one of them a different id' });
    },
    repeatedTitle: (heading: Element) => {
      const reason = 'this heading repeats the title, which the page shows above it';
      say(placeOfNode(heading), 'title/repeated', reason, { note: 'delete the heading' });
    },
    className: (name: string, expected: readonly string[], node: Element) =>
      say(placeOfNode(node), 'markdown/class', `the theme knows no class "${name}"`, { expected }),
    formula: ({ rule, reason, expected = [], position }: BadFormula) => {
      if (!position) return;
      const severity = rule === 'link/equation' && links === 'warn' ? ({ severity: 'warning' } as const) : {};
      say(placeOf(position), rule, reason, { expected: nearest(reason.split('"')[1] ?? '', expected), ...severity });
    },
    diagram: ({ reason, place, isLate }: BadDiagram) =>
      isLate
        ? say(place, 'code/slow', reason, { note: 'divide it, or draw it once and show the picture' })
        : say(place, 'code/diagram', reason, { note: 'use ```text to show it as code' }),
    language: (language: string, expected: readonly string[], position: Element['position']) => {
      const reason = `code in "${language}" is not highlighted: unknown language`;
      say(position && placeOf(position), 'code/language', reason, adviceOn(language, expected));
    },
  };
}

/** Languages of diagrams that editors draw. */
const DIAGRAMS =
  /^(?:mermaid|sequence|flow(?:chart)?|plantuml|puml|uml|echarts|mindmap|markmap|gantt|abc|wavedrom|vega(?:-lite)?|d2)$/i;

/** Languages that mean a formula. */
const MATH = /^(?:math|latex-?math|katex|mathjax)$/i;

/** What to do about code in a language that nobody highlights. */
function adviceOn(language: string, expected: readonly string[]): ProblemOptions {
  if (MATH.test(language)) return { note: 'write the formula between two lines of `$$`' };
  if (DIAGRAMS.test(language)) return { note: 'it is shown as code: draw it in `dot`, or with a plugin (docs/plugins/)' };
  return { expected, note: 'use `text` for plain text' };
}
