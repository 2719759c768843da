// Elements of services, as HTML.

import { cspHash } from '../base/hash.js';
import { escapeHtml } from '../base/text/characters.js';

/** An opening tag; attributes that are true have no value. */
export function tag(name: string, attributes: { readonly [name: string]: string | true }): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === true ? ` ${key}` : ` ${key}="${escapeHtml(value)}"`,
  );
  return `<${name}${written.join('')}>`;
}

export function script(attributes: { readonly [name: string]: string | true }): string {
  return `${tag('script', attributes)}</script>`;
}

/** A file of a package on a network that serves packages: known by its hash, so that what runs is what was looked at. */
export interface PackageFile {
  readonly url: string;
  /** As `integrity` has it (W3C, Subresource Integrity). */
  readonly integrity: string;
}

/** Loads the box before it when a reader comes near. It is the same in all pages, so that one hash names it. */
const LOADER = `(box=>{const data=box.dataset,load=()=>{const css=document.createElement("link"),js=document.createElement("script");
Object.assign(css,{rel:"stylesheet",href:data.css,integrity:data.cssIntegrity,crossOrigin:""});
Object.assign(js,{src:data.js,integrity:data.jsIntegrity,crossOrigin:"",onload:()=>window[data.name].init(JSON.parse(data.options))});
document.head.append(css,js)};
new IntersectionObserver((seen,observer)=>{if(seen.some(each=>each.isIntersecting)){observer.disconnect();load()}},{rootMargin:"300px"}).observe(box)
})(document.currentScript.previousElementSibling)`;

export const LOADER_HASH = cspHash(LOADER);

/** A place that a script fills when a reader comes near: `window[name].init(options)`. */
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
