// Replaces js-yaml in the bundle. gray-matter loads it for an engine that is never used here; it would bring a JavaScript parser,
// which takes a tenth of the start-up time.

function refuse(): never {
  throw new Error('front matter is read by the yaml package');
}

export const safeLoad = refuse;
export const safeDump = refuse;
