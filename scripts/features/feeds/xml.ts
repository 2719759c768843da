// Writes feeds as XML documents.

import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import type { Frame } from '../../assemble/frame.js';
import { href } from '../../assemble/urls.js';

/** Returns an XML document. The library does not escape `]]>` in texts, where XML forbids it; it cannot occur anywhere else. */
export function xml(root: Element, frame: Frame): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${stylesheetLine(frame)}${toXml(root).replaceAll(']]>', ']]&gt;')}\n`;
}

/** Links the stylesheet that browsers show a feed with (W3C, Associating Style Sheets with XML documents). */
function stylesheetLine({ config, feedStyles }: Frame): string {
  return feedStyles === undefined ? '' : `<?xml-stylesheet type="text/css" href="${href(config.url, feedStyles)}"?>\n`;
}
