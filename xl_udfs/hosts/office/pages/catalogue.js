// The tab Functions: search, help, and a form that inserts a call.

import { config } from "./config.js";
import { byId, element, press } from "./elements.js";
import { insert, selection } from "./workbook.js";

let catalogue = [];
let say;

/** Fill the tab; `status` says sentences to the user. */
export async function fill(status) {
  say = status;
  const response = await fetch(new URL("./catalogue.json", import.meta.url));
  catalogue = await response.json();
  const search = byId("search");
  search.addEventListener("input", () => list(search.value));
  search.disabled = false;
  list("");
}

/** Find the functions that have every word that is searched for. */
export function matching(functions, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const of = ({ name, help, category, clause }) =>
    `${name} ${name.replaceAll("_", " ")} ${help} ${category} ${clause}`.toLowerCase();
  return functions.filter((f) => words.every((word) => of(f).includes(word)));
}

/** Write a call, leaving out what is blank at its end. */
export function formulaOf(name, given) {
  const texts = given.map((text) => text.trim().replace(/^=/, ""));
  while (texts.length && texts.at(-1) === "") texts.pop();
  return `=${config.namespace}.${name}(${texts.join(",")})`;
}

function list(text) {
  const found = matching(catalogue, text);
  const groups = new Map();
  for (const one of found) {
    const group = one.category.replace("Cap Table: ", "");
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  byId("found").textContent =
    found.length === 0
      ? `No function has all of “${text}” in its name, help or clause.`
      : `${found.length} of ${catalogue.length} functions`;
  byId("list").replaceChildren(
    ...[...groups].map(([group, functions]) =>
      element(
        "section",
        {},
        element("h3", {}, group),
        element("ul", {}, ...functions.map(row)),
      ),
    ),
  );
  byId("detail").hidden = true;
  byId("list").hidden = false;
}

function row(one) {
  const button = element(
    "button",
    { type: "button", className: "function" },
    element("span", { className: "name" }, one.name),
    element("span", { className: "help" }, one.help),
  );
  button.addEventListener("click", () => detail(one, button));
  return element("li", {}, button);
}

function detail(one, from) {
  const back = element("button", { type: "button", className: "back" }, "‹ All functions");
  const title = element("h3", { tabIndex: -1 }, one.name);
  const inputs = [];
  const preview = element("output", { className: "formula", "aria-label": "Formula" });
  const shown = () => (preview.textContent = formulaOf(one.name, inputs.map((i) => i.value)));
  const fields = one.arguments.map((argument, at) => field(argument, one.choices[at], inputs, shown));
  const more = one.arguments.at(-1)?.repeated ? addAnother(one, inputs, fields, shown) : [];
  const go = element("button", { type: "submit", className: "primary" }, "Insert into the selected cell");
  const replace = element("input", { type: "checkbox", id: "replace" });
  const form = element(
    "form",
    {},
    ...fields,
    ...more,
    element("p", { className: "label" }, "Formula"),
    preview,
    element("p", { className: "check" }, replace, element("label", { for: "replace" }, "Replace what the cell holds")),
    go,
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  press(go, say, () => put(one, inputs, replace));
  back.addEventListener("click", () => {
    byId("detail").hidden = true;
    byId("list").hidden = false;
    from.focus();
  });
  byId("detail").replaceChildren(
    back,
    title,
    element("p", {}, one.help),
    element(
      "dl",
      {},
      ...fact("Gives", one.unit === "spills" ? "rows, which spill" : one.unit),
      ...fact("Clause", one.clause),
      ...fact("Example", element("code", {}, one.example.replace("=", `=${config.namespace}.`))),
    ),
    form,
  );
  shown();
  byId("list").hidden = true;
  byId("detail").hidden = false;
  title.focus();
}

function fact(name, text) {
  return text ? [element("dt", {}, name), element("dd", {}, text)] : [];
}

function field(argument, choices, inputs, shown) {
  const number = inputs.length;
  const id = `argument-${number}`;
  const input = element("input", {
    id,
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    required: !argument.optional,
    "aria-describedby": `${id}-help`,
  });
  input.addEventListener("input", shown);
  inputs.push(input);
  const taken = element("button", { type: "button", "aria-label": `Use the selection for ${argument.name}` }, "Selection");
  press(taken, say, async () => {
    input.value = shortest((await selection()).range);
    shown();
  });
  const said = argument.optional ? `${argument.name} (optional)` : argument.name;
  const parts = [
    element("label", { for: id }, said),
    element("div", { className: "entry" }, input, taken),
    element("p", { id: `${id}-help`, className: "hint" }, `${argument.help} (${argument.unit})`),
  ];
  if (choices.length) {
    const words = element("datalist", { id: `${id}-words` }, ...choices.map((c) => element("option", { value: `"${c}"` })));
    input.setAttribute("list", words.id);
    parts.push(words);
  }
  return element("div", { className: "field" }, ...parts);
}

function addAnother(one, inputs, fields, shown) {
  const last = one.arguments.at(-1);
  const button = element("button", { type: "button" }, `One more of ${last.name}`);
  button.addEventListener("click", () => {
    const added = field(last, [], inputs, shown);
    button.before(added);
    added.querySelector("input").focus();
    shown();
  });
  return [button];
}

async function put(one, inputs, replace) {
  const missing = inputs.find((input) => input.required && input.value.trim() === "");
  if (missing) {
    missing.focus();
    throw new Error(`${one.name} needs ${one.arguments[inputs.indexOf(missing)].name}.`);
  }
  const { address, formula } = await selection();
  if (formula !== "" && !replace.checked) {
    replace.focus();
    throw new Error(`${address} holds ${formula}; select an empty cell, or tick “Replace”.`);
  }
  say(`${await insert(formulaOf(one.name, inputs.map((i) => i.value)))} has the formula.`, "good");
}

function shortest(address) {
  return address.replace(/^(?:'\[[^\]]*\]|\[[^\]]*\])/, (book) => (book.startsWith("'") ? "'" : ""));
}
