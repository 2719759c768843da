// Types of the one file of opencc-js that the index needs.

declare module 'opencc-js/dict/TSCharacters' {
  /** `雲 云|…`: pairs of a traditional and a simplified character. */
  const pairs: string;
  export default pairs;
}
