// Stands for js-yaml in the bundle: gray-matter loads it for an engine that is never used here, and it loads a parser of
// JavaScript with it, a tenth of the time in which a build starts.

function refuse(): never {
  throw new Error('front matter is read by the yaml package');
}

export const safeLoad = refuse;
export const safeDump = refuse;
