// A register form: one step at a time, figures, rows, choices, and a draft that is never lost.
import { keepDraft } from "./draft.js";
import { chooseAdded, chooseIn } from "./choose.js";

const form = document.querySelector("[data-register-form]");
const all = (selector, scope = form) => [...scope.querySelectorAll(selector)];

// --- Figures: only the inputs of the form that is chosen --------------------------------------------

const showFigure = (figure) => {
  const chosen = figure.querySelector(".figure-form").value;
  for (const part of figure.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(chosen);
  }
};
const prepare = (scope) => {
  all("[data-figure]", scope).forEach(showFigure);
  chooseIn(scope, form.dataset.choices);
};
form.addEventListener("change", (event) => {
  if (event.target.matches(".figure-form")) showFigure(event.target.closest("[data-figure]"));
});

// --- Rows ---------------------------------------------------------------------------------------------

const rowsAt = (prefix) => form.querySelector(`[data-rows="${CSS.escape(prefix)}"]`);
const addRow = (prefix, number) => {
  const rows = rowsAt(prefix);
  if (!rows) return null;
  const list = rows.querySelector(":scope > [data-list-of-rows]");
  const taken = all(":scope > [data-one]", list).map((one) => Number(one.dataset.one.slice(prefix.length + 1)));
  const next = number ?? Math.max(-1, ...taken) + 1;
  if (taken.includes(Number(next))) return null;
  const blank = rows.querySelector(":scope > template").innerHTML;
  list.insertAdjacentHTML("beforeend", blank.replaceAll(`${prefix}-__n__`, `${prefix}-${next}`));
  const one = list.lastElementChild;
  prepare(one);
  return one;
};
form.addEventListener("click", (event) => {
  const more = event.target.closest("[data-more]");
  const less = event.target.closest("[data-less]");
  if (!more && !less) return;
  event.preventDefault();
  if (more) addRow(more.value).querySelector("select, input:not([type=hidden]), textarea").focus();
  if (less) {
    const rows = less.closest("[data-rows]");
    less.closest("[data-one]").remove();
    rows.querySelector(":scope > [data-more]").focus();
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
});

// --- Steps ----------------------------------------------------------------------------------------------

const steps = all("[data-step]");
const links = all("[data-steps] a");
const turn = form.querySelector("[data-turn]");
let current = 0;
const showStep = (index, isFocused = false) => {
  current = Math.min(Math.max(index, 0), steps.length - 1);
  steps.forEach((step, i) => { step.hidden = i !== current; });
  links.forEach((link, i) => (i === current ? link.setAttribute("aria-current", "step") : link.removeAttribute("aria-current")));
  turn.hidden = steps.length < 2;
  turn.querySelector("[data-back]").hidden = current === 0;
  const next = turn.querySelector("[data-next]");
  next.hidden = current === steps.length - 1;
  if (!next.hidden) next.querySelector("[data-next-title]").textContent = links[current + 1].textContent;
  if (isFocused) {
    const title = steps[current].querySelector("h2");
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "center" });
  }
};
links.forEach((link, i) => link.addEventListener("click", (event) => { event.preventDefault(); showStep(i, true); }));
turn.querySelector("[data-next]").addEventListener("click", () => showStep(current + 1, true));
turn.querySelector("[data-back]").addEventListener("click", () => showStep(current - 1, true));

// An error leads to its field, whatever step or closed part that is in.
const lead = (id) => {
  const field = document.getElementById(id);
  if (!field) return;
  const step = field.closest("[data-step]");
  if (step) showStep(steps.indexOf(step));
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  const box = field.tomselect ? field.tomselect.control_input : field;
  box.scrollIntoView({ block: "center" });
  box.focus({ preventScroll: true });
};
for (const link of document.querySelectorAll("[data-problems] a")) {
  link.addEventListener("click", (event) => { event.preventDefault(); lead(link.hash.slice(1)); });
}

// --- An id from the name, until somebody writes one -----------------------------------------------------

const id = form.querySelector("input[name=at-id]");
const name = form.querySelector("[name=name], [name=title], [name=reference]");
const slug = (text) => text.normalize("NFKD").replaceAll("ß", "ss").replace(/[^\x00-\x7f]/g, "").toLowerCase()
  .match(/[a-z0-9]+/g)?.join("-").slice(0, 60).replace(/-+$/, "") ?? "";
if (id && name && name.name === "name") {
  id.placeholder = slug(name.value);
  name.addEventListener("input", () => { id.placeholder = slug(name.value); });
}

// --- Start ------------------------------------------------------------------------------------------------

prepare(form);
const wrong = steps.findIndex((step) => "wrong" in step.dataset);
showStep(wrong === -1 ? 0 : wrong);
const problems = document.querySelector("[data-problems]");
if (problems) problems.focus();
chooseAdded(form, form.dataset.choices);
// The page of the row that is being made here tells the form that sent for it (page.js).
sessionStorage.removeItem("lockin.added"); // a form that was refused has made nothing
if (window.opener) form.addEventListener("submit", () => sessionStorage.setItem("lockin.added", form.dataset.noun));
keepDraft(form, { addRow, refresh: () => prepare(form) });
