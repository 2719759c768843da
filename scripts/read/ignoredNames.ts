// Names that are never part of a site: hidden files, and files that operating systems, sync programs, editors and package managers leave
// in folders. They are neither published nor reported.

/** Files and folders of programs, by their exact names, in upper or lower case. */
const PROGRAM_FILES = [
  // macOS, Windows
  '__MACOSX',
  'Icon\r',
  'Network Trash Folder',
  'Temporary Items',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '$RECYCLE.BIN',
  'RECYCLER',
  'System Volume Information',
  // Linux, and network drives by Synology and QNAP
  'lost+found',
  '@eaDir',
  '@tmp',
  '@Recycle',
  '@Recently-Snapshot',
  '#recycle',
  '#snapshot',
  // Package managers, interpreters, version control
  'node_modules',
  'bower_components',
  '__pycache__',
  'CVS',
  '_darcs',
];

const PROGRAMS = new Set(PROGRAM_FILES.map((name) => name.toLowerCase()));

/** Backups, lock files and unfinished downloads. */
const TEMPORARY_FILES = /~$|^#.*#$|^~\$|^~.*\.tmp$|\.(?:bak|backup|old|orig|rej|save|sw[a-p]|tmp|lo?ck|part|crdownload)$/i;

/** Hidden files that servers and hosts read. A writer who puts one into `content/` expects it to be published. */
const SERVER_FILES = /^\.(?:htaccess|user\.ini|nojekyll|domains|static|platform\.app\.yaml)$/i;

/** The only hidden folder that is published (RFC 8615). */
const WELL_KNOWN = '.well-known';

/**
 * Decides by its name if a file or folder is ignored.
 * @param path the path below an input folder of the site, with `/`
 * @returns `hidden` for a file that is not published although the writer may expect it; `ignored` for anything else that is not part of
 *   a site; undefined for all other files
 */
export function ignoredAs(path: string): 'ignored' | 'hidden' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.startsWith('.')) return path === WELL_KNOWN ? undefined : SERVER_FILES.test(name) ? 'hidden' : 'ignored';
  return PROGRAMS.has(name.toLowerCase()) || TEMPORARY_FILES.test(name) ? 'ignored' : undefined;
}
