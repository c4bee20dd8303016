// What is done in the pane: each function that is exported is a scenario with a page of its own.

/** All that one page can show after another, as starting Python takes longest. */
export async function tour(tools) {
  const { page } = tools;
  await page.evaluateOnNewDocument((given) => (globalThis.BOOK = given), BOOK);
  const seen = { together: await together(tools) };
  for (const step of [visit, closed, refused, accessible, calendars, calls]) {
    await page.evaluate((given) => Object.assign(globalThis.BOOK, given), BOOK);
    seen[step.name] = await step(tools).catch((fault) => ({ error: fault.stack }));
  }
  return seen;
}

/** All calls in one tick, through the functions that Excel would call. */
async function calls({ page, asked }) {
  return page.evaluate(async (calls) => {
    const json = (cell) =>
      cell instanceof CustomFunctions.Error
        ? { error: cell.code, ...(cell.message ? { message: cell.message } : {}) }
        : cell;
    const excel = (value) =>
      Array.isArray(value) ? value.map(excel)
        : value?.error ? new CustomFunctions.Error(value.error) : value;
    const { mappings } = CustomFunctions._association;
    const started = performance.now();
    const answers = await Promise.all(
      calls.map(([name, given]) =>
        mappings[name](...given.map(excel), { address: "Sheet1!A1" }).then(
          (rows) => rows.map((row) => row.map(json)),
          (error) => [[json(error)]],
        ),
      ),
    );
    return { answers, milliseconds: performance.now() - started };
  }, asked);
}

const BOOK = {
  selected: ["Sheet1", "C3"],
  names: { out_rate: "=CONVERSION_RATE(1000,0.5)", in_price: "=Sheet1!$A$1" },
  sheets: {
    Sheet1: {
      A1: { value: 0.3125 },
      B1: { formula: "=CONVERSION_RATE(1000,A1)", value: 3200 },
      B2: { formula: '=IF(A1="","",XLUDFS.CONVERSION_RATE(1000,A1))', value: 3200 },
      B3: { formula: "=SUM(A1:A2)", value: 0.3125 },
    },
    "A 'quoted' sheet": { A1: { formula: '=WHY("CONVERSION_RATE",1000,0)', value: "…" } },
    Checks: { B4: { value: "1 TO LOOK AT" } },
  },
  table: [
    ["Check", "Found", "Expected", "Tolerance", "Status", "Why it matters"],
    ["Holders add up to the class", "1,478", "1,478", "0", "OK", "…"],
    ["Votes add up to the total", "2,939,196", "2,939,190", "0", "LOOK", "…"],
    ["Every price history ends in the class's price", "0.3125", "0.3125", "", "OK", "…"],
  ],
};

async function ready({ open, status }) {
  await open();
  await status("^Ready$");
}

async function choose({ page }, tab) {
  await page.click(`#tab-${tab}`);
}

async function call(page, name, given, address) {
  return page.evaluate(
    (name, given, address) =>
      CustomFunctions._association.mappings[name](...given, { address }).catch(({ code, message }) => ({ code, message })),
    name, given, address,
  );
}

