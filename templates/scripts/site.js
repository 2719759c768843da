// What is pleasant and not needed: code is copied by a button, headings show their addresses, `/` leads to the search.
(() => {
  const { copy, copied } = document.currentScript.dataset;
  if (navigator.clipboard) {
    for (const block of document.querySelectorAll('pre > code')) {
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
      const box = document.createElement('div');
      box.className = 'code-box';
      block.parentElement.replaceWith(box);
      box.append(block.parentElement, button);
    }
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
