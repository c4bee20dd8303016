// Python in this page: fetched from this site, started once, asked with JSON.

import { config } from "./config.js";

/** Why Python does not answer, as a sentence for a person. */
export class LoadError extends Error {}

const here = new URL("./", import.meta.url);
const unpacked = new Set();
let started;

/** Start Python, or wait for it; `report` hears of every step. */
export function start(report = () => {}) {
  started ??= load(report).catch((fault) => {
    started = undefined; // so that the next call may try again
    throw fault;
  });
  return started;
}

/** Ask one of the functions of xl_udfs.hosts.office.batch. */
export async function ask(what, question) {
  const { runtime, batch } = await start();
  const text = JSON.stringify(question);
  for (;;) {
    const answer = JSON.parse(batch[what](text));
    if (answer === null || answer.wanted === undefined) return answer;
    await unpack(runtime, answer.wanted, config.archives[answer.wanted]);
  }
}

async function load(report) {
  const base = new URL(config.pyodide, here).href;
  report("Fetching Python…", 10);
  await Promise.all(config.pyodideFiles.map((file) => reach(`${base}${file}`)));
  const { loadPyodide } = await import(`${base}pyodide.mjs`).catch(unreachable(base));
  const runtime = await orLost(loadPyodide({ indexURL: base })).catch(unreachable(base));
  report("Starting the functions…", 70);
  await unpack(runtime, "python", config.python);
  runtime.pyimport("xl_udfs.hosts.office.packages").ask_for_packages();
  const batch = runtime.pyimport("xl_udfs.hosts.office.batch");
  report("Ready", 100);
  return { runtime, batch };
}

// Ask first, as a fault is then known at once, and the next try begins from nothing.
async function reach(address) {
  const { ok, status } = await fetch(address, { method: "HEAD" }).catch(unreachable(address));
  if (!ok) unreachable(address)(`the server answers ${status}`);
}

// Where one of its own files cannot be fetched, Pyodide waits for ever and lets the fault go.
function orLost(loading) {
  const over = new AbortController();
  const lost = new Promise((_, reject) => {
    const heard = ({ reason }) => /pyodide/.test(reason?.stack) && reject(reason);
    addEventListener("unhandledrejection", heard, { signal: over.signal });
  });
  return Promise.race([loading, lost]).finally(() => over.abort());
}

async function unpack(runtime, name, file) {
  if (file === undefined || unpacked.has(name)) {
    throw new LoadError(`The package ${name} is not part of this site; it must be built anew.`);
  }
  const address = new URL(file, here).href;
  const response = await fetch(address).catch(unreachable(address));
  if (!response.ok) unreachable(address)(`the server answers ${response.status}`);
  const folder = `/lib/xl-udfs/${name}`;
  runtime.unpackArchive(await response.arrayBuffer(), "zip", { extractDir: folder });
  const { path } = runtime.pyimport("sys");
  path.append(folder);
  runtime.pyimport("importlib").invalidate_caches();
  unpacked.add(name);
}

function unreachable(address) {
  return (fault) => {
    throw new LoadError(
      `Python could not be loaded from ${address}: ${fault?.message ?? fault}. ` +
        "Look whether this computer reaches that address, then try again.",
    );
  };
}
