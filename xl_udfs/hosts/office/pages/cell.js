// The tab Cell: why the selected cell shows what it shows, step by step.

import { config } from "./config.js";
import { byId, element, press, sentence, table } from "./elements.js";
import { callsOf } from "./functions.js";
import { ask } from "./python.js";
import { onSelection, recalculate, selection } from "./workbook.js";

const SHOWN = 4; // calls of one cell
let say;

/** Make the tab follow the selection. */
export async function follow(status) {
  say = status;
  press(byId("calculate"), say, async () => {
    await recalculate();
    await new Promise((resolve) => setTimeout(resolve, 400)); // Excel calls us meanwhile
    await show();
  });
  await onSelection(() => show().catch((fault) => say(sentence(fault), "bad")));
  await show();
}

/** Explain the selected cell, where the tab can be seen. */
export async function show() {
  if (byId("panel-cell").hidden) return;
  const { address, formula, text } = await selection();
  const ours = formula.toUpperCase().includes(`${config.namespace}.`);
  const calls = callsOf(address);
  byId("cell-address").textContent = `${address}: ${text === "" ? "blank" : text}`;
  byId("cell-formula").textContent = formula.startsWith("=") ? formula : "";
  byId("cell-formula").hidden = !formula.startsWith("=");
  byId("calculate").hidden = !(ours && calls.length === 0);
  byId("cell-none").textContent = ours
    ? calls.length
      ? ""
      : "It shows its stored value: it has not been calculated since the add-in started."
    : "It calls none of the functions.";
  const answers = await Promise.all(calls.slice(-SHOWN).map((call) => explained(call)));
  byId("cell-calls").replaceChildren(...answers);
}

async function explained(call) {
  const { result, why, steps } = await ask("working", call);
  const parts = [element("h3", {}, `${call[0]} gives ${result === "" ? "an empty text" : result}`)];
  if (why) parts.push(element("p", { className: "why" }, why));
  const columns = [why ? "Argument" : "Step", "Value", "Clause"];
  parts.push(
    element(
      "div",
      { className: "wide", tabIndex: 0, role: "region", "aria-label": `Working of ${call[0]}` },
      table(why ? "What was given" : "How it follows", columns, steps),
    ),
  );
  return element("section", {}, ...parts);
}
