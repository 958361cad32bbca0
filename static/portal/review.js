// Answers of a review are saved while one types: offline.js does it. Without these files, the form saves all answers at once.
(() => {
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const queue = Offline.queueOf(form);
  const token = form.elements.csrfmiddlewaretoken.value;

  for (const block of form.querySelectorAll("[data-answer]")) {
    const named = (name) => block.querySelector(`[name="${block.id}-${name}"]`);
    const version = named("version");
    Offline.follow(block, {
      queue, version, url: block.dataset.answer, key: `bilan:${form.dataset.review}:${block.id}`,
      fields: () => Offline.fieldsOf(block, version),
      body: (values) => {
        const body = new FormData();
        body.append("csrfmiddlewaretoken", token);
        body.append(version.name, version.value);
        for (const [name, value] of Object.entries(values)) body.append(`${block.id}-${name}`, value);
        return body;
      },
      saved: (values) => Offline.settle(block, values),
      show: (add, theirs) => {
        add("p", `L'autre texte (${theirs.score_words}) :`).className = "fw-bold";
        add("blockquote", theirs.text);
        for (const [label, comment] of theirs.comments_words) add("p", `${label} : ${comment}`);
      },
      taken: (theirs) => ({ ...theirs.comments, score: theirs.score, text: theirs.text, agreement: theirs.agreement }),
      choices: (told) => [["Mettre les deux bout à bout", () => {
        named("text").value = [told.theirs.text, named("text").value].filter(Boolean).join("\n\n");
      }]],
    });
  }
})();
