// Answers of a review are saved while one types, and kept in this browser as long as the server has not taken them;
// what somebody else wrote meanwhile is shown beside. Without this file, the form saves all answers at once.
(() => {
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const WAIT = 800, RETRY = 5000;
  const token = form.elements.csrfmiddlewaretoken.value;

  // What is kept here may be refused, by a private window for example: the page works all the same.
  const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* not kept */ } };
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  for (const block of form.querySelectorAll("[data-answer]")) follow(block);

  function follow(block) {
    const key = `bilan:${form.dataset.review}:${block.id}`;
    const status = block.querySelector("[data-status]");
    const theirs = block.querySelector("[data-theirs]");
    const named = (name) => block.querySelector(`[name="${block.id}-${name}"]`);
    const version = named("version");
    const fields = () => [...block.querySelectorAll("input, textarea")].filter(
      (field) => field.name && field !== version && !field.name.startsWith("initial-"));
    let timer = 0, saving = false, again = false, conflict = false;

    const tell = (words) => { if (status.textContent !== words) status.textContent = words; };

    // What is typed, by the end of the names of its fields.
    const typed = () => {
      const values = {};
      for (const field of fields()) {
        const name = field.name.slice(block.id.length + 1);
        if (field.type !== "radio") values[name] = field.value;
        else if (field.checked) values[name] = field.value;
      }
      return values;
    };

    const write = (values) => {
      for (const field of fields()) {
        const value = values[field.name.slice(block.id.length + 1)];
        if (field.type === "radio") field.checked = String(value ?? "") === field.value;
        else if (value !== undefined) field.value = value;
      }
    };

    // The next sending of the whole form tells what has changed since here.
    const settled = (values) => {
      for (const field of block.querySelectorAll(`[name^="initial-${block.id}-"]`)) {
        field.value = values[field.name.slice(`initial-${block.id}-`.length)] ?? "";
      }
    };

    const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };

    async function save() {
      if (conflict) return;
      if (saving) { again = true; return; }
      saving = true;
      again = false;
      clearTimeout(timer);
      const values = typed();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token);
      body.append(version.name, version.value);
      for (const [name, value] of Object.entries(values)) body.append(`${block.id}-${name}`, value);
      tell("Enregistrement…");
      try {
        const answer = await fetch(block.dataset.answer, { method: "POST", body, redirect: "manual" });
        if (answer.type === "opaqueredirect" || answer.status === 403) {
          tell("Votre session est finie : reconnectez-vous dans un autre onglet. Votre texte est gardé ici.");
          later(RETRY);
        } else if (answer.ok) {
          version.value = (await answer.json()).version;
          settled(values);
          if (JSON.stringify(typed()) === JSON.stringify(values)) {
            forget(key);
            tell("Enregistré");
          } else {
            keep(key, { version: version.value, values: typed() });
            again = true;
          }
        } else if (answer.status === 409) {
          const told = await answer.json();
          if (told.theirs) show(told);
          else tell(`${told.message} Votre texte est gardé ici.`);
        } else {
          tell("Le serveur ne répond pas bien : votre texte est gardé ici, nouvel essai dans un instant.");
          later(RETRY);
        }
      } catch {
        tell("Hors ligne : votre texte est gardé ici");
        later(RETRY);
      } finally {
        saving = false;
        if (again) later(WAIT);
      }
    }

    // Both texts, one beside the other, and what to do with them.
    function show(told) {
      conflict = true;
      const box = document.createElement("div");
      box.className = "alert alert-warning";
      const add = (tag, words, where = box) => {
        const made = document.createElement(tag);
        made.textContent = words;
        where.append(made);
        return made;
      };
      add("p", told.message);
      add("p", `L'autre texte (${told.theirs.score_words}) :`).className = "fw-bold";
      add("blockquote", told.theirs.text);
      for (const [label, comment] of told.theirs.comments_words) add("p", `${label} : ${comment}`);
      const actions = add("p", "");
      actions.className = "actions";
      const choose = (words, act) => {
        const button = add("button", words, actions);
        button.type = "button";
        button.className = "btn btn-sm btn-outline-primary";
        button.addEventListener("click", () => {
          act();
          conflict = false;
          version.value = told.theirs.version;
          theirs.replaceChildren();
          theirs.hidden = true;
          changed();
          save();
          named("text").focus();
        });
      };
      const other = { ...told.theirs.comments, score: told.theirs.score, text: told.theirs.text, agreement: told.theirs.agreement };
      choose("Garder mon texte", () => {});
      choose("Prendre l'autre", () => write(other));
      choose("Mettre les deux bout à bout", () => {
        named("text").value = [told.theirs.text, named("text").value].filter(Boolean).join("\n\n");
      });
      theirs.replaceChildren(box);
      theirs.hidden = false;
      tell("Pas encore enregistré : choisissez ci-dessous.");
    }

    function changed() {
      keep(key, { version: version.value, values: typed() });
      if (conflict) return;
      tell(navigator.onLine ? "Modifié" : "Hors ligne : votre texte est gardé ici");
      later(WAIT);
    }

    block.addEventListener("input", changed);
    window.addEventListener("online", () => { if (kept(key)) save(); });

    // What a lost connection or a closed page has left here comes back, and is sent as of when it was typed.
    const left = kept(key);
    if (left) {
      if (JSON.stringify(left.values) === JSON.stringify(typed())) {
        forget(key);
      } else {
        write(left.values);
        version.value = left.version;
        tell("Votre texte gardé ici est revenu.");
        save();
      }
    }
  }
})();
