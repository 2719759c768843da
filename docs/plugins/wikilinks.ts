// Obsidian's links and embeds: [[note]], [[note|text]], [[note#Heading]], ![[picture.png]], ![[picture.png|300]].

import type { Image, Link, PhrasingContent, Root, Text } from 'mdast';
import type { Plugin, PluginFileData } from 'titleblock';
import type { VFile } from 'vfile';

const LINK = /(!?)\[\[([^\]|#\n]*)(#[^\]|\n]*)?(?:\|([^\]\n]*))?\]\]/g;

const wikilinks: Plugin = () => ({ remark: [() => replaceIn] });
export default wikilinks;

function replaceIn(tree: Root, file: VFile): void {
  const { find } = file.data.titleblock as PluginFileData;
  const visit = (node: { children?: PhrasingContent[] }): void => {
    node.children = node.children?.flatMap((child) => {
      if (child.type !== 'text') visit(child as { children?: PhrasingContent[] });
      return child.type === 'text' ? split(child, find, file) : [child];
    });
  };
  visit(tree as { children?: PhrasingContent[] });
}

/** A text, divided at its links. */
function split(text: Text, find: PluginFileData['find'], file: VFile): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let done = 0;
  for (const { 0: whole, 1: embed, 2: name = '', 3: heading = '', 4: shown, index } of text.value.matchAll(LINK)) {
    const url = name ? find(name.trim()) : '';
    if (url === undefined) file.message(`nothing is called "${name}"`, { place: text.position, source: 'wikilinks' });
    if (url === undefined) continue;
    parts.push({ type: 'text', value: text.value.slice(done, index) });
    parts.push(embed ? image(url, name, shown) : link(url, heading, shown ?? (name || heading.slice(1))));
    for (const part of parts.slice(-1)) part.position = text.position;
    done = index + whole.length;
  }
  return [...parts, { type: 'text', value: text.value.slice(done) }];
}

function link(url: string, heading: string, shown: string): Link {
  const fragment = heading && `#${heading.slice(1).trim().toLowerCase().replaceAll(' ', '-')}`;
  return { type: 'link', url: encodeURI(url) + fragment, children: [{ type: 'text', value: shown }] };
}

/** What follows the name of a picture is a width, or a text. */
function image(url: string, name: string, shown = ''): Image {
  const width = /^\d+$/.exec(shown)?.[0];
  const alt = width || !shown ? name.replace(/\.[^.]*$/, '') : shown;
  return { type: 'image', url: encodeURI(url), alt, ...(width && { data: { hProperties: { width } } }) };
}
