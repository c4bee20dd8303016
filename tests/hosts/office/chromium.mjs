// Opens the pane in headless Chromium and runs one scenario; prints what came of it as JSON.
// usage: node chromium.mjs CHROMIUM ADDRESS SCENARIO [INPUT.json] [FOLDER]

import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";
import * as scenarios from "./scenarios.mjs";

const [, , program, address, name, input, folder] = process.argv;
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
try {
  const page = await browser.newPage();
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
    for (const end = Date.now() + 20_000; !(await page.evaluate(holds, ...given)); ) {
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
  const asked = input ? JSON.parse(readFileSync(input, "utf8")) : null;
  const tools = { address, browser, page, open, until, status, told, asked, absent, requests, problems, folder };
  const result = await scenarios[name](tools);
  console.log(JSON.stringify({ result, requests, problems }));
} finally {
  await browser.close();
}
