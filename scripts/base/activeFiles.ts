// Files of a post that are published with `safe: true`: those that a browser shows or saves. All others might be run, by a browser or
// by a server: it is not known which one a site is on.

import type { Diagnostic } from '../types.js';
import { problem } from './diagnostics.js';
import { contentPath, isContentFile, isProgramFile, isTemplateFile } from './inputFolders.js';
import { ALL_EXTENSIONS } from './pictureFormats/table.js';
import { decode } from './siteLookup.js';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Endings of files that are shown or saved. No XML besides drawings, which are cleaned: any XML can hold scripts. */
const PASSIVE = words(`
  ${[...ALL_EXTENSIONS].join(' ')} bmp ico heic heif jxl
  mp3 m4a aac ogg oga opus flac wav weba mid midi mp4 m4v webm ogv mov mkv avi vtt srt
  woff woff2 ttf otf pdf epub mobi djvu ps eps rtf docx xlsx pptx odt ods odp odg
  txt text log csv tsv json geojson ipynb yaml yml toml bib ris tex sty cls ics vcf
  zip gz tgz tar bz2 xz 7z zst rar sqlite db parquet stl obj glb gltf
  c h cc cpp hpp rs go java kt swift hs jl sql diff patch dot gv
`);

/** Endings of files that servers run. Apache looks at each of several (`x.php.txt`). */
const RUN = words(`
  php php3 php4 php5 php7 php8 phps phtml phar inc shtml shtm stm asp aspx ashx asmx ascx asa cer cfm cfc jsp jspx jspf jsw jhtml do
  action cgi fcgi pl pm py pyc rb erb lua sh bash exe dll so wsgi rhtml hta htc
`);

/** Files that servers read their settings from. */
const SETTINGS = /^(?:\.ht.*|\.user\.ini|php\.ini|web\.config|_headers|_redirects|_routes\.json|_worker\.js|nginx\.conf)$/i;

/** Whether a file, named from the root, is the site's own and not of a post: at the top of content/, or in .well-known/. */
export function isSitesOwn(path: string): boolean {
  return isContentFile(path) && /^(?:[^/]+$|\.well-known\/)/.test(contentPath(path));
}

/** Whether a file, named from the root, may be run. */
export function isActive(path: string): boolean {
  if (isSitesOwn(path)) return false;
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return (
    extension === undefined ||
    !PASSIVE.has(extension) ||
    path.split('/').some((part) => part.startsWith('.')) ||
    isRunByServer(path)
  );
}

/** Whether a server may run a file, or read its settings from it, at a path or an address. */
export function isRunByServer(path: string): boolean {
  const name = (decode(path) ?? path).replace(/\/$/, '').split('/').at(-1) ?? '';
  return (
    isServerSettings(path) ||
    name
      .toLowerCase()
      .split('.')
      .slice(1)
      .some((extension) => RUN.has(extension.trim()))
  );
}

/** Whether a server may read its settings from a file. */
export function isServerSettings(path: string): boolean {
  return (decode(path) ?? path).split('/').some((part) => SETTINGS.test(part));
}

/** Says that one is not published. */
export function activeProblem(path: string): Diagnostic {
  const reason = 'a browser or server might run this file, which is not allowed (`safe: true`); it is not published';
  const note = 'put it into a .zip; files at the top of content/ are published as they are';
  return problem(path, undefined, 'html/unsafe', reason, { note });
}

/** Whether a drawing is published with all that is in it: one of the templates, or of writers who are trusted. */
export function isTrustedDrawing(path: string, safe: boolean): boolean {
  return !safe || isTemplateFile(path) || isProgramFile(path);
}