/** What a person does: find a function, insert it, look at a cell and the checks, rewrite. */
async function visit(tools) {
  const { page, told, until, status, folder } = tools;
  const seen = {};
  const text = (selector) => page.$eval(selector, (found) => found.innerText);
  const shoot = async (name) => {
    for (const width of [320, 640]) {
      await page.setViewport({ width, height: 900, deviceScaleFactor: 2 });
      if (folder) await page.screenshot({ path: `${folder}/${name}-${width}.png` });
      const inner = await page.evaluate(() => document.documentElement.scrollWidth);
      if (inner > width) throw new Error(`${name} is ${inner} wide in a pane of ${width}`);
    }
  };

  await until((found) => document.querySelector(found).textContent !== "", "#found");
  seen.all = await text("#found");
  await shoot("functions");
  await page.type("#search", "weighted average");
  seen.found = await text("#found");
  await page.$eval("#search", (search) => (search.value = ""));
  await page.type("#search", "conversion rate");
  seen.names = await page.$$eval(".function .name", (found) => found.map((one) => one.textContent));
  await page.$eval("#search", (search) => (search.value = ""));
  await page.type("#search", "no such thing");
  seen.nothing = await text("#found");
  await page.$eval("#search", (search) => (search.value = ""));
  await page.type("#search", "conversion rate");
  await page.click(".function");
  seen.title = await page.evaluate(() => document.activeElement.textContent);
  await page.click("form button[type=submit]");
  seen.missing = await told();
  await page.type("#argument-0", "1000");
  await page.evaluate(() => select("Sheet1", "A1"));
  await page.click("[aria-label='Use the selection for conversion_price']");
  await until(() => document.getElementById("argument-1").value !== "");
  seen.formula = await text("output");
  await shoot("insert");
  await page.evaluate(() => select("Sheet1", "B3"));
  await page.click("form button[type=submit]");
  await status("holds");
  seen.occupied = await told();
  await page.evaluate(() => select("Sheet1", "C3"));
  await page.click("form button[type=submit]");
  await status("has the formula");
  seen.inserted = await page.evaluate(() => BOOK.sheets.Sheet1.C3.formula);
  await page.$eval("#argument-0", (input) => (input.value = "#bad#"));
  await page.evaluate(() => select("Sheet1", "C2"));
  await page.click("form button[type=submit]");
  await status("refuses");
  seen.refused = await told();

  await page.evaluate(() => select("Sheet1", "B2"));
  await choose(tools, "cell");
  await until(() => document.getElementById("cell-none").textContent !== "");
  seen.stored = await text("#panel-cell");
  await call(page, "CONVERSION_RATE", [[[1000]], [[0.3125]]], "Sheet1!B2");
  await page.evaluate(() => select("Sheet1", "B2"));
  await until((found) => document.querySelector(found) !== null, "#cell-calls table");
  seen.working = await page.$$eval("#cell-calls tbody tr", (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  await shoot("cell");
  seen.error = await call(page, "CONVERSION_RATE", [[[1000]], [[0]]], "[Book1]Sheet1!$C$3");
  await page.evaluate(() => select("Sheet1", "C3"));
  await until((found) => document.querySelector(found) !== null, "#cell-calls .why");
  seen.why = await text("#cell-calls .why");
  await shoot("why");

  await choose(tools, "checks");
  await until((found) => document.querySelector(found) !== null, "#checks-table table");
  seen.master = await text("#checks-master");
  seen.first = await page.$eval("#checks-table tbody tr", (row) => row.innerText);
  await shoot("checks");

  await page.focus("#tab-checks");
  await page.keyboard.press("ArrowRight");
  seen.focus = await page.evaluate(() => document.activeElement.id);
  await shoot("workbook");
  await page.click("#rewrite");
  await status("now call");
  seen.rewritten = await told();
  seen.book = await page.evaluate(() => ({ sheets: BOOK.sheets, names: BOOK.names }));
  await page.click("#rewrite");
  await status("Nothing");
  seen.again = await told();
  return seen;
}

/** A protected sheet among those to rewrite: nothing changes. */
async function closed(tools) {
  const book = structuredClone(BOOK);
  book.sheets.Sheet1.protected = true;
  await tools.page.evaluate((given) => Object.assign(globalThis.BOOK, given), book);
  await choose(tools, "workbook");
  await tools.page.click("#rewrite");
  await tools.status("protected");
  return { told: await tools.told(), book: await tools.page.evaluate(() => BOOK), before: book };
}

/** Excel refuses one of the new formulas: all are put back. */
async function refused(tools) {
  const book = structuredClone(BOOK);
  book.sheets.Sheet1.C1 = { formula: '=WHY("#bad#")', value: "" };
  await tools.page.evaluate((given) => Object.assign(globalThis.BOOK, given), book);
  await choose(tools, "workbook");
  await tools.page.click("#rewrite");
  await tools.status("refuses");
  return { told: await tools.told(), book: await tools.page.evaluate(() => BOOK), before: book };
}

/** The first calendar asks for its package; the calls beside it wait. */
async function calendars({ page, requests }) {
  const before = requests.filter((url) => url.includes("calendars"));
  const both = await page.evaluate(() =>
    Promise.all([
      CustomFunctions._association.mappings.FEDERAL_HOLIDAYS([[2005]], [[2005]], {}),
      CustomFunctions._association.mappings.CONVERSION_RATE([[1000]], [[0.5]], {}),
    ]),
  );
  return { before, both };
}

/** Without the package of the calendars only those fail. */
export async function no_calendars(tools) {
  const { page, absent } = tools;
  absent.push("calendars-");
  await ready(tools);
  return page.evaluate(async () => {
    const { mappings } = CustomFunctions._association;
    const both = [
      mappings.FEDERAL_HOLIDAYS([[2005]], [[2005]], {}).catch(({ code, message }) => ({ code, message })),
      mappings.CONVERSION_RATE([[1000]], [[0.5]], {}),
    ];
    return Promise.all(both);
  });
}

/** No office.js. */
export async function no_office({ open, told, status, absent }) {
  absent.push("office.js");
  await open();
  await status("could not be loaded");
  return told();
}

/** No Pyodide; calls get an error with the sentence, and the button tries again. */
export async function no_pyodide(tools) {
  const { page, open, told, status, absent } = tools;
  absent.push("pyodide.asm.wasm");
  await open();
  await status("could not be loaded");
  const said = await told();
  const call = () =>
    page.evaluate(() =>
      CustomFunctions._association.mappings.CONVERSION_RATE([[1000]], [[0.5]], {}).catch(({ code, message }) => ({ code, message })),
    );
  const refused = await call();
  absent.length = 0;
  await page.click("#again");
  await status("^Ready$");
  return { said, refused, then: await call() };
}

/** The archive of our own modules is not there. */
export async function no_functions({ open, told, status, absent }) {
  absent.push("python-");
  await open();
  await status("could not be loaded");
  return told();
}

/** An Excel without a shared runtime. */
export async function old_excel({ open, told, status }) {
  await open("?excel=old");
  await status("too old");
  return told();
}

/** A browser that is not in Excel. */
export async function no_excel({ open, told, status }) {
  await open("?excel=none");
  await status("open it from Excel");
  return told();
}

/** The page before any of its modules is there: no blank page. */
export async function no_modules({ page, open, absent, told }) {
  absent.push("pane.js");
  await open();
  const shown = await page.evaluate(() => document.body.innerText);
  const first = await told();
  // only a browser that knows no modules runs this file by itself
  await page.evaluate(await page.evaluate(() => fetch("old.js").then((file) => file.text())));
  return { told: first, shown, old: await told() };
}

/** Calls before Python is there wait for it; those of one tick are one batch. */
async function together({ page, open, status, until }) {
  await open();
  await until(() => CustomFunctions._association.mappings.CONVERSION_RATE !== undefined);
  const early = page.evaluate(async () => {
    const waiting = document.getElementById("status").textContent;
    const visible = !document.getElementById("progress").hidden;
    const rows = await CustomFunctions._association.mappings.CONVERSION_RATE([[1000]], [[0.5]], {});
    return { waiting, visible, rows };
  });
  await status("^Ready$");
  const batches = await page.evaluate(async () => {
    const { runtime } = await (await import("./python.js")).start();
    runtime.runPython(`
from xl_udfs.hosts.office import batch
counted, answers = [], batch.answers
batch.answers = lambda text: (counted.append(text), answers(text))[1]`);
    const call = (price) => CustomFunctions._association.mappings.CONVERSION_RATE([[1000]], [[price]], {});
    await Promise.all(Array.from({ length: 50 }, (_, place) => call(place + 1)));
    await Promise.all([call(1), call(2)]);
    return runtime.runPython("batch.answers = answers; len(counted)");
  });
  return { early: await early, batches };
}

/** The second visit: how many bytes come over the network in each. */
export async function second_visit({ browser, plain }) {
  const sizes = {};
  for (const visit of ["first", "second"]) {
    // without interception, which switches the cache off
    const tab = await browser.newPage();
    const session = await tab.createCDPSession();
    await session.send("Network.enable");
    sizes[visit] = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (sizes[visit] += encodedDataLength));
    await tab.goto(`${plain}/pane.css`);
    await tab.evaluate(async () => {
      const { start } = await import("./python.js");
      await start();
    });
    await tab.close();
  }
  return sizes;
}

/** Names of controls, and the least contrast of any text with what is behind it, once visited. */
async function accessible(tools) {
  const { page } = tools;
  const found = { nameless: [] };
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    let least = 21;
    for (const tab of ["functions", "cell", "checks", "workbook"]) {
      await choose(tools, tab);
      least = Math.min(least, await page.evaluate(leastContrast));
      const tree = await page.accessibility.snapshot({ interestingOnly: true });
      const walk = (node) => {
        const control = ["button", "textbox", "searchbox", "checkbox", "tab", "combobox"];
        if (control.includes(node.role) && !node.name) found.nameless.push(node);
        (node.children ?? []).forEach(walk);
      };
      walk(tree);
    }
    found[scheme] = least;
  }
  return found;
}

function leastContrast() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const color = getComputedStyle(node).backgroundColor;
    return channels(color)[3] === 0 && node.parentElement ? behind(node.parentElement) : color;
  };
  let least = 21;
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility() || node.disabled) continue;
    const [one, other] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
    least = Math.min(least, (one + 0.05) / (other + 0.05));
  }
  return least;
}
