// The worksheet functions as Excel calls them: the calls of one tick go to Python together.

import { answered, args } from "./cells.js";
import { config } from "./config.js";
import { ask, LoadError, start } from "./python.js";

const REMEMBERED = 4_000_000; // characters of calls that are kept to explain cells
const TOGETHER = 1_000; // milliseconds; calls of a cell that are nearer belong to one calculation

let waiting = [];
let kept = 0;
const calls = new Map(); // by cell: {time, size, calls: [[name, arguments], …]}

/** Tell Excel of every function; each answers as soon as Python is there. */
export function associate() {
  for (const [name, shape] of Object.entries(config.functions)) {
    CustomFunctions.associate(name, (...given) => {
      const invocation = given.pop(); // Excel adds it as the last argument
      return called(name, args(given, shape), invocation?.address);
    });
  }
}

/** Return the calls that a cell made when it was last calculated, as [name, arguments]. */
export function callsOf(address) {
  return calls.get(key(address))?.calls ?? [];
}

function called(name, given, address) {
  if (address) remember(key(address), [name, given]);
  return new Promise((resolve, reject) => {
    waiting.push({ call: [name, given], resolve, reject });
    if (waiting.length === 1) start().then(() => setTimeout(flush, 0), refuse);
  });
}

function flush() {
  const batch = waiting;
  waiting = [];
  return answer(batch);
}

async function answer(batch) {
  let found;
  try {
    found = (await ask("answers", batch.map(({ call }) => call))).answers;
  } catch (fault) {
    // A package that cannot be fetched is the fault of the calls that need it alone.
    if (batch.length === 1) settle(batch[0], failure(fault));
    else for (const one of batch) await answer([one]);
    return;
  }
  batch.forEach((one, place) => settle(one, found[place]));
}

function settle({ resolve, reject }, found) {
  try {
    resolve(answered(found, CustomFunctions.Error));
  } catch (error) {
    reject(error);
  }
}

function refuse(fault) {
  const batch = waiting;
  waiting = [];
  for (const one of batch) settle(one, failure(fault));
}

function failure(fault) {
  const sentence =
    fault instanceof LoadError ? fault.message : `xl-udfs failed: ${fault?.message ?? fault}`;
  return { error: "#N/A", message: sentence };
}

function remember(cell, call) {
  const time = Date.now();
  const before = calls.get(cell);
  const together = before !== undefined && time - before.time < TOGETHER;
  const size = JSON.stringify(call).length + (together ? before.size : 0);
  kept += size - (before?.size ?? 0);
  calls.delete(cell); // so that it becomes the newest
  calls.set(cell, { time, size, calls: together ? [...before.calls, call] : [call] });
  for (const [oldest, { size: freed }] of calls) {
    if (kept <= REMEMBERED) break;
    calls.delete(oldest);
    kept -= freed;
  }
}

/** Name a cell always alike: 'A sheet'!$B$8 and [Book]A sheet!B8 are one. */
export function key(address) {
  const at = address.lastIndexOf("!");
  const sheet = address.slice(0, at).replace(/^'(.*)'$/s, "$1").replaceAll("''", "'");
  const cell = address.slice(at + 1).replaceAll("$", "").toUpperCase();
  return `${sheet.replace(/^\[[^\]]*\]/, "")}!${cell}`;
}
