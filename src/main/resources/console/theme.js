// Runs before the first paint, so that a chosen theme does not flash the other one.
(() => {
  try {
    const chosen = localStorage.getItem('hardstop-theme');
    if (chosen === 'dark' || chosen === 'light') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // A browser that forbids storage follows the system's theme.
  }
})();
