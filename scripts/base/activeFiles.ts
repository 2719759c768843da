// Decides which files are published with `safe: true`: those that browsers only show or save. All other files might be executed,
// by a browser or by a server; the program cannot know which server a site is on.

import type { Diagnostic } from '../types.js';
import { problem } from './diagnostics.js';
import { contentPath, isContentFile, isProgramFile, isTemplateFile } from './inputFolders.js';
import { ALL_EXTENSIONS } from './pictureFormats/table.js';
import { decode } from './siteLookup.js';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Extensions of files that are shown or saved. No XML except SVG, which is cleaned, because any XML may contain scripts. */
const PASSIVE = words(`
  ${[...ALL_EXTENSIONS].join(' ')} bmp ico heic heif jxl
  mp3 m4a aac ogg oga opus flac wav weba mid midi mp4 m4v webm ogv mov mkv avi vtt srt
  woff woff2 ttf otf pdf epub mobi djvu ps eps rtf docx xlsx pptx odt ods odp odg
  txt text log csv tsv json geojson ipynb yaml yml toml bib ris tex sty cls ics vcf
  zip gz tgz tar bz2 xz 7z zst rar sqlite db parquet stl obj glb gltf
  c h cc cpp hpp rs go java kt swift hs jl sql diff patch dot gv
`);

/** Extensions of files that servers execute. Apache considers all extensions of a name (`x.php.txt`). */
const EXECUTED = words(`
  php php3 php4 php5 php7 php8 phps phtml phar inc shtml shtm stm asp aspx ashx asmx ascx asa cer cfm cfc jsp jspx jspf jsw jhtml do
  action cgi fcgi pl pm py pyc rb erb lua sh bash exe dll so wsgi rhtml hta htc
`);

/** Configuration files of servers. */
const SERVER_SETTINGS =
  /^(?:\.ht.*|\.user\.ini|php\.ini|web\.config|_headers|_redirects|_routes\.json|_worker\.js|nginx\.conf)$/i;

/**
 * True for files that belong to the site, not to a post: at the top of content/, or in .well-known/.
 * @param path from the root
 */
export function belongsToSite(path: string): boolean {
  return isContentFile(path) && /^(?:[^/]+$|\.well-known\/)/.test(contentPath(path));
}

/** True if a browser or server might execute a file. @param path from the root */
export function isActive(path: string): boolean {
  if (belongsToSite(path)) return false;
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return (
    extension === undefined ||
    !PASSIVE.has(extension) ||
    path.split('/').some((part) => part.startsWith('.')) ||
    isRunByServer(path)
  );
}

/** True if a server might execute a file or read its configuration from it. @param path a path or an address */
export function isRunByServer(path: string): boolean {
  const name = (decode(path) ?? path).replace(/\/$/, '').split('/').at(-1) ?? '';
  return (
    isServerSettings(path) ||
    name
      .toLowerCase()
      .split('.')
      .slice(1)
      .some((extension) => EXECUTED.has(extension.trim()))
  );
}

/** True if a server might read its configuration from a file. */
export function isServerSettings(path: string): boolean {
  return (decode(path) ?? path).split('/').some((part) => SERVER_SETTINGS.test(part));
}

/** Makes the problem of an active file that is not published. */
export function activeProblem(path: string): Diagnostic {
  const reason = 'a browser or server might run this file, which is not allowed (`safe: true`); it is not published';
  const note = 'put it into a .zip; files at the top of content/ are published as they are';
  return problem(path, undefined, 'html/unsafe', reason, { note });
}

/** True if an SVG may keep its scripts: it belongs to the templates, or its writer is trusted. */
export function isTrustedDrawing(path: string, safe: boolean): boolean {
  return !safe || isTemplateFile(path) || isProgramFile(path);
}
