// HTML elements that load services.

import { cspHash } from '../base/hash.js';
import { escapeHtml } from '../base/text/characters.js';

/** Returns an opening tag. An attribute that is `true` is written without a value. */
export function tag(name: string, attributes: { readonly [name: string]: string | true }): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === true ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join('')}>`;
}

/** Returns an empty script element. */
export function script(attributes: { readonly [name: string]: string | true }): string {
  return `${tag('script', attributes)}</script>`;
}

/** A file of an npm package on a CDN. Its hash ensures that browsers run the reviewed version. */
export interface PackageFile {
  readonly url: string;
  /** Value of the attribute `integrity` (W3C, Subresource Integrity). */
  readonly integrity: string;
}

/**
 * Inline script that loads the service in the box before it when a reader scrolls near. The same on all pages, so that one hash
 * allows it.
 */
const LOADER = `(box=>{const data=box.dataset,load=()=>{const css=document.createElement("link"),js=document.createElement("script");
Object.assign(css,{rel:"stylesheet",href:data.css,integrity:data.cssIntegrity,crossOrigin:""});
Object.assign(js,{src:data.js,integrity:data.jsIntegrity,crossOrigin:"",onload:()=>window[data.name].init(JSON.parse(data.options))});
document.head.append(css,js)};
new IntersectionObserver((seen,observer)=>{if(seen.some(each=>each.isIntersecting)){observer.disconnect();load()}},{rootMargin:"300px"}).observe(box)
})(document.currentScript.previousElementSibling)`;

export const LOADER_HASH = cspHash(LOADER);

/**
 * Returns an element that a service fills when a reader scrolls near: a script then loads the service's files and
 * calls `window[name].init(options)`.
 * @param id id of the element, which the service gets as `options.el`
 */
export function lazyBox(
  id: string,
  {
    name,
    js,
    css,
    options,
  }: { readonly name: string; readonly js: PackageFile; readonly css: PackageFile; readonly options: object },
): string {
  const data = {
    'data-name': name,
    'data-js': js.url,
    'data-js-integrity': js.integrity,
    'data-css': css.url,
    'data-css-integrity': css.integrity,
    'data-options': JSON.stringify({ ...options, el: `#${id}` }),
  };
  return `${tag('div', { id, ...data })}</div><script>${LOADER}</script>`;
}
