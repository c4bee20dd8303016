// The tab Checks: what the workbook's own sheet of checks says.

import { byId, element, press, table } from "./elements.js";
import { checks } from "./workbook.js";

const NAMES = ["check", "status", "found", "expected"];

/** Fill the tab, and have its button read the sheet again. */
export async function fill(say) {
  press(byId("checks-again"), say, show);
  await show();
}

/** Read the sheet of checks and show it. */
export async function show() {
  const found = await checks();
  if (found === null) {
    byId("checks-master").textContent =
      "This workbook has no sheet Checks with a table tblChecks, as the templates have it.";
    byId("checks-table").replaceChildren();
    return;
  }
  const [header, ...rows] = found.rows;
  const places = NAMES.map((name) => header.findIndex((text) => text.toLowerCase() === name));
  const good = (status) => ["OK", "NO DATA YET"].includes(status.trim().toUpperCase());
  const shown = rows
    .map((row) => places.map((place) => (place < 0 ? "" : row[place])))
    .sort((a, b) => Number(good(a[1])) - Number(good(b[1])));
  const bad = shown.filter((row) => !good(row[1])).length;
  byId("checks-master").textContent = `${found.master || "The master check is blank"}. ${
    bad === 0 ? `All ${rows.length} lines are OK.` : `${bad} of ${rows.length} lines are not OK.`
  }`;
  byId("checks-table").replaceChildren(
    table(
      "Lines that are not OK come first",
      ["Check", "Status", "Found", "Expected"],
      shown.map(([name, status, value, expected]) => [
        name,
        element("span", { className: good(status) ? "good" : "bad" }, status || "blank"),
        value,
        expected,
      ]),
    ),
  );
}
