// The tab Workbook: a template's plain names rewritten for this add-in, and what runs here.

import { config } from "./config.js";
import { byId, press } from "./elements.js";
import { ask } from "./python.js";
import { rewrite } from "./workbook.js";

/** Make the button of the tab work, and say the versions. */
export function fill(say) {
  byId("version").textContent = config.version;
  byId("python").textContent = config.pyodideVersion;
  byId("namespace").textContent = `${config.namespace}.`;
  press(byId("rewrite"), say, async () => {
    const { changed, kept } = await rewrite((formulas) =>
      ask("rewritten", { namespace: config.namespace, formulas }),
    );
    say(
      changed === 0
        ? `Nothing to rewrite: ${kept} formulas, none with a plain name of ours.`
        : `${changed} formulas now call the add-in; ${kept} stay as they were.`,
      "good",
    );
  });
}
