// Plugins of remark and rehype, one after the other: so each failure and each message has its plugin.

import { type Pluggable, type Processor, unified } from 'unified';
import type { Node } from 'unist';
import { VFile } from 'vfile';
import { problem } from '../base/diagnostics.js';
import type { Diagnostic, Place } from '../types.js';
import type { LoadedPlugin } from './load.js';
import type { PluginFileData } from './plugin.js';

const processors = new WeakMap<object, Processor[]>();

/** The attached plugins of one kind, each frozen once. */
function processorsOf({ parts }: LoadedPlugin, kind: 'remark' | 'rehype'): Processor[] {
  const list = parts[kind] ?? [];
  let made = processors.get(list);
  if (!made) {
    made = list.map((each: Pluggable) => unified().use([each]).freeze() as unknown as Processor);
    processors.set(list, made);
  }
  return made;
}

export interface Transformed {
  readonly tree: Node;
  readonly problems: readonly Diagnostic[];
}

/** What plugins know about the file that a tree is of. */
export interface TransformedFile {
  /** From the site's folder. */
  readonly path: string;
  readonly text: string;
  readonly data: PluginFileData;
}

/** Lets plugins at a tree. A plugin that fails leaves it as it was before it. */
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
        const { message, place, line, column } = error as Error & Placed;
        problems.push(
          problem(path, placeIn({ place, line, column }), 'plugin/failed', `plugin "${plugin.name}" fails: ${message}`, {
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

interface Spot {
  readonly line: number;
  readonly column: number;
}

interface Placed {
  readonly place?: Spot | { readonly start: Spot; readonly end: Spot } | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

function placeIn({ place, line, column }: Placed): Place | undefined {
  if (place && 'start' in place) {
    const { start, end } = place;
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }
  if (place) return { line: place.line, column: place.column };
  return line === undefined ? undefined : { line, column: column ?? 1 };
}
