// Feeds as XML documents.

import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import type { Frame } from '../../assemble/frame.js';
import { href } from '../../assemble/urls.js';

/** An XML document. The library leaves `]]>` in texts, which XML forbids there; nothing else here is written so. */
export function xml(root: Element, frame: Frame): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${stylesheetLine(frame)}${toXml(root).replaceAll(']]>', ']]&gt;')}\n`;
}

/** Shows a feed to those who open it in a browser (W3C, Associating Style Sheets with XML documents). */
function stylesheetLine({ config, feedStyles }: Frame): string {
  return feedStyles === undefined ? '' : `<?xml-stylesheet type="text/css" href="${href(config.url, feedStyles)}"?>\n`;
}
