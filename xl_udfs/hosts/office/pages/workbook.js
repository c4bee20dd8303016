// What the pane reads and writes in the workbook, through Office.js.

const CHECKS = "Checks";
const TABLE = "tblChecks";

/** Return the address and the formula of the first selected cell, and of the whole selection. */
export function selection() {
  return Excel.run(async (context) => {
    const range = context.workbook.getSelectedRange();
    const cell = range.getCell(0, 0);
    range.load("address");
    cell.load("address,formulas,text");
    await context.sync();
    return {
      address: cell.address,
      formula: String(cell.formulas[0][0]),
      text: cell.text[0][0],
      range: range.address,
    };
  });
}

/** Call `heard` whenever another cell is selected. */
export function onSelection(heard) {
  return Excel.run(async (context) => {
    context.workbook.onSelectionChanged.add(async () => heard());
    await context.sync();
  });
}

/** Put a formula into the first selected cell, and return its address. */
export function insert(formula) {
  return Excel.run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.load("address");
    cell.formulas = [[formula]];
    await context.sync();
    return cell.address;
  });
}

/** Enter the formula of the first selected cell anew, so that Excel calculates it. */
export function recalculate() {
  return Excel.run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.load("formulas");
    await context.sync();
    cell.formulas = cell.formulas;
    await context.sync();
  });
}

/** Return the rows of the table of checks as texts, header first; null where there is none. */
export function checks() {
  return Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(CHECKS);
    const table = context.workbook.tables.getItemOrNullObject(TABLE);
    await context.sync();
    if (sheet.isNullObject || table.isNullObject) return null;
    const master = sheet.getRange("B4");
    const range = table.getRange();
    master.load("text");
    range.load("text");
    await context.sync();
    return { master: master.text[0][0], rows: range.text };
  });
}

/**
 * Rewrite formulas of all sheets and names; `rewritten` gives the new ones, null for those kept.
 * Nothing is written before all that would change is known, and no sheet that is protected.
 */
export function rewrite(rewritten) {
  return Excel.run(async (context) => {
    const sheets = context.workbook.worksheets;
    const names = context.workbook.names;
    sheets.load("items/name,items/protection/protected");
    names.load("items/name,items/formula");
    await context.sync();
    const used = sheets.items.map((sheet) => {
      const range = sheet.getUsedRangeOrNullObject();
      range.load("formulas");
      return { sheet, range };
    });
    await context.sync();
    const places = [];
    const formulas = [];
    for (const { sheet, range } of used) {
      if (range.isNullObject) continue;
      range.formulas.forEach((row, r) =>
        row.forEach((formula, c) => {
          if (typeof formula !== "string" || !formula.startsWith("=")) return;
          places.push({ sheet, cell: () => range.getCell(r, c) });
          formulas.push(formula);
        }),
      );
    }
    for (const item of names.items) {
      if (typeof item.formula !== "string" || !item.formula.startsWith("=")) continue;
      places.push({ name: item });
      formulas.push(item.formula);
    }
    const found = await rewritten(formulas);
    const changes = places
      .map((place, at) => ({ ...place, before: formulas[at], formula: found[at] }))
      .filter(({ formula }) => formula !== null);
    const closed = changes.find(({ sheet }) => sheet?.protection.protected);
    if (closed) {
      throw new Error(
        `The sheet ${closed.sheet.name} is protected, so nothing was changed. ` +
          "Unprotect it, and rewrite again.",
      );
    }
    const put = async (which) => {
      for (const change of changes) {
        if (change.name) change.name.formula = change[which];
        else change.cell().formulas = [[change[which]]];
      }
      await context.sync();
    };
    try {
      await put("formula");
    } catch (fault) {
      await put("before");
      throw new Error(
        `Excel refuses one of the new formulas, so all were put back: ${fault.message}`,
      );
    }
    return { changed: changes.length, kept: formulas.length - changes.length };
  });
}
