// The page of the add-in: functions first, then Excel, Python and the tabs, each with its sentence.

import * as catalogue from "./catalogue.js";
import * as cell from "./cell.js";
import * as checks from "./checks.js";
import { config } from "./config.js";
import { byId, press, sentence } from "./elements.js";
import { associate } from "./functions.js";
import { start } from "./python.js";
import * as template from "./template.js";

const NEEDED = ["SharedRuntime", "1.1"];

function say(text, kind = "") {
  const status = byId("status");
  status.textContent = text;
  status.className = kind;
}

function report(text, percent) {
  say(text);
  const bar = byId("progress");
  bar.hidden = percent >= 100;
  bar.value = percent;
}

async function main() {
  if (typeof Office === "undefined" || typeof CustomFunctions === "undefined") {
    byId("progress").hidden = true;
    return say(
      "Microsoft's office.js could not be loaded. Look whether this computer reaches " +
        "appsforoffice.microsoft.com, then open the pane again. Stored values stay as they are.",
      "bad",
    );
  }
  associate();
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Excel) {
    byId("progress").hidden = true;
    return say("This page is the task pane of an add-in; open it from Excel.", "bad");
  }
  if (!Office.context.requirements.isSetSupported(...NEEDED)) {
    byId("progress").hidden = true;
    return say(
      "This Excel is too old for the add-in: it has no shared runtime. It needs Microsoft 365, " +
        "Excel 2021 or later, or Excel on the web. Stored values stay as they are.",
      "bad",
    );
  }
  template.fill(say);
  tabs();
  byId("tabs").hidden = false;
  press(byId("again"), say, load);
  await load();
}

async function load() {
  byId("again").hidden = true;
  try {
    await start(report);
    say("Ready", "good");
  } catch (fault) {
    byId("progress").hidden = true;
    say(`${sentence(fault)} Stored values stay as they are.`, "bad");
    byId("again").hidden = false;
    return;
  }
  const filled = [catalogue.fill(say), cell.follow(say), checks.fill(say)];
  const failed = (await Promise.allSettled(filled)).find(({ status }) => status === "rejected");
  if (failed) say(sentence(failed.reason), "bad");
}

function tabs() {
  const all = [...byId("tabs").querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of all) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      byId(tab.getAttribute("aria-controls")).hidden = !on;
    }
    if (chosen.id === "tab-cell") cell.show().catch((fault) => say(sentence(fault), "bad"));
    if (chosen.id === "tab-checks") checks.show().catch((fault) => say(sentence(fault), "bad"));
  };
  all.forEach((tab, at) => {
    tab.addEventListener("click", () => {
      choose(tab);
      if (!byId("search").disabled) say("Ready", "good");
    });
    tab.addEventListener("keydown", ({ key }) => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[key];
      if (to === undefined) return;
      const next = all[(to + all.length) % all.length];
      choose(next);
      next.focus();
    });
  });
  choose(all[0]);
}

main().catch((fault) => say(sentence(fault), "bad"));
