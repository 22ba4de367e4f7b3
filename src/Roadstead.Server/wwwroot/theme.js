// Runs before the page is drawn, so that "as the system" never flashes in the wrong colours.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const choice = root.dataset.themeChoice;
    root.dataset.bsTheme = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice;
  };
  root.classList.add('js');
  dark.addEventListener('change', apply);
  root.addEventListener('theme-choice', apply);
  apply();
})();
