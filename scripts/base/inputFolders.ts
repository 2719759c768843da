// The table of a site's input folders. Inputs are named by their paths from the site's folder: `content/posts/a.md`.

interface InputFolder {
  /** Files that are neither markdown nor settings are published. */
  readonly isPublished?: true;
  /** The leak check scans its texts. Pictures and markdown are scanned elsewhere. */
  readonly isSearched?: true;
  /** Files whose names begin with a dot are reported, because servers read such files next to pages. */
  readonly isServed?: true;
  /** A change may affect every page. */
  readonly isSiteWide?: true;
  /** The program has a folder of this name too. Its files are used if the site has none of the same name. */
  readonly isProgram?: true;
}

const TABLE = {
  content: { isPublished: true, isSearched: true, isServed: true },
  images: { isPublished: true },
  templates: { isSearched: true, isProgram: true },
  data: { isSearched: true, isSiteWide: true },
  plugins: { isSiteWide: true },
} as const satisfies { readonly [name: string]: InputFolder };

export type InputFolderName = keyof typeof TABLE;

export const INPUT_FOLDERS: { readonly [name in InputFolderName]: InputFolder } = TABLE;

/** Names of all input folders, in reading order. */
export const INPUT_FOLDER_NAMES = Object.keys(INPUT_FOLDERS) as readonly InputFolderName[];

/** Names of the folders that the program has too. */
export const PROGRAM_FOLDER_NAMES = INPUT_FOLDER_NAMES.filter((name) => INPUT_FOLDERS[name].isProgram);

/** The names as text: `content/, images/ and data/`. */
export const INPUT_FOLDER_LIST = INPUT_FOLDER_NAMES.map((name) => `${name}/`)
  .join(', ')
  .replace(/, ([^,]*)$/, ' and $1');

/** Returns the row of the folder that a file is in; undefined for files of the program. */
export function inputFolderOf(file: string): InputFolder | undefined {
  const name = file.slice(0, Math.max(0, file.indexOf('/')));
  return Object.hasOwn(INPUT_FOLDERS, name) ? INPUT_FOLDERS[name as InputFolderName] : undefined;
}

/** The folder of posts and pages. */
export const CONTENT = 'content' satisfies InputFolderName;

/** True if a file is in `content/`. */
export function isContentFile(file: string): boolean {
  return file.startsWith('content/');
}

/** Returns a file of `content/` by its path below it. */
export function contentFile(path: string): string {
  return `content/${path}`;
}

/** Returns the path of a file of `content/` below it. */
export function contentPath(file: string): string {
  return file.slice('content/'.length);
}

/** The folder of the pictures. */
export const IMAGES = 'images' satisfies InputFolderName;

/** True if a file is in `images/`. */
export function isImageFile(file: string): boolean {
  return file.startsWith('images/');
}

/** Returns the path of a file of `images/` below it. */
export function imagePath(file: string): string {
  return file.slice('images/'.length);
}

/** Returns a file of `images/` by its path below it. */
export function imageFile(path: string): string {
  return `images/${path}`;
}

/** True if a file is in `templates/` of the site. */
export function isTemplateFile(file: string): boolean {
  return file.startsWith('templates/');
}

/** Returns a file of `templates/` by its path below it. */
export function templateFile(path: string): string {
  return `templates/${path}`;
}

/** True for a template of new posts or pages, by its path below `templates/`: it belongs to no page. */
export function isNewPostTemplate(path: string): boolean {
  return /^new\/[^/]+\.md$/.test(path);
}

/** True if a file belongs to the program. */
export function isProgramFile(file: string): boolean {
  return file.startsWith('program/');
}

/** Returns a file of the program by its path from the program’s folder. */
export function programFile(path: string): string {
  return `program/${path}`;
}

/** Returns the path of a file of the program from its folder. */
export function programPath(file: string): string {
  return file.slice('program/'.length);
}
