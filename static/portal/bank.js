// A line decided leaves the keyboard on the next one: its first button takes the focus. Everything works without it.
document.addEventListener("htmx:afterSettle", (event) => {
  const line = event.target.closest("article[id^=ligne-]");
  if (!line || line.querySelector("[role=alert]")) return;
  let next = line.nextElementSibling;
  while (next && !next.querySelector(".tasks button")) next = next.nextElementSibling;
  (next || line).querySelector("button")?.focus();
});
