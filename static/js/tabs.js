// Turns a list of links to parts of the page into tabs; without it all parts stand one below another.
for (const box of document.querySelectorAll("[data-tabs]")) {
  const list = box.querySelector("ul");
  const tabs = [...list.querySelectorAll("a")];
  const panels = tabs.map((tab) => document.getElementById(tab.hash.slice(1)));

  const show = (chosen) => tabs.forEach((tab, index) => {
    const isChosen = tab === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    panels[index].hidden = !isChosen;
    if (isChosen) panels[index].dispatchEvent(new CustomEvent("partshown", { bubbles: true }));
  });
  const choose = (tab) => {
    show(tab);
    history.replaceState(history.state, "", tab.hash);
    tab.focus({ preventScroll: true });
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  list.setAttribute("role", "tablist");
  tabs.forEach((tab, index) => {
    tab.parentElement.setAttribute("role", "presentation");
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panels[index].id);
    panels[index].setAttribute("role", "tabpanel");
    tab.addEventListener("click", (event) => { event.preventDefault(); choose(tab); });
  });
  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement);
    const next = {
      ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1,
    }[event.key];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    choose(tabs[(next + tabs.length) % tabs.length]);
  });

  // The address may name a part, or something within one.
  const named = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)) || "main");
    return tabs.find((_, index) => panels[index].contains(target));
  };
  addEventListener("hashchange", () => { const tab = named(); if (tab) show(tab); });
  show(named() ?? tabs[0]);

  // Paper has no tabs.
  addEventListener("beforeprint", () => panels.forEach((panel) => {
    panel.hidden = false;
    panel.dispatchEvent(new CustomEvent("partshown", { bubbles: true }));
  }));
  addEventListener("afterprint", () => show(tabs.find((tab) => tab.tabIndex === 0)));
}

const printer = document.querySelector("[data-print]");
if (printer) {
  printer.hidden = false;
  printer.addEventListener("click", () => print());
}
