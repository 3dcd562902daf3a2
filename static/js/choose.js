// Choosing a row: a list that is searched by the server, so that a row added meanwhile is there too.
export const chooseIn = (scope, address) => {
  const selects = [...scope.querySelectorAll("select[data-choose]")];
  for (const select of selects) {
    if (select.tomselect || select.closest("template")) continue;
    // Many stand on a page; each is dressed when it is first needed.
    select.addEventListener("mousedown", (event) => { event.preventDefault(); dress(select, address).focus(); }, { once: true });
    select.addEventListener("focus", () => dress(select, address).focus(), { once: true });
    if (select.multiple) dress(select, address);
  }
};

const dress = (select, address) => {
  if (select.tomselect) return select.tomselect;
  const noun = select.dataset.choose.replaceAll("_", "-");
  const url = address.replace(/[^/]+\/$/, `${noun}/`);
  const label = select.labels?.[0]?.textContent.trim() ?? "";
  return new window.TomSelect(select, {
    plugins: select.multiple ? ["remove_button"] : ["clear_button"],
    maxOptions: 60,
    allowEmptyOption: false,
    placeholder: select.multiple ? "Search and choose" : "",
    preload: "focus",
    refreshThrottle: 100,
    searchField: ["text"],
    shouldLoad: () => true,
    load(words, done) {
      const before = String(this.getValue());
      fetch(`${url}?q=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : { rows: [] }))
        .then((found) => {
          done(found.rows);
          // An answer that comes after the choice would open the list again, over the next field.
          if (!this.isFocused || (!select.multiple && String(this.getValue()) !== before)) this.close();
        })
        .catch(() => done());
    },
    onInitialize() {
      if (label) this.control_input.setAttribute("aria-label", label);
      select.setAttribute("aria-hidden", "true"); // its place is taken; a reader would meet it twice
      // Inside of a label a click on a row would go on to the field, and open the list again.
      this.wrapper.addEventListener("click", (event) => { if (event.composedPath().includes(this.dropdown)) event.preventDefault(); });
    },
    onDropdownOpen() { if (!this.lastQuery) { this.loadedSearches = {}; this.load(""); } },
  });
};

// A row added in the tab that "Add a new one" opened is chosen here, where it was wanted.
export const chooseAdded = (form, address) => {
  let wanted = null;
  form.addEventListener("click", (event) => {
    const place = event.target.closest(".form-add")?.closest(".form-answer, .figure-proof");
    if (place) wanted = place.querySelector("select[data-choose]");
  });
  window.addEventListener("message", ({ origin, data }) => {
    if (origin !== location.origin || !data?.added || wanted?.dataset.choose !== data.added.noun) return;
    const list = dress(wanted, address);
    list.addOption({ value: data.added.id, text: data.added.title });
    list.addItem(data.added.id);
    wanted = null;
  });
};
