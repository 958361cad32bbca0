// Files sent one after the other, with their progress; without this file, the forms send them as any other.
// A form with `data-upload` names in `data-list` the element that the answer replaces, and in `data-largest` the bytes that a
// file may have.
(() => {
  const forms = document.querySelectorAll("[data-upload]");
  if (!forms.length) return;
  for (const form of forms) follow(form);

  function follow(form) {
    const listed = form.dataset.list;
    const input = form.querySelector("input[type=file]");
    const lines = form.querySelector(".uploads");
    const status = form.querySelector("[data-upload-status]");
    const largest = Number(form.dataset.largest);
    const megabytes = (bytes) => Math.round(bytes / 1048576);
    // What is told to those who do not see the bar: the start and the end, not every percent.
    const tell = (words) => { status.textContent = words; };

    form.querySelector("button").hidden = true;

    const newLine = (file) => {
      const line = { item: document.createElement("li"), text: document.createElement("span"),
        bar: document.createElement("progress"), button: document.createElement("button") };
      line.text.textContent = `${file.name} : en attente`;
      line.bar.max = 100;
      line.bar.value = 0;
      line.bar.setAttribute("aria-label", `Envoi de ${file.name}`);
      line.button.type = "button";
      line.button.className = "btn btn-sm btn-outline-secondary";
      line.item.append(line.text, line.bar, line.button);
      lines.append(line.item);
      return line;
    };

    const label = (line, word, file, act) => {
      line.button.textContent = word;
      line.button.setAttribute("aria-label", `${word} : ${file.name}`);
      line.button.onclick = act;
    };

    const fail = (line, file, words, retry) => {
      line.bar.remove();
      line.item.classList.add("upload-failed");
      line.text.textContent = `${file.name} : ${words}`;
      label(line, retry ? "Réessayer" : "Fermer", file, () => {
        line.item.remove();
        input.focus();
        if (retry) sendAll([file]);
      });
      tell(line.text.textContent);
    };

    // The list that the server gives takes the place of the one shown; false when the answer is something else.
    const show = (html) => {
      const answer = new DOMParser().parseFromString(html, "text/html");
      const fresh = answer.getElementById(listed);
      if (!fresh) return false;
      document.getElementById(listed).replaceWith(fresh);
      window.htmx?.process(fresh);
      const missing = answer.getElementById("manque");
      if (missing) document.getElementById("manque")?.replaceWith(missing);
      return true;
    };

    const send = (file, line) =>
      new Promise((done) => {
        const body = new FormData();
        body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        body.append("file", file);
        const request = new XMLHttpRequest();
        request.open("POST", form.action);
        request.setRequestHeader("X-Requested-With", "upload");
        request.upload.onprogress = (event) => {
          const percent = Math.round((100 * event.loaded) / event.total);
          line.bar.value = percent;
          line.text.textContent = percent < 100 ? `${file.name} : ${percent} %` : `${file.name} : vérification…`;
        };
        request.onload = () => {
          const plain = (request.getResponseHeader("Content-Type") || "").startsWith("text/plain");
          if (request.status === 200 && show(request.responseText)) {
            line.item.remove();
            tell(`${file.name} est ajouté.`);
          } else if (plain && request.status < 500) {
            fail(line, file, request.responseText, false);
          } else if (request.status === 200 || request.status === 403) {
            fail(line, file, "votre session est finie. Reconnectez-vous dans un autre onglet, puis réessayez.", true);
          } else {
            fail(line, file, "l'envoi n'a pas abouti.", true);
          }
        };
        request.onerror = () => fail(line, file, "la connexion s'est interrompue.", true);
        request.onabort = () => {
          line.item.remove();
          tell(`${file.name} : envoi annulé.`);
          input.focus();
        };
        request.onloadend = done;
        label(line, "Annuler", file, () => request.abort());
        tell(`${file.name} : envoi commencé.`);
        request.send(body);
      });

    const sendAll = async (files) => {
      const waiting = files.map((file) => [file, newLine(file)]);
      for (const [file, line] of waiting) {
        label(line, "Annuler", file, () => { line.item.remove(); tell(`${file.name} : envoi annulé.`); });
      }
      for (const [file, line] of waiting) {
        if (!line.item.isConnected) continue;
        if (file.size > largest) {
          fail(line, file, `ce fichier fait ${megabytes(file.size)} Mo, ${megabytes(largest)} Mo au plus. Réduisez-le ou coupez-le en plusieurs.`, false);
        } else {
          await send(file, line);
        }
      }
    };

    const sendChosen = () => {
      const files = [...input.files];
      input.value = "";
      sendAll(files);
    };
    form.addEventListener("submit", (event) => { event.preventDefault(); sendChosen(); });
    input.addEventListener("change", () => { if (input.files.length) sendChosen(); });

    for (const name of ["dragover", "dragleave", "drop"]) {
      form.addEventListener(name, (event) => {
        event.preventDefault();
        form.classList.toggle("upload-over", name === "dragover");
        if (name === "drop") sendAll([...event.dataTransfer.files]);
      });
    }
  }

  // A file dropped beside the area does not take the place of the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

  window.addEventListener("beforeunload", (event) => { if (document.querySelector(".uploads progress")) event.preventDefault(); });

  // A link added empties its form; the button that took a file out is gone, and with it the focus.
  document.addEventListener("htmx:afterRequest", (event) => {
    // A form that the answer has taken away no longer bears the event; the request remembers it.
    const asked = event.detail.requestConfig.elt;
    if (event.detail.xhr.status !== 200 || asked.tagName !== "FORM") return;
    if (asked.matches("[data-cleared]")) asked.reset();
    else document.getElementById("fichiers-titre")?.focus();
  });
})();
