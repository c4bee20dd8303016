// Opens the pane in headless Chromium for every scenario; prints what came of each as JSON.
// usage: node chromium.mjs CHROMIUM ADDRESS PLAIN_ADDRESS CALLS.json [FOLDER]

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import * as scenarios from "./scenarios.mjs";

const [, , program, address, plain, input, folder] = process.argv;
const asked = JSON.parse(readFileSync(input, "utf8"));
const HOSTED = "https://appsforoffice.microsoft.com/lib/1/hosted/";
const own = (file) => readFileSync(new URL(file, import.meta.url), "utf8");
const microsofts = (file) =>
  readFileSync(new URL(`node_modules/@microsoft/office-js/dist/${file}`, import.meta.url), "utf8");
const office = `${named()}
${microsofts("custom-functions-runtime.js")}
;delete document.getElementsByTagName;
${own("office.js")}`;
// The runtime looks for the tag that loaded it, by its file name.
function named() {
  return `document.getElementsByTagName = (name) =>
    name === "script" ? [{ src: "${HOSTED}custom-functions-runtime.js" }]
      : Document.prototype.getElementsByTagName.call(document, name);`;
}

const browser = await puppeteer.launch({
  executablePath: program,
  args: ["--no-sandbox", "--ignore-certificate-errors", "--disable-dev-shm-usage"],
  protocolTimeout: 120_000,
});

async function said(scenario) {
  // with a cache of its own
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const requests = [];
  const problems = [];
  const absent = []; // patterns of what cannot be reached
  page.on("pageerror", (fault) => problems.push(String(fault)));
  page.on("console", (said) => said.type() === "error" && problems.push(said.text()));
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const url = request.url();
    requests.push(url);
    if (absent.some((pattern) => url.includes(pattern))) request.abort("internetdisconnected");
    else if (url.startsWith(HOSTED)) {
      const file = url.slice(HOSTED.length);
      request.respond({
        contentType: "text/javascript",
        headers: { "Access-Control-Allow-Origin": "*" }, // as Microsoft answers
        body: file === "office.js" ? office : microsofts(file),
      });
    } else request.continue();
  });
  const open = (query = "") => page.goto(`${address}/pane.html${query}`, { waitUntil: "load" });
  // puppeteer's own waiting makes functions of texts, which the policy of the page forbids
  const until = async (holds, ...given) => {
    for (const end = Date.now() + 60_000; !(await page.evaluate(holds, ...given)); ) {
      if (Date.now() > end) {
        throw new Error(`never: ${holds} ${given}; ${await told()}; ${problems.join("; ")}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const status = (pattern) =>
    until(
      (text) => new RegExp(text).test(document.getElementById("status").textContent),
      pattern,
    );
  const told = () => page.$eval("#status", (found) => found.textContent.replace(/\s+/g, " "));
  const tools = { plain, browser, page, open, until, status, told, asked, absent, requests, problems, folder };
  try {
    return { result: await scenario(tools), requests, problems };
  } catch (fault) {
    return { error: fault.stack };
  } finally {
    await context.close();
  }
}

try {
  const found = {};
  for (const [name, scenario] of Object.entries(scenarios)) found[name] = await said(scenario);
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
