// Files sent one after the other with their progress; without this file, the form sends one at a time.
(() => {
  const megabytes = (bytes) => `${Math.round(bytes / 1048576)} Mo`;

  const line = (list, name) => {
    const item = document.createElement("li");
    const text = document.createElement("span");
    const bar = document.createElement("progress");
    const stop = document.createElement("button");
    text.textContent = `${name} : en attente`;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Envoi de ${name}`);
    stop.type = "button";
    stop.className = "btn btn-sm btn-outline-secondary";
    stop.textContent = "Annuler";
    item.append(text, bar, stop);
    list.append(item);
    return { item, text, bar, stop };
  };

  const send = (form, file, shown) =>
    new Promise((done) => {
      const { item, text, bar, stop } = shown;
      const end = (words, retry) => {
        bar.remove();
        text.textContent = `${file.name} : ${words}`;
        item.classList.add("upload-failed");
        stop.textContent = retry ? "Réessayer" : "Fermer";
        stop.onclick = () => {
          item.remove();
          if (retry) sendAll([file]);
        };
        done(null);
      };
      if (file.size > Number(form.dataset.largest)) {
        end(`ce fichier fait ${megabytes(file.size)}, 100 Mo au plus. Réduisez-le ou coupez-le en plusieurs.`, false);
        return;
      }
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("X-Requested-With", "upload");
      stop.onclick = () => request.abort();
      request.upload.onprogress = (event) => {
        const percent = Math.round((100 * event.loaded) / event.total);
        bar.value = percent;
        text.textContent = percent < 100 ? `${file.name} : ${percent} %` : `${file.name} : vérification…`;
      };
      request.onload = () => {
        if (request.status === 200) {
          item.remove();
          done(request.responseText);
        } else {
          end(request.status < 500 && request.responseText.length < 600 ? request.responseText : "l'envoi n'a pas abouti.", request.status >= 500);
        }
      };
      request.onerror = () => end("la connexion s'est interrompue.", true);
      request.onabort = () => end("envoi annulé.", true);
      request.send(body);
    });

  // The list that the server gives takes the place of the one shown, with the files that are still on their way.
  const show = (html) => {
    const old = document.getElementById("fichiers");
    const waiting = [...old.querySelectorAll(".uploads > li")];
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("fichiers");
    if (!fresh) return;
    old.replaceWith(fresh);
    fresh.querySelector(".uploads").append(...waiting);
    window.htmx?.process(fresh);
  };

  const sendAll = async (files) => {
    const list = document.querySelector("[data-upload] .uploads");
    const lines = files.map((file) => [file, line(list, file.name)]);
    for (const [file, shown] of lines) {
      const html = await send(document.querySelector("[data-upload]"), file, shown);
      if (html) show(html);
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-upload]")) return;
    event.preventDefault();
    const input = event.target.querySelector("input[type=file]");
    const files = [...input.files];
    input.value = "";
    sendAll(files);
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-upload] input[type=file]") && event.target.files.length) {
      event.target.form.requestSubmit();
    }
  });

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const form = event.target.closest?.("[data-upload]");
      if (!form) return;
      event.preventDefault();
      form.classList.toggle("upload-over", name === "dragover");
      if (name === "drop") sendAll([...event.dataTransfer.files]);
    });
  }
})();
