// Ruby: readings are shown above their words on the page, and left out of one-line texts.

import { describe, expect, test } from 'vitest';
import { buildSite } from '../support.js';

const KANJI = '<ruby>漢字<rt>かんじ</rt></ruby>の話';

async function build(title: string, text: string, dialect = 'markdown') {
  return buildSite({
    'content/site.yaml': `title: T\nurl: https://example.org\nmarkdown: ${dialect}\n`,
    'content/posts/2024-01-02-a.md': `---\ntitle: "${title}"\n---\n\n${text}\n`,
  });
}

describe.each(['markdown', 'gfm'])('%s', (dialect) => {
  test.each([
    ['<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>は難しい。', '漢字は難しい。'],
    ['<ruby>漢<rt>かん字<rt>じ</ruby>は**難**しい。', '漢は難しい。'],
    ['<ruby>漢<rt>**かん**</rt></ruby>と<RUBY>字<RT lang="ja">じ</RT></RUBY>。', '漢と字。'],
    // Readings in `<rp>` parentheses stay, as browsers without ruby show them.
    ['<ruby>中<rp>(</rp><rt>zhōng</rt><rp>)</rp></ruby>国，<ruby>国<rt>guó</rt></ruby>。', '中(zhōng)国，国。'],
    ['没有注音。', '没有注音。'],
  ])('the description of %j', async (text, words) => {
    const built = await build('题', text, dialect);
    const page = built.page('posts/2024-01-02-a.html');
    expect(/<meta name="description" content="([^"]*)"/.exec(page)?.[1]).toBe(words);
    expect(built.page('feeds.xml')).toContain(`<description>${words}</description>`);
  });

  test('titles', async () => {
    const built = await build(KANJI, '文。', dialect);
    const page = built.page('posts/2024-01-02-a.html');
    expect(page).toContain('<title>漢字の話 · T</title>');
    expect(page).toContain('"headline":"漢字の話"');
    expect(page).toMatch(/<h1><ruby>漢字<rt>/);
    expect(built.page('feeds.xml')).toContain('<title>漢字の話</title>');
    expect(built.page('posts.html')).toMatch(/<ruby>漢字<rt>.*の話<\/a>/);
  });
});
