// Cells between Excel and Python: Excel's values to JSON, and answers back to Excel's values.

// An add-in may reject a call with these; another error stands in a range of one cell.
const REJECTED = new Set(["#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!"]);

/** Write one argument as JSON holds it; a blank and one that is left out are null. */
export function argument(value) {
  if (Array.isArray(value)) return value.map(argument);
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return value;
  return { error: String(value.code ?? value.basicValue ?? "#VALUE!") };
}

/** List the arguments of a call: those that are declared, then the repeated ones one by one. */
export function args(given, { count, repeated }) {
  const fixed = given.slice(0, repeated ? count - 1 : count).map(argument);
  const last = repeated ? given[count - 1] : undefined;
  const more = Array.isArray(last) ? last.map(argument) : [];
  return [...fixed, ...more];
}

/** Return what Excel takes for an answer, always rows; throw where the whole call is an error. */
export function answered(answer, ExcelError) {
  if (Array.isArray(answer)) return answer.map((row) => row.map((cell) => one(cell, ExcelError)));
  const cell = one(answer, ExcelError);
  if (cell instanceof ExcelError && REJECTED.has(cell.code)) throw cell;
  return [[cell]];
}

function one(cell, ExcelError) {
  if (cell === null) return "";
  return typeof cell === "object" ? new ExcelError(cell.error, cell.message) : cell;
}
