// The desk of a meeting from the keyboard: type, Enter, who came, Enter, and type again. The page works without this file.
(() => {
  const search = document.querySelector("#cherche input");

  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const lines = document.querySelectorAll("#inscrits > .things > li");
    const only = lines.length === 1 && lines[0].querySelector(".desk-form input:not([type=hidden])");
    if (!only) return;
    event.preventDefault();
    only.focus();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || !event.target.matches(".desk-form")) return;
    search.focus();
    search.select();
  });
})();
