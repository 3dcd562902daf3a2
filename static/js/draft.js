// What was typed and not saved is kept in this browser, for this person and this form.
const DAYS = 7;
const SKIPPED = new Set(["csrfmiddlewaretoken", "draft"]);

const storage = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing to drop */ } },
};
const saved = () => document.cookie.match(/(?:^|; )lockin_saved=([^;]*)/)?.[1].split(".") ?? [];
const entriesOf = (form) => [...new FormData(form)].filter(([name]) => !SKIPPED.has(name));

const fill = (form, entries, addRow) => {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const one of [...form.querySelectorAll("[data-one]")]) {
    if (!values.has(`${one.dataset.one}-row`)) one.remove();
  }
  for (const name of values.keys()) {
    const row = name.match(/^(.*)-(\d+)-row$/);
    if (row) addRow(row[1], row[2]);
  }
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.name) || field.tagName === "BUTTON") continue;
    const said = values.get(field.name) ?? [];
    if (field.type === "checkbox") field.checked = said.includes(field.value);
    else if (field.tagName === "SELECT") choose(field, said);
    else field.value = said[0] ?? "";
  }
};
const choose = (select, said) => {
  for (const value of said) {
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
  }
  for (const option of select.options) option.selected = said.includes(option.value);
  // In the order in which they were chosen, which is not that of the list.
  select.tomselect?.sync();
  select.tomselect?.setValue(said, true);
};

export const keepDraft = (form, { addRow, refresh }) => {
  const key = `lockin.draft.${form.dataset.user}.${location.pathname}${location.search}`;
  const state = form.querySelector("[data-state]");
  const offer = document.getElementById("draft");
  const before = JSON.stringify(entriesOf(form));
  const isRefused = "refused" in form.dataset;
  let isSending = false;
  let timer = 0;

  const isDirty = () => isRefused || JSON.stringify(entriesOf(form)) !== before;
  const keep = (isSent = false) => {
    if (!isDirty()) { storage.drop(key); state.textContent = ""; return; }
    storage.write(key, { at: Date.now(), token: form.elements.draft.value, isSent, entries: entriesOf(form) });
    state.textContent = "Not saved yet; kept in this browser.";
  };
  const restore = (draft) => {
    fill(form, draft.entries, addRow);
    refresh();
    keep();
  };

  const draft = storage.read(key);
  const isOver = draft && (saved().includes(draft.token) || Date.now() - draft.at > DAYS * 86_400_000);
  if (isOver) storage.drop(key);
  else if (draft && !isRefused && JSON.stringify(draft.entries) !== before) {
    const words = offer.querySelector("[data-draft-words]");
    const when = new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const back = offer.querySelector("[data-draft-restore]");
    offer.hidden = false;
    if (draft.isSent) {
      // It was sent and never arrived, for instance because the session was over: nothing to ask.
      restore(draft);
      words.textContent = "What you typed is back. It is not saved yet.";
      back.hidden = true;
    } else {
      words.textContent = `You typed something here on ${when} and did not save it.`;
      back.addEventListener("click", () => { restore(draft); offer.hidden = true; });
    }
    offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
      storage.drop(key);
      isSending = true;
      location.reload();
    });
  }

  const soon = () => { clearTimeout(timer); timer = setTimeout(keep, 300); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", (event) => {
    if (isSending) { event.preventDefault(); return; }
    isSending = true;
    clearTimeout(timer);
    keep(true);
    state.textContent = "Saving …";
  });
  // Somebody who comes back finds the form as it was, and can send it again.
  addEventListener("pageshow", (event) => { if (event.persisted) { isSending = false; state.textContent = ""; } });
  addEventListener("pagehide", () => { if (!isSending && isDirty()) keep(); });
  addEventListener("beforeunload", (event) => {
    if (!isSending && isDirty()) { event.preventDefault(); event.returnValue = ""; }
  });
  if (isRefused) keep();
};
