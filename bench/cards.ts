// Times social cards: drawing their shapes, laying them out, composing them: `npm run bench -- cards`.

import { composeCard, linesOf, shapesOfCard } from '../scripts/features/cards/card.js';
import { drawShapes } from '../scripts/features/cards/shapes.js';
import { median, posts, timed } from './texts.js';

const ROUNDS = 5;
const COLOURS = { paper: '#fbfaf7', ink: '#23211e', rule: '#e4dfd5', accent: '#a8321f' };

const { from, titles } = posts();
const inputs = titles.map((title) => ({ title, lang: 'zh-Hans', foot: '王小明 · 试验 · 2020-01-01', seal: '试' }));
let cards = inputs.map(linesOf);
const layout = timed(() => {
  cards = inputs.map(linesOf);
});
const names = [...new Map(cards.flatMap((card) => [...shapesOfCard(card)])).values()];
await drawShapes(names.slice(0, 1));
const used = process.cpuUsage();
const start = performance.now();
const shapes = await drawShapes(names);
const drawing = performance.now() - start;
const { user, system } = process.cpuUsage(used);
let bytes = 0;
const composing = Array.from({ length: ROUNDS }, () =>
  timed(() => {
    bytes = cards.reduce((sum, card) => sum + composeCard(card, { shapes, colours: COLOURS }).length, 0);
  }),
);
console.log(`\n${cards.length} cards, from ${from}`);
console.log(
  `shapes   ${names.length}, ${(drawing / cards.length).toFixed(2)} ms a card, ${((user + system) / 1000 / cards.length).toFixed(2)} of processor time`,
);
console.log(`layout   ${(layout / cards.length).toFixed(2)} ms a card`);
console.log(`a card   ${(median(composing) / cards.length).toFixed(2)} ms, ${(bytes / cards.length / 1000).toFixed(1)} kB`);
