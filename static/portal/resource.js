// The page of a resource: its link is copied, and the arrows turn the pages of the preview. All is links without this file.
(() => {
  const copy = document.querySelector("[data-copy]");
  const address = document.querySelector("[data-copy-address]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    address.hidden = true;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(copy.dataset.copy);
        document.querySelector("[data-copied]").textContent = "Lien copié.";
      } catch {
        // The browser refuses: the address is shown, to be copied by hand.
        address.hidden = false;
      }
    });
  }

  document.addEventListener("keydown", (event) => {
    const keys = { ArrowLeft: "page-avant", ArrowRight: "page-apres" };
    if (!keys[event.key] || event.altKey || event.ctrlKey || event.metaKey || !event.target.closest("#apercu")) return;
    const link = document.getElementById(keys[event.key]);
    if (link) {
      event.preventDefault();
      link.click();
    }
  });

  // The link that turned the page may be gone with it, at the first and the last one: the keyboard stays in the preview.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "apercu" && document.activeElement === document.body) event.target.focus({ preventScroll: true });
  });
})();
