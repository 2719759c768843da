// What the content of a post names by number: pictures of galleries, files of playlists, reusable blocks, footnotes.

import { attributes, escapedHtml } from '../../text/markup.js';
import { argumentsOf } from '../../text/tags.js';
import type { WxrItem } from './wxr.js';

/** The scheme of links to entries of the export. */
export const ENTRY = 'entry:';

/** Returns the name of an entry: its file, and its number there. */
export const entryOf = ({ file, number }: WxrItem): string => `${file}#${number}`;

/** Finds the parts of a site by the ids of their posts. */
export class Media {
  private readonly byId: ReadonlyMap<string, WxrItem>;
  private readonly byParent = new Map<string, WxrItem[]>();

  constructor(
    items: readonly WxrItem[],
    private readonly site: string | undefined,
  ) {
    this.byId = new Map(items.map((item) => [item.fields['wp:post_id'] ?? '', item]));
    for (const item of items) {
      const parent = item.fields['wp:post_parent'] ?? '0';
      if (item.fields['wp:attachment_url']) this.byParent.set(parent, [...(this.byParent.get(parent) ?? []), item]);
    }
  }

  item(id: string | undefined): WxrItem | undefined {
    return this.byId.get(id ?? '');
  }

  /** Returns the address of an attached file. */
  address(id: string | undefined): string | undefined {
    return this.item(id)?.fields['wp:attachment_url']?.trim() || undefined;
  }

  /** Returns the content of a post with what it names by number in its place. */
  resolved({ fields, meta }: WxrItem): string {
    const content = (fields['content:encoded'] ?? '')
      .replace(/\[gallery\b([^\]]*)\]/gi, (all, written: string) => this.gallery(written, fields['wp:post_id']) ?? all)
      .replace(/\[playlist\b([^\]]*)\]/gi, (all, written: string) => this.playlist(written) ?? all);
    return this.withLinks(this.withBlocks(content, 0)) + notesOf(meta.footnotes);
  }

  /** Replaces links by the number of a post: with its address, or with the name of its entry. @see WordPress, "Using Permalinks", plain */
  private withLinks(content: string): string {
    return content.replace(
      /\bhref=(["'])([^"']*[?&](?:p|page_id)=(\d+)[^"']*)\1/g,
      (all, quote: string, address: string, id: string) => {
        const item = this.item(id);
        if (!item || !this.isOwn(address)) return all;
        const link = item.fields.link?.trim() ?? '';
        return `href=${quote}${link.includes('?') || link === '' ? ENTRY + encodeURIComponent(entryOf(item)) : link}${quote}`;
      },
    );
  }

  private isOwn(address: string): boolean {
    if (!URL.canParse(address)) return true;
    return this.site !== undefined && URL.canParse(this.site) && new URL(address).host === new URL(this.site).host;
  }

  /** Puts reusable blocks in. @see WordPress, "Synced patterns" */
  private withBlocks(content: string, depth: number): string {
    if (depth > 5) return content;
    return content.replace(/<!--\s*wp:block\s+\{[^}]*"ref":(\d+)[^}]*\}\s*\/-->/g, (all, id: string) => {
      const block = this.item(id)?.fields['content:encoded'];
      return block === undefined ? all : this.withBlocks(block, depth + 1);
    });
  }

  /** @see WordPress, "Gallery shortcode": `ids`, or all pictures that were uploaded to the post */
  private gallery(written: string, post: string | undefined): string | undefined {
    const { named } = argumentsOf(written);
    const listed = (named.ids ?? named.include)?.split(/[\s,]+/).flatMap((id) => this.item(id) ?? []);
    const excluded = new Set(named.exclude?.split(/[\s,]+/) ?? []);
    const own = listed ?? this.byParent.get(named.id ?? post ?? '') ?? [];
    const pictures = own.filter(
      ({ fields }) =>
        /\.(?:jpe?g|png|gif|webp|avif|svg|bmp)$/i.test(fields['wp:attachment_url'] ?? '') &&
        !excluded.has(fields['wp:post_id'] ?? ''),
    );
    if (pictures.length === 0) return undefined;
    const figures = pictures.map(({ fields, meta }) => {
      const image = `<img${attributes({ src: fields['wp:attachment_url'], alt: meta._wp_attachment_image_alt })}>`;
      const caption = fields['excerpt:encoded']?.trim();
      return `<figure>${image}${caption ? `<figcaption>${caption}</figcaption>` : ''}</figure>`;
    });
    return `\n\n<div class="gallery">${figures.join('')}</div>\n\n`;
  }

  private playlist(written: string): string | undefined {
    const { named } = argumentsOf(written);
    const kind = named.type === 'video' ? 'video' : 'audio';
    const files = (named.ids ?? '').split(/[\s,]+/).flatMap((id) => this.item(id) ?? []);
    if (files.length === 0) return undefined;
    const players = files.map(
      ({ fields }) =>
        `<${kind}${attributes({ src: fields['wp:attachment_url'] })} controls></${kind}>\n<p>${escapedHtml(fields.title ?? '')}</p>`,
    );
    return `\n\n${players.join('\n')}\n\n`;
  }
}

/** Returns the footnotes that the block editor keeps beside a post. @see WordPress, "Footnotes block" */
function notesOf(json: string | undefined): string {
  if (!json) return '';
  try {
    const notes = JSON.parse(json) as readonly { readonly id?: string; readonly content?: string }[];
    const items = notes.map(
      ({ id = '', content = '' }) => `<li id="${escapedHtml(id)}">${content} <a href="#${escapedHtml(id)}-link">↩</a></li>`,
    );
    return items.length > 0 ? `\n\n<ol class="wp-block-footnotes">${items.join('')}</ol>` : '';
  } catch {
    return '';
  }
}
