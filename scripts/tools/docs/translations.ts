// Pages in Chinese: README.zh.md, and docs/zh/ with the same paths as docs/.

/** Returns the path of the Chinese translation of a page. */
export function chineseOf(path: string): string {
  return path.startsWith('docs/') ? path.replace(/^docs\//, 'docs/zh/') : path.replace(/\.md$/, '.zh.md');
}

/** Returns the path of the English page that a Chinese one translates; undefined if it is not Chinese. */
export function englishOf(path: string): string | undefined {
  if (path.startsWith('docs/zh/')) return path.replace(/^docs\/zh\//, 'docs/');
  return path.endsWith('.zh.md') ? path.replace(/\.zh\.md$/, '.md') : undefined;
}
