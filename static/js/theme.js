// Sets light or dark before anything is painted, from what this browser remembers.
(() => {
  const KEY = "lockin.theme";
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try { return localStorage.getItem(KEY) || "system"; } catch { return "system"; }
  };
  const show = () => {
    const choice = stored();
    const theme = choice === "system" ? (dark.matches ? "dark" : "light") : choice;
    root.dataset.bsTheme = theme;
    root.dispatchEvent(new CustomEvent("themechange", { detail: theme, bubbles: true }));
  };

  root.classList.add("js");
  root.lockinTheme = {
    choice: stored,
    choose(choice) {
      try { localStorage.setItem(KEY, choice); } catch { /* shown for this page only */ }
      show();
      if (stored() !== choice && choice !== "system") root.dataset.bsTheme = choice;
    },
  };
  dark.addEventListener("change", show);
  addEventListener("storage", (event) => { if (event.key === KEY) show(); });
  show();
})();
