// Diagrams in Graphviz's language become drawings in the page; their errors have a place.

import { describe, expect, test, vi } from 'vitest';
import { draw, TIME_LIMIT } from '../../scripts/svg/graphviz.js';
import { buildAt, buildSite, writeSite } from '../support.js';

const build = (text: string) => buildSite({ 'content/posts/2020-01-02-a.md': `% A\n\n${text}\n` });

test('draws a diagram in the colours of the page, with its accessible name', async () => {
  const { page, report } = await build('``` {.dot alt="From \'a\' to b & c"}\ndigraph { 甲 -> "b<c"; b [color=red] }\n```');
  expect(report).toBe('');
  const figure = /<figure class="diagram"[^>]*>([\s\S]*?)<\/figure>/.exec(page('posts/2020-01-02-a.html'))?.[1] ?? '';
  expect(figure).toMatch(/^<svg role="img" aria-label="From 'a' to b &amp; c" width="\d+" height="\d+"/);
  expect(figure).toContain('>甲</text>');
  expect(figure).toContain('>b&lt;c</text>');
  expect(figure).toContain('stroke="currentColor"');
  expect(figure).toContain('stroke="red"');
  expect(figure).not.toMatch(/<title>|<!--| id=|black|xmlns/);
});

test.each([
  ['```dot\ndigraph { a -> b }\n```'],
  ['~~~ {.graphviz}\ngraph { a -- b }\n~~~'],
  ['> ```dot\n> digraph { a -> b }\n> ```'],
  ['- x\n\n    ```dot\n    digraph { a -> b }\n    ```'],
])('finds the diagram %j', async (text) => {
  expect((await build(text)).page('posts/2020-01-02-a.html')).toMatch(/<figure class="diagram" tabindex="0"><svg (?!role)/);
});

test('reports a diagram that can’t be drawn at its line', async () => {
  const { report, published } = await build('```dot\ndigraph {\n  a -> -> b\n}\n```');
  expect(published).toBe(false);
  expect(report).toContain(
    "content/posts/2020-01-02-a.md:5:1  error  this diagram cannot be drawn: syntax error in line 2 near '->'  code/diagram",
  );
});

test('leaves code that only mentions Graphviz alone', async () => {
  const { page, report } = await build('```text\ndot\n```\n\n`dot` and ```` ```dot ````');
  expect(report).toBe('');
  expect(page('posts/2020-01-02-a.html')).not.toContain('<svg');
});

describe('a diagram that takes too long', () => {
  /** Runs a function with another time limit for diagrams. */
  async function withTimeLimit<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
    const usual = TIME_LIMIT.milliseconds;
    TIME_LIMIT.milliseconds = milliseconds;
    try {
      return await work();
    } finally {
      TIME_LIMIT.milliseconds = usual;
    }
  }

  /** Runs a function while the time limit for diagrams ends before any thread can answer. */
  function withoutTime<T>(work: () => Promise<T>): Promise<T> {
    const limit = 1234;
    const real = globalThis.setTimeout;
    const atOnce = (...[then, delay, ...rest]: Parameters<typeof real>) => {
      if (delay === limit) queueMicrotask(() => then());
      return real(delay === limit ? () => {} : then, delay, ...rest);
    };
    const timers = vi.spyOn(globalThis, 'setTimeout').mockImplementation(atOnce as typeof real);
    return withTimeLimit(limit, work).finally(() => timers.mockRestore());
  }

  /** Returns a diagram that takes Graphviz minutes. */
  const endless = (factor: number) => {
    const edges = Array.from({ length: 4000 }, (_, at) => `n${(at * factor) % 1009} -> n${(at * 104_729) % 997}`);
    return `digraph { ${edges.join('; ')} }`;
  };

  test('is reported at its place, and drawn in the next build if there is time', async () => {
    const root = writeSite({ 'content/posts/2020-01-02-a.md': '% A\n\ntext\n\n``` dot\ndigraph { a -> late }\n```\n' });
    const late = await withoutTime(() => buildAt(root));
    expect(late.published).toBe(false);
    expect(late.report).toContain(
      'content/posts/2020-01-02-a.md:5:1  error  this diagram cannot be drawn: it takes Graphviz more than 1.234 seconds  code/slow',
    );
    const next = await buildAt(root);
    expect(next.report).toBe('');
    expect(next.page('posts/2020-01-02-a.html')).toContain('<figure class="diagram"');
  });

  test('stops neither the process nor the next diagram', async () => {
    // Starts the thread, so that the limit ends while Graphviz works.
    await draw('digraph { a }');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 20);
    const big = await withTimeLimit(300, () => draw(endless(7919)));
    clearInterval(ticking);
    expect(big).toMatchObject({ isLate: true });
    // On a busy machine, one tick stands for several.
    expect(ticks).toBeGreaterThan(0);
    expect(await draw('digraph { a -> b }')).toHaveProperty('svg');
  });

  test('is not tried again for a few minutes, while others are drawn at once', async () => {
    const slow = endless(6007);
    await withoutTime(async () => {
      expect(await draw(slow)).toMatchObject({ isLate: true });
    });
    // The answer is known, so that no event comes before it.
    await withTimeLimit(1234, async () => {
      const again = Promise.all([draw(slow), draw(slow)]);
      const soon = Promise.race([again, new Promise((resolve) => setImmediate(resolve, 'later'))]);
      expect(await soon).toMatchObject([{ isLate: true }, { isLate: true }]);
    });
    expect(await draw('digraph { a -> others }')).toHaveProperty('svg');
  });
});

test.each([
  ['a script', String.raw`x\"><script>document.title='PWNED'</script><a b=\"`],
  ['a style', String.raw`x\"><style>*{display:none}</style><a b=\"`],
  ['a handler', String.raw`x\" onload=\"alert(1)`],
  ['an end of the drawing', String.raw`x\"></text></g></g></svg><script>alert(1)</script><svg><g><g><text b=\"`],
])('%s in the name of a font doesn’t get into the drawing', async (_what, name) => {
  const text = `\`\`\` dot\ndigraph { a [fontname="${name}" label=<<FONT FACE="${name.replaceAll('\\"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}">t</FONT>>] }\n\`\`\``;
  const { page, report } = await build(text);
  expect(report).toBe('');
  const html = page('posts/2020-01-02-a.html');
  expect(html).not.toMatch(/PWNED|alert\(1\)|display:none/);
  expect(/<figure class="diagram"[\s\S]*?<\/figure>/.exec(html)?.[0]).toMatch(/<text [^>]*>t<\/text>/);
});
