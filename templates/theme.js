// The theme: light, dark, or that of the system. Runs in the head, so that the saved choice applies before the page is painted.
// Without this script, the page follows the system.
(() => {
  const root = document.documentElement;
  const choices = ['auto', 'light', 'dark'];
  const signs = { auto: '◐', light: '☀', dark: '☾' };
  let choice = 'auto';
  try {
    choice = localStorage.getItem('theme') || 'auto';
  } catch {}
  const apply = (button) => {
    if (choice === 'auto') delete root.dataset.theme;
    else root.dataset.theme = choice;
    // Pictures with a dark variant follow the choice too.
    const media = { auto: '(prefers-color-scheme: dark)', light: 'not all', dark: 'all' }[choice];
    for (const source of document.querySelectorAll('source[data-scheme="dark"]')) source.media = media;
    if (button) button.textContent = signs[choice];
  };
  if (!choices.includes(choice)) choice = 'auto';
  apply();
  addEventListener('DOMContentLoaded', () => {
    const button = document.querySelector('button.theme');
    if (!button) return;
    button.hidden = false;
    apply(button);
    button.addEventListener('click', () => {
      choice = choices[(choices.indexOf(choice) + 1) % choices.length];
      try {
        localStorage.setItem('theme', choice);
      } catch {}
      apply(button);
    });
  });
})();
