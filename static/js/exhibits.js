// Draws the exhibits of a page: the figures of the report, in the colours of the page.
const { Plotly } = window;
const root = document.documentElement;
const source = document.getElementById("exhibits").textContent;
const { dark } = JSON.parse(source);
const CONFIG = { displayModeBar: false, responsive: false, doubleClick: false, showTips: false };

const coloured = (isDark) => {
  const light = Object.keys(dark).join("|");
  const put = (text) => text.replace(new RegExp(`"(${light})"`, "gi"), (_, colour) => `"${dark[colour.toLowerCase()]}"`);
  const start = source.lastIndexOf('"dark":');
  return JSON.parse(isDark ? put(source.slice(0, start)) + source.slice(start) : source).figures;
};
let figures = coloured(root.dataset.bsTheme === "dark");

const isShown = (place) => place.offsetParent !== null;
const draw = (place) => {
  const figure = figures[place.dataset.exhibit];
  if (!figure || !isShown(place)) return;
  Plotly.react(place, figure.data, figure.layout, CONFIG);
  place.dataset.isDrawn = "";
  const frame = place.parentElement;
  frame.classList.toggle("is-cut", frame.scrollWidth > frame.clientWidth);
};
const drawAll = (scope = document, again = false) => scope.querySelectorAll("[data-exhibit]").forEach((place) => {
  if (again || place.dataset.isDrawn === undefined) draw(place);
});
const recolour = (isDark) => {
  figures = coloured(isDark);
  document.querySelectorAll("[data-is-drawn]").forEach((place) => { delete place.dataset.isDrawn; });
  drawAll();
};

document.addEventListener("partshown", (event) => drawAll(event.target));
root.addEventListener("themechange", (event) => recolour(event.detail === "dark"));
addEventListener("beforeprint", () => recolour(false));  // paper is white
addEventListener("afterprint", () => recolour(root.dataset.bsTheme === "dark"));
drawAll();
