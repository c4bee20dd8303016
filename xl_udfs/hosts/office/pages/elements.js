// Elements of the page, made from data; a text is never markup.

/** Make an element with properties and children; a property that has a dash is an attribute. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** Make a table with a caption that readers of screens hear, a header and rows of texts. */
export function table(caption, columns, rows) {
  const cell = (text) => (text instanceof Node ? text : document.createTextNode(String(text)));
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...columns.map((c) => element("th", { scope: "col" }, c)))),
    element(
      "tbody",
      {},
      ...rows.map((row) =>
        element(
          "tr",
          {},
          ...row.map((text, place) =>
            place === 0
              ? element("th", { scope: "row" }, cell(text))
              : element("td", {}, cell(text)),
          ),
        ),
      ),
    ),
  );
}

/** Return the element of an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Run what a button does while it cannot be pressed again; a fault becomes a sentence. */
export function press(button, say, work) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("Ready", "good"); // what was said of an earlier press is over
    try {
      await work();
    } catch (fault) {
      say(sentence(fault), "bad");
    } finally {
      button.disabled = false;
    }
  });
}

/** Say what went wrong. */
export function sentence(fault) {
  const text = fault?.message ?? String(fault);
  return fault?.code ? `Excel refuses: ${text} (${fault.code})` : text;
}
