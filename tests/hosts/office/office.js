// A stand-in for the Office.js of an Excel, put behind Microsoft's own runtime of custom functions.
// It holds a small workbook: cells by sheet and address, one of them selected.

(() => {
  const book = (globalThis.BOOK ??= { sheets: { Sheet1: {} }, selected: ["Sheet1", "A1"], names: {}, table: null });
  const scenario = new URLSearchParams(location.search).get("excel") ?? "new";
  const stand = {
    HostType: { Excel: "Excel" },
    onReady: async () => ({ host: scenario === "none" ? null : "Excel" }),
    context: { requirements: { isSetSupported: () => scenario !== "old" } },
  };
  const office = Object.create(Office); // the rest is Microsoft's, which would put itself back
  for (const [name, value] of Object.entries(stand)) Object.defineProperty(office, name, { value });
  Object.defineProperty(globalThis, "Office", { value: office, writable: false });

  const heard = [];
  globalThis.select = async (sheet, address) => {
    book.selected = [sheet, address];
    for (const handler of heard) await handler();
  };
  const quoted = (sheet) => (/^\w+$/.test(sheet) ? sheet : `'${sheet.replaceAll("'", "''")}'`);

  class Cell {
    constructor(sheet, address) {
      this.sheet = sheet;
      this.at = address;
    }
    load() {}
    get address() { return `${quoted(this.sheet)}!${this.at}`; }
    get content() { return book.sheets[this.sheet][this.at] ?? {}; }
    get formulas() { return [[this.content.formula ?? this.content.value ?? ""]]; }
    get text() { return [[String(this.content.value ?? "")]]; }
    set formulas([[formula]]) {
      if (/XLUDFS.*#bad#/.test(formula)) throw Object.assign(new Error("This formula is not valid."), { code: "InvalidArgument" });
      if (book.sheets[this.sheet].protected) throw Object.assign(new Error("The sheet is protected."), { code: "AccessDenied" });
      book.sheets[this.sheet][this.at] = { ...this.content, formula };
    }
    getCell(row, column) {
      return row === 0 && column === 0 ? this : new Cell(this.sheet, `${"ABCDEFGH"[column]}${row + 1}`);
    }
  }
  const used = (sheet) => ({
    load() {},
    isNullObject: Object.keys(book.sheets[sheet]).length === 0,
    get formulas() {
      return [1, 2, 3].map((row) => [..."ABC"].map((column) => new Cell(sheet, `${column}${row}`).formulas[0][0]));
    },
    getCell: (row, column) => new Cell(sheet, `${"ABC"[column]}${row + 1}`),
  });
  const worksheet = (name) => ({
    name,
    load() {},
    isNullObject: !(name in book.sheets),
    protection: { protected: Boolean(book.sheets[name]?.protected) },
    getRange: (address) => new Cell(name, address),
    getUsedRangeOrNullObject: () => used(name),
  });
  const workbook = {
    getSelectedRange: () => new Cell(...book.selected),
    onSelectionChanged: { add: (handler) => heard.push(handler) },
    worksheets: {
      load() {},
      get items() { return Object.keys(book.sheets).map(worksheet); },
      getItemOrNullObject: worksheet,
    },
    names: {
      load() {},
      get items() {
        return Object.keys(book.names).map((name) => ({
          name,
          get formula() { return book.names[name]; },
          set formula(text) { book.names[name] = text; },
        }));
      },
    },
    tables: {
      getItemOrNullObject: () => ({
        isNullObject: book.table === null,
        getRange: () => ({ load() {}, get text() { return book.table; } }),
      }),
    },
  };
  globalThis.Excel = { run: async (work) => work({ workbook, sync: async () => {} }) };
})();
