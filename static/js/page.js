// What every page does: menus, theme, keys, messages, and errors of htmx requests.
const root = document.documentElement;
const find = (selector, scope = document) => scope.querySelector(selector);
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

// --- Menus ---------------------------------------------------------------------------------------

const closeMenus = (except) => each("details.menu[open]", (menu) => {
  if (menu !== except) menu.open = false;
});

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = find("details.menu[open]");
  if (menu) { menu.open = false; find("summary", menu).focus(); }
  if (root.classList.contains("has-open-sidebar")) toggleSidebar(false);
});

// --- The menu beside the page, on a narrow screen ------------------------------------------------

const opener = find("[data-opens=navigation]");
const toggleSidebar = (isOpen) => {
  root.classList.toggle("has-open-sidebar", isOpen);
  opener.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) find("#navigation a")?.focus(); else opener.focus();
};
if (opener) {
  opener.hidden = false;
  opener.addEventListener("click", () => toggleSidebar(!root.classList.contains("has-open-sidebar")));
}

// --- Light or dark -------------------------------------------------------------------------------

const markTheme = () => each("[data-theme-choice]", (button) => {
  const isChosen = button.dataset.themeChoice === root.lockinTheme.choice();
  button.setAttribute("aria-pressed", String(isChosen));
});
each("[data-theme-choice]", (button) => button.addEventListener("click", () => {
  root.lockinTheme.choose(button.dataset.themeChoice);
  markTheme();
  closeMenus();
}));
markTheme();

// --- Keys ----------------------------------------------------------------------------------------

const KEYS_OFF = "lockin.keys-off";
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const keysSwitch = find("#keys-switch");
keysSwitch.checked = remembered(KEYS_OFF) === null;
keysSwitch.addEventListener("change", () => {
  try {
    if (keysSwitch.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  } catch { /* holds for this page only */ }
});

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], dialog");
document.addEventListener("keydown", (event) => {
  if (!keysSwitch.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) return;
  const field = find(`[data-key="${CSS.escape(event.key)}"]`);
  if (field) { event.preventDefault(); field.focus(); field.select(); }
  if (event.key === "?") { event.preventDefault(); find("#keys").showModal(); }
});
each("[data-opens-dialog]", (button) => button.addEventListener("click", () => {
  closeMenus();
  find(`#${button.dataset.opensDialog}`).showModal();
}));

// --- Messages ------------------------------------------------------------------------------------

each("#messages [data-close]", (button) => { button.hidden = false; });
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("[data-closes]").remove();
});

const WORDS = {
  0: "The server did not answer. Check the connection and try again.",
  403: "Your role may not do that here, or the page is too old: load it again.",
  404: "That is not here any more. Load the page again.",
  429: "That was too much at once. Wait a minute and try again.",
};
const fail = (status) => {
  const box = find("#failure-template").content.cloneNode(true);
  find(".alert-words", box).textContent =
    WORDS[status] ?? `That did not work (${status}). Nothing was changed; try again.`;
  find("#failure").replaceChildren(box);
};
document.addEventListener("htmx:responseError", (event) => fail(event.detail.xhr.status));
document.addEventListener("htmx:sendError", () => fail(0));
document.addEventListener("htmx:timeout", () => fail(0));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) find("#failure").replaceChildren();
});

// --- How far a job is ----------------------------------------------------------------------------

// Its box is drawn anew every second; a screen reader says a stage once.
document.addEventListener("htmx:afterSettle", () => {
  const stage = find(".progress-box [aria-current=step], .progress-box .alert-words");
  const spoken = find("#spoken");
  const words = stage?.textContent.trim();
  if (words && words !== spoken.textContent) spoken.textContent = words;
});

// --- Back after a sign-out -----------------------------------------------------------------------

// A browser may keep a page that was left, and show it again to whoever presses "back".
const SIGNED_OUT = "lockin.signed-out-at";
find("form[action='/accounts/logout/']")?.addEventListener("submit", () => {
  try { localStorage.setItem(SIGNED_OUT, String(Date.now())); } catch { /* the server forgets */ }
});
addEventListener("pageshow", (event) => {
  if (!event.persisted || Number(remembered(SIGNED_OUT)) < performance.timeOrigin) return;
  document.body.hidden = true;
  location.reload();
});

// --- A row made for a form in another tab ----------------------------------------------------------

const made = find("[data-row]");
if (made && window.opener && sessionStorage.getItem("lockin.added") === made.dataset.row) {
  sessionStorage.removeItem("lockin.added");
  const added = { noun: made.dataset.row, id: made.dataset.id, title: made.dataset.title };
  window.opener.postMessage({ added }, location.origin);
  made.hidden = false;
}
