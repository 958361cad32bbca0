// What is typed is sent while one types; without a network it is kept in this browser, and sent when the network is back.
// What somebody else wrote meanwhile is shown beside what is typed: neither covers the other unseen.
//
// A form with `data-offline` (what tells this page and this person from others) is followed by itself. Each of its blocks
// with `data-url` is sent alone, as JSON: {values, version, client_at}. The names of its fields begin with the block's id
// and a hyphen; the one that ends with `-version` holds the version that was read. The server answers:
//   200 {version}                                         it is written;
//   400 or 409 {message}                                  it cannot be, for this reason: it stays here;
//   409 {message, theirs: {version, values, words}}       somebody else wrote; words are pairs of a label and a text.
// In a block, `data-status` says what became of it and `data-theirs` shows the other's words; in the form,
// `data-offline-summary`, which is read aloud, says how many blocks wait. Other scripts call `Offline.follow`.
const Offline = (() => {
  const WAIT = 800, FIRST_RETRY = 2000, LAST_RETRY = 60000;

  // What is kept here may be refused, by a private window for example: the page works all the same, with a network.
  const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // The blocks of a page leave one after the other; once the network fails, all wait, longer each time.
  function queueOf(form) {
    const waiting = new Set(), followed = new Set();
    const summary = form.querySelector("[data-offline-summary]");
    let running = false, timer = 0, retry = FIRST_RETRY, lost = false;

    const tell = () => {
      if (!summary) return;
      const count = [...followed].filter((block) => kept(block.key)).length;
      const answers = count > 1 ? `${count} réponses gardées` : "1 réponse gardée";
      let words = "Tout est enregistré.";
      if (!navigator.onLine || lost) {
        words = count
          ? `Hors ligne : ${answers} sur cet appareil. Envoi dès que le réseau revient.`
          : "Hors ligne : continuez, ce que vous écrivez sera gardé sur cet appareil.";
      } else if (count) words = `${answers} ici, pas encore ${count > 1 ? "envoyées" : "envoyée"}.`;
      if (summary.textContent !== words) summary.textContent = words;
      summary.classList.toggle("alert-warning", count > 0 || !navigator.onLine || lost);
    };

    async function run() {
      if (running) return;
      running = true;
      clearTimeout(timer);
      while (waiting.size) {
        const block = waiting.values().next().value;
        waiting.delete(block);
        const fate = await block.send();
        lost = fate === "offline";
        if (fate !== "answered") {
          waiting.add(block);
          timer = setTimeout(run, retry);
          retry = Math.min(retry * 2, LAST_RETRY);
          break;
        }
        retry = FIRST_RETRY;
        tell();
      }
      running = false;
      tell();
    }

    window.addEventListener("online", () => { retry = FIRST_RETRY; run(); tell(); });
    window.addEventListener("offline", tell);
    return { add: (block) => { waiting.add(block); run(); }, enter: (block) => followed.add(block), tell };
  }

  // Follow a block of fields. `key`, where it is kept; `url`; `fields()`, those that hold what is typed; `version`, the
  // field of the version that was read; `body(values)`, what is sent; `saved(values)`, once it is; `choices(told)`, what
  // else may be done with the other's words, as pairs of a button's words and a function; `show(add, theirs)`, how they
  // are shown; `taken(theirs)`, the other's values.
  function follow(block, { queue, key, url, fields, version, headers = {}, body, saved = () => {}, choices = () => [], show, taken }) {
    const status = block.querySelector("[data-status]");
    const theirs = block.querySelector("[data-theirs]");
    const nameOf = (field) => field.name.slice(block.id.length + 1);
    let timer = 0, conflict = false;

    const tell = (words) => { if (status.textContent !== words) status.textContent = words; };

    // What is typed, by the end of the names of its fields.
    const typed = () => {
      const values = {};
      for (const field of fields()) {
        if (field.type === "checkbox") values[nameOf(field)] = field.checked;
        else if (field.type !== "radio" || field.checked) values[nameOf(field)] = field.value;
      }
      return values;
    };

    const write = (values) => {
      for (const field of fields()) {
        const value = values[nameOf(field)];
        if (field.type === "radio") field.checked = String(value ?? "") === field.value;
        else if (field.type === "checkbox") field.checked = value === true;
        else if (value !== undefined) field.value = value;
      }
    };

    const later = () => { clearTimeout(timer); timer = setTimeout(() => queue.add(self), WAIT); };

    // What became of the sending: "answered", well or not; after "offline" or "later" the queue tries again.
    async function send() {
      if (conflict) return "answered";
      const values = typed();
      tell("Enregistrement…");
      let answer, told;
      try {
        answer = await fetch(url, { method: "POST", headers, body: body(values), redirect: "manual" });
        if (answer.type === "opaqueredirect" || answer.status === 403) {
          tell("Votre session est finie : reconnectez-vous dans un autre onglet. Votre texte est gardé ici.");
          return "later";
        }
        if (!answer.ok && answer.status !== 409 && answer.status !== 400) {
          tell("Le serveur ne répond pas bien : votre texte est gardé ici, nouvel essai dans un instant.");
          return "later";
        }
        told = await answer.json();
      } catch {
        tell("Hors ligne : votre texte est gardé ici");
        return "offline";
      }
      if (answer.ok) {
        version.value = told.version;
        saved(values);
        if (same(typed(), values)) {
          forget(key);
          tell("Enregistré");
        } else {
          keep(key, { version: version.value, values: typed(), at: new Date().toISOString() });
          later();
        }
      } else if (told.theirs) open(told);
      else tell(`${told.message} Votre texte est gardé ici.`);
      return "answered";
    }

    // Both texts, one beside the other, and what to do with them.
    function open(told) {
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
      show(add, told.theirs);
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
          (fields().find((field) => field.tagName === "TEXTAREA") ?? fields()[0]).focus();
        });
      };
      choose("Garder mon texte", () => {});
      choose("Prendre l'autre", () => write(taken(told.theirs)));
      for (const [words, act] of choices(told)) choose(words, act);
      theirs.replaceChildren(box);
      theirs.hidden = false;
      tell("Pas encore enregistré : choisissez ci-dessous.");
    }

    function changed() {
      const held = keep(key, { version: version.value, values: typed(), at: new Date().toISOString() });
      queue.tell();
      if (conflict) return;
      if (navigator.onLine) tell("Modifié");
      else tell(held ? "Hors ligne : votre texte est gardé ici" : "Hors ligne, et ce navigateur ne garde rien : notez-le ailleurs.");
      later();
    }

    const self = { key, send };
    queue.enter(self);
    block.addEventListener("input", changed);

    // What a lost connection or a closed page has left here comes back, and is sent as of when it was typed.
    const left = kept(key);
    if (left && same(left.values, typed())) forget(key);
    else if (left) {
      write(left.values);
      version.value = left.version;
      tell("Votre texte gardé ici est revenu.");
      queue.add(self);
    }
    queue.tell();
  }

  // The fields of a block that hold what is typed.
  const fieldsOf = (block, version) => [...block.querySelectorAll("input, textarea, select")].filter(
    (field) => field.name && field !== version && !field.name.startsWith("initial-"));

  // The next sending of the whole form, without this script, tells what has changed since here.
  function settle(block, values) {
    for (const field of block.querySelectorAll(`[name^="initial-${block.id}-"]`)) {
      field.value = values[field.name.slice(`initial-${block.id}-`.length)] ?? "";
    }
  }

  for (const form of document.querySelectorAll("form[data-offline]")) {
    const queue = queueOf(form);
    for (const block of form.querySelectorAll("[data-url]")) {
      const key = `hors-ligne:${form.dataset.offline}:${block.id}`;
      const version = block.querySelector(`[name="${block.id}-version"]`);
      follow(block, {
        queue, key, version, url: block.dataset.url,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        fields: () => fieldsOf(block, version),
        body: (values) => JSON.stringify({ values, version: Number(version.value), client_at: kept(key)?.at ?? new Date().toISOString() }),
        saved: (values) => settle(block, values),
        show: (add, theirs) => { for (const [label, words] of theirs.words) add("p", `${label} : ${words}`); },
        taken: (theirs) => theirs.values,
      });
    }
  }

  return { follow, queueOf, fieldsOf, settle };
})();
