declare module 'opencc-js/dict/TSCharacters' {
  /** `雲 云|…`: a traditional character and its simplified one. */
  const pairs: string;
  export default pairs;
}
