// Runs remark and rehype plugins on a tree. They run one by one, not as one processor, so that each error and message can be
// attributed to its plugin.

import { type Pluggable, type Processor, unified } from 'unified';
import type { Node } from 'unist';
import { VFile } from 'vfile';
import { problem } from '../base/diagnostics.js';
import type { Diagnostic, Place } from '../types.js';
import type { LoadedPlugin } from './load.js';
import type { PluginFileData } from './plugin.js';

const processors = new WeakMap<object, Processor[]>();

/** Returns a frozen processor for each plugin of one kind; made once. */
function processorsOf({ parts }: LoadedPlugin, kind: 'remark' | 'rehype'): Processor[] {
  const list = parts[kind] ?? [];
  let frozen = processors.get(list);
  if (!frozen) {
    frozen = list.map((each: Pluggable) => unified().use([each]).freeze() as unknown as Processor);
    processors.set(list, frozen);
  }
  return frozen;
}

/** Result of `transform`. */
export interface Transformed {
  readonly tree: Node;
  readonly problems: readonly Diagnostic[];
}

/** The file of a tree, for plugins. */
export interface TransformedFile {
  /** Path from the site's folder. */
  readonly path: string;
  readonly text: string;
  readonly data: PluginFileData;
}

/** Runs plugins on a tree. The changes of a plugin that fails are undone. */
export async function transform(
  tree: Node,
  kind: 'remark' | 'rehype',
  plugins: readonly LoadedPlugin[],
  { path, text, data }: TransformedFile,
): Promise<Transformed> {
  const problems: Diagnostic[] = [];
  let current = tree;
  for (const plugin of plugins) {
    for (const processor of processorsOf(plugin, kind)) {
      const file = new VFile({ path, value: text, data: { titleblock: data } });
      const before = structuredClone(current);
      try {
        current = (await processor.run(current, file)) as Node;
      } catch (error) {
        current = before;
        const { message, place, line, column } = error as Error & Located;
        problems.push(
          problem(path, placeIn({ place, line, column }), 'plugin/failed', `plugin "${plugin.name}" failed: ${message}`, {
            note: 'this is a bug in the plugin, or it does not support this text',
          }),
        );
      }
      for (const message of file.messages) {
        const rule = [message.source, message.ruleId].filter(Boolean).join(':');
        const reason = `${message.reason}${rule ? ` (${rule})` : ''}`;
        problems.push(problem(path, placeIn(message), 'plugin/message', reason, message.fatal ? { severity: 'error' } : {}));
      }
    }
  }
  return { tree: current, problems };
}

interface Point {
  readonly line: number;
  readonly column: number;
}

interface Located {
  readonly place?: Point | { readonly start: Point; readonly end: Point } | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

function placeIn({ place, line, column }: Located): Place | undefined {
  if (place && 'start' in place) {
    const { start, end } = place;
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }
  if (place) return { line: place.line, column: place.column };
  return line === undefined ? undefined : { line, column: column ?? 1 };
}
