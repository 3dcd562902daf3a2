// Keeps what stands beside a list's table in step with its address.
const form = document.querySelector("[data-list]");
const csv = document.querySelector("[data-csv]");

const follow = () => {
  const query = new URLSearchParams(location.search);
  if (form) form.elements.order.value = query.get("order") ?? "title";
  for (const name of ["page", "size"]) query.delete(name);
  query.set("as", "csv");
  if (csv) csv.search = `?${query}`;
};

// Empty filters stay out of the address, so that it can be read and passed on.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== form) return;
  for (const [name, value] of [...event.detail.formData.entries()]) {
    if (value === "") event.detail.formData.delete(name);
  }
});
document.addEventListener("htmx:pushedIntoHistory", follow);
document.addEventListener("htmx:historyRestore", follow);
