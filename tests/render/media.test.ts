// Media in raw HTML that nobody could play get controls, as editors show them.

import { expect, test } from 'vitest';
import { buildSite, SITE_YAML } from '../support.js';

test.each([
  ['<video src="https://e.org/a.mp4"></video>', '<video controls src="https://e.org/a.mp4">'],
  ['<p>甲 <audio src="https://e.org/a.mp3"></audio></p>', '<audio controls src="https://e.org/a.mp3">'],
  ['<video>\n<source src="https://e.org/a.mp4">\n</video>', '<video controls>'],
  ['<video src="https://e.org/a.mp4" autoplay muted></video>', '<video src="https://e.org/a.mp4" autoplay'],
  ['<video src="https://e.org/a.mp4" controls></video>', '<video src="https://e.org/a.mp4" controls'],
  ['<video src="https://e.org/a.mp4" onclick="this.play()"></video>', '<video src="https://e.org/a.mp4" onclick'],
  ['<video src="https://e.org/a.mp4"></video><script>play()</script>', '<video src="https://e.org/a.mp4">'],
])('%s', async (html, expected) => {
  for (const dialect of ['markdown', 'gfm']) {
    const { page } = await buildSite({
      'content/site.yaml': `${SITE_YAML}markdown: ${dialect}\n`,
      'content/posts/2020-01-02-a.md': `% A\n\n${html}\n`,
    });
    expect(page('posts/2020-01-02-a.html').replaceAll('controls=""', 'controls')).toContain(expected);
  }
});
