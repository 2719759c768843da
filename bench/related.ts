// Measures how similar related posts are by their whole texts, which the program itself does not compare: the mean cosine of
// their words (TF-IDF, segmented with a dictionary), next to the most similar posts and the nearest in time: `npm run bench --
// related`.

import { subjectTerms } from '../scripts/assemble/subjectTerms.js';
import { termsOf } from '../scripts/base/text/terms.js';
import { RelatedPosts } from '../scripts/features/related/related.js';
import { posts, timed } from './texts.js';

const LISTED = 20;
const MOST = 3;

type Vector = ReadonlyMap<string, number>;

const { from, texts, titles } = posts();
let terms: readonly (readonly string[])[] = [];
const time = timed(() => {
  terms = texts.map(termsOf);
});
const found = new RelatedPosts(terms.map((each, at) => subjectTerms({ title: titles[at] as string, tags: [] }, each)));
const related = texts.map((_text, at) => found.relatedTo(at));

const vectors = vectorsOf(texts.map(wordsOf));
const mostSimilar = vectors.map((vector, at) =>
  vectors
    .map((other, n) => ({ n, likeness: n === at ? -1 : cosine(vector, other) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
    .map(({ n }) => n),
);
const nearest = texts.map((_text, at) => [at - 1, at + 1, at + 2].map((n) => (n + texts.length) % texts.length));

console.log(`\n${texts.length} posts, from ${from}; ${(time / texts.length).toFixed(2)} ms a post for the words of the texts`);
for (const [name, lists] of Object.entries({
  'as the program finds them': related,
  'the likest there are': mostSimilar,
  'the nearest in time': nearest,
})) {
  const all = lists.flatMap((list, at) => list.map((other) => cosine(vectors[at] as Vector, vectors[other] as Vector)));
  console.log(`${name.padEnd(28)} ${(all.reduce((sum, each) => sum + each, 0) / all.length).toFixed(4)}`);
}
for (let at = 0; at < texts.length; at += Math.ceil(texts.length / LISTED))
  console.log(`${titles[at]} → ${related[at]?.map((other) => titles[other]).join(' | ')}`);

function wordsOf(text: string): string[] {
  const segments = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text.toLowerCase())];
  return segments.map(({ segment }) => segment).filter((word) => /^(?:\p{Script=Han}{2,}|[a-z0-9]{3,})$/u.test(word));
}

function vectorsOf(documents: readonly (readonly string[])[]): Vector[] {
  const having = new Map<string, number>();
  for (const words of documents) for (const word of new Set(words)) having.set(word, (having.get(word) ?? 0) + 1);
  return documents.map((words) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const weights = [...counts].map(([word, count]): [string, number] => [
      word,
      (1 + Math.log(count)) * Math.log(documents.length / (having.get(word) as number)),
    ]);
    const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  });
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}
