// A signature drawn with a finger, a pen or a mouse: straight lines on a board of 600 by 200, sent as the path of an SVG.
// Without a network it is kept in this browser, and sent when the network is back or the page is opened again.
(() => {
  const WIDTH = 600, HEIGHT = 200, STEP = 4, MOST = 1500;

  const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  function board(form) {
    const surface = form.querySelector("[data-surface]");
    const line = surface.querySelector("path");
    const field = form.querySelector("[data-drawing]");
    let points = [], last = null, drawing = false;

    const show = () => {
      field.value = points.join(" ");
      line.setAttribute("d", field.value);
    };
    // Where the pointer is, on the board, whatever its size on the screen.
    const at = (event) => {
      const box = surface.getBoundingClientRect();
      const bound = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
      return [bound((event.clientX - box.left) / box.width * WIDTH, WIDTH), bound((event.clientY - box.top) / box.height * HEIGHT, HEIGHT)];
    };
    surface.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      surface.setPointerCapture(event.pointerId);
      drawing = true;
      last = at(event);
      points.push(`M${last[0]} ${last[1]}`);
      show();
    });
    surface.addEventListener("pointermove", (event) => {
      if (!drawing || points.length > MOST) return;
      const next = at(event);
      if (Math.hypot(next[0] - last[0], next[1] - last[1]) < STEP) return;
      last = next;
      points.push(`L${last[0]} ${last[1]}`);
      show();
    });
    for (const end of ["pointerup", "pointercancel"]) surface.addEventListener(end, () => { drawing = false; });
    form.querySelector("[data-clear]").addEventListener("click", () => { points = []; show(); });
    return { isEmpty: () => points.length < 4, restore: (path) => { points = path.match(/[ML][^ML]+/g).map((point) => point.trim()); show(); } };
  }

  // What the server answers takes the place of this page, with its messages.
  function open(address, text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    document.title = page.title;
    history.replaceState(null, "", address);
    document.querySelector("main").focus();
    start();
  }

  function follow(form) {
    const key = `signature:${form.action}:${form.elements.personne?.value ?? ""}`;
    const status = form.querySelector("[data-sign-status]");
    const signature = board(form);
    const tell = (words) => { status.textContent = words; };
    let sending = false;

    async function send() {
      if (sending) return;
      sending = true;
      tell("Envoi…");
      const body = new FormData(form);
      body.set("step", "draw");
      try {
        const answer = await fetch(form.action, { method: "POST", body });
        if (!answer.ok) throw new Error(answer.status);
        const text = await answer.text();
        forget(key);
        open(answer.url, text);
      } catch {
        const held = keep(key, form.querySelector("[data-drawing]").value);
        tell(held
          ? "Pas de réseau : votre signature est gardée sur cet appareil et partira dès qu'il revient. Laissez cette page ouverte."
          : "Pas de réseau : réessayez dès qu'il revient.");
      } finally {
        sending = false;
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (signature.isEmpty()) tell("Dessinez votre signature dans le cadre.");
      else send();
    });
    window.addEventListener("online", () => { if (form.isConnected && kept(key)) send(); });
    const left = kept(key);
    if (left) {
      signature.restore(left);
      tell("Votre signature gardée ici est revenue.");
      if (navigator.onLine) send();
    }
  }

  // A page that asks for no signature any more needs none that was kept for it: it was received, or comes too late.
  function forgetDone() {
    const mine = `signature:${location.href}:`;
    try { for (const key of Object.keys(localStorage)) if (key.startsWith(mine)) forget(key); } catch { /* nothing was kept */ }
  }

  function start() {
    const forms = document.querySelectorAll("form[data-sign]");
    for (const form of forms) follow(form);
    if (!forms.length) forgetDone();
  }

  start();
})();
