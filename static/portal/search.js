// The keyboard in the resource centre: « / » goes to the search box, the arrows from a result to the next.
// Filters chosen in the list are kept when other words are typed. The page works without this file.
(() => {
  const box = () => document.querySelector("[data-search]");
  const results = () => [...document.querySelectorAll(".result h2 a")];

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      box().focus();
      box().select();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = results();
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== box()) return;
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 && event.key === "ArrowUp") return;
    event.preventDefault();
    (next < 0 ? box() : links[Math.min(next, links.length - 1)])?.focus();
  });

  // What htmx pushes in the address is what the next words are searched within.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches(".search-box")) return;
    for (const [name, value] of [...Object.entries(event.detail.parameters)]) {
      if (value === "") delete event.detail.parameters[name];
    }
  });
})();
