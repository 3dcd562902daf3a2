// Draws the supply graph in layers, and says what depends on the node that is chosen.
const { cytoscape, cytoscapeDagre } = window;
cytoscape.use(cytoscapeDagre);

const container = document.getElementById("graph");
const elements = JSON.parse(document.getElementById("graph-elements").textContent);
const chosen = document.getElementById("graph-chosen");
const colour = (name) => {
  // A custom property holds both themes; a probe resolves it to the one that shows.
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  container.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const looks = () => [
  { selector: "node", style: {
    shape: "round-rectangle", width: "label", height: "label", padding: "9px",
    label: (node) => (node.data("supplier") ? `${node.data("name")}\n${node.data("supplier")}` : node.data("name")),
    "text-wrap": "wrap", "text-max-width": isNarrow() ? "72px" : "130px", "text-valign": "center", "font-family": "Inter, sans-serif", "font-size": 11,
    color: colour("ink"), "background-color": colour("paper"), "border-color": colour("bar"),
    "border-width": (node) => 1.5 + 5 * node.data("touch_share"),
  } },
  { selector: "node[?is_function]", style: { color: "#fff", "background-color": colour("deep-fill"), "border-color": colour("deep-fill"), "font-weight": 600 } },
  { selector: "node[?stops]", style: { "border-color": colour("accent") } },
  { selector: "node[?is_internal]", style: { "border-style": "dashed" } },
  { selector: "edge", style: {
    width: 1.5, "line-color": colour("bar"), "target-arrow-color": colour("bar"), "target-arrow-shape": "triangle", "curve-style": "bezier",
    label: "data(label)", "font-size": 10, "font-family": "Inter, sans-serif", color: colour("muted"),
    "text-background-color": colour("paper"), "text-background-opacity": 1, "text-background-padding": "2px",
  } },
  { selector: "edge[?is_money_only]", style: { "line-style": "dashed" } },
  { selector: ".is-faded", style: { opacity: 0.25 } },
  { selector: "node:selected", style: { "overlay-color": colour("deep"), "overlay-opacity": 0.15 } },
];

// A phone is narrow and high: the layers move together, or nobody could read the names.
const isNarrow = () => container.clientWidth < 600;
const layout = () => ({ name: "dagre", rankDir: "LR", ...(isNarrow() ? { nodeSep: 40, rankSep: 34, padding: 6 } : { nodeSep: 18, rankSep: 70, padding: 20 }) });
const cy = cytoscape({ container, elements, style: looks(), layout: layout(), maxZoom: 1.6, minZoom: 0.1 });

const line = (list, term, words) => {
  const title = document.createElement("dt");
  title.textContent = term;
  list.append(title);
  for (const word of [words].flat()) {
    const item = document.createElement("dd");
    item.textContent = word;
    list.append(item);
  }
};

const show = (node) => {
  const { name, supplier, kind, url, touch, losses, is_function: isFunction } = node.data();
  const title = document.createElement("h2");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = name;
  title.append(link);
  const facts = document.createElement("dl");
  line(facts, "What it is", supplier ? `${kind} of ${supplier}` : kind);
  if (!isFunction) {
    line(facts, "Share of known spend that meets it", touch || "not known");
    line(facts, "If its group fails", losses.length ? losses : "nothing recorded is lost");
  }
  chosen.replaceChildren(title, facts);
  const way = node.union(node.predecessors()).union(node.successors());
  cy.elements().addClass("is-faded");
  way.removeClass("is-faded");
};

cy.on("select", "node", (event) => show(event.target));
cy.on("tap", (event) => { if (event.target === cy) cy.elements().removeClass("is-faded").unselect(); });
document.documentElement.addEventListener("themechange", () => cy.style(looks()));
const fit = document.querySelector(".graph-fit");
fit.hidden = false;
fit.addEventListener("click", () => cy.fit(undefined, 20));
cy.on("resize", () => { cy.style(looks()); cy.layout(layout()).run(); }); // a phone that is turned shows all of it again
document.getElementById("graph-function").addEventListener("change", (event) => event.target.form.requestSubmit());
