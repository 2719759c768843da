// Pictures that stand for a site: its icon, and the one that further icons are made of.

/** The icon that the writer put at the top of `content/`. */
export function iconOf(files: readonly string[]): string | undefined {
  const name = ['favicon.svg', 'favicon.png', 'favicon.ico'].find((each) => files.includes(`content/${each}`));
  return name === undefined ? undefined : `/${name}`;
}

/** The picture that icons are made of, among the files of a site. */
export function iconSource(files: readonly string[]): string | undefined {
  return ['svg', 'png', 'webp', 'avif', 'jpg', 'jpeg'].map((end) => `images/icon.${end}`).find((path) => files.includes(path));
}
