// Opens what is behind a number beside the page. Each number is a link, so it also opens without this.
const drawer = document.getElementById("drawer");
const body = document.getElementById("drawer-body");
const back = drawer.querySelector("[data-drawer-back]");
const trail = [];

const load = async (url) => {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
  // Signed out, or gone: the whole page says so better than a drawer.
  if (!answer.ok || answer.redirected) { location.assign(url); return; }
  body.innerHTML = await answer.text();
  back.hidden = trail.length < 2;
  if (!drawer.open) drawer.showModal();
  drawer.scrollTop = 0;
  document.getElementById("drawer-title").focus({ preventScroll: true });
};
const open = async (url) => {
  drawer.setAttribute("aria-busy", "true");
  try { await load(url); } catch { location.assign(url); } finally { drawer.removeAttribute("aria-busy"); }
};

const markNumbers = (scope) => scope.querySelectorAll("a[data-drawer]").forEach((link) => {
  link.setAttribute("aria-haspopup", "dialog");
});
markNumbers(document);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-drawer]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  trail.push(link.href);
  open(link.href);
});
back.addEventListener("click", () => { trail.pop(); open(trail.at(-1)); });
drawer.querySelector("[data-drawer-close]").addEventListener("click", () => drawer.close());
drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
drawer.addEventListener("close", () => { trail.length = 0; });
