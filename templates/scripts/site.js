// Conveniences: a button to copy code, links at headings, `/` to search, and access by keyboard to everything that scrolls.
(() => {
  const { copy, copied, formula, ...names } = document.currentScript.dataset;
  for (const block of document.querySelectorAll('.text pre > code')) {
    const box = document.createElement('div');
    const [, language] = block.className.match(/(?:^| )language-(\S+)/) ?? [];
    box.className = 'code-box';
    if (language) box.dataset.language = language;
    block.parentElement.replaceWith(box);
    box.append(block.parentElement);
    if (!navigator.clipboard) continue;
    const button = document.createElement('button');
    button.className = 'copy';
    button.type = 'button';
    button.textContent = copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = copied;
      setTimeout(() => {
        button.textContent = copy;
      }, 2000);
    });
    box.append(button);
  }
  for (const heading of document.querySelectorAll('.text :is(h1, h2, h3, h4, h5, h6)')) {
    const id = heading.id || (heading.parentElement.matches('section') && heading.parentElement.id);
    if (!id || heading.querySelector('a')) continue;
    const link = document.createElement('a');
    link.className = 'permalink';
    link.href = `#${encodeURIComponent(id)}`;
    link.textContent = '#';
    link.setAttribute('aria-label', heading.textContent);
    heading.append(' ', link);
  }
  // If no Kai font is installed, emphasised Han gets dots.
  const dot = (faces) => {
    if (faces?.length) return;
    for (const each of document.querySelectorAll(':is(em, cite, dfn):is(:lang(zh), :lang(ja))'))
      each.classList.toggle('dotted', /\p{Script=Han}/u.test(each.textContent));
  };
  document.fonts.load('1em Kai', '汉').then(dot, dot);
  const boxes = document.querySelectorAll('.text :is(pre, table, .diagram, :is(p, li, dd):has(> math))');
  const reach = () => {
    for (const box of boxes) {
      const scrolls = box.scrollWidth > box.clientWidth;
      box.tabIndex = scrolls - 1;
      if (!scrolls || box.ariaLabel) continue;
      if (box.matches('p, pre')) box.role = 'group';
      if (!box.querySelector('caption')) box.ariaLabel = names[box.localName] ?? formula;
      // The print stylesheet shrinks wide formulas by this, because paper does not scroll.
      box.style.setProperty('--ems', box.scrollWidth / Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    }
  };
  reach();
  addEventListener('resize', reach);
  addEventListener('toggle', reach, true);
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches?.('input, textarea, select, [contenteditable]')) return;
    const field = document.querySelector('input[type="search"]');
    const link = document.querySelector('a.search');
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else link.click();
  });
})();
