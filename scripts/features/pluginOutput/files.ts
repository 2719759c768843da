// Files from plugins, as outputs of a site.

import { output } from '../../assemble/kind.js';
import type { Outline } from '../../assemble/outline.js';
import { hashOfBytes } from '../../base/hash.js';
import type { PluginFile } from '../../plugins/plugin.js';

const bytesOf = ({ content }: PluginFile): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content);

export const pluginFiles = output<PluginFile, Outline>({
  name: 'pluginFiles',
  *addresses({ contributions }) {
    for (const file of contributions.files) yield { url: file.url, data: file };
  },
  parts: { content: { meaning: 'what the plugin makes', hash: (_site, file) => hashOfBytes(bytesOf(file)) } },
  content: (_site, file) => bytesOf(file),
});
