/** A statement of a bus description with the line on which it begins. */
export interface DbcStatement {
  readonly text: string;
  readonly line: number;
}

/** Statements that end with a semicolon, wherever it stands, and that are read; of the others a line is enough to know them. */
const closedBySemicolon = /^(?:SG_MUL_VAL_|SIG_VALTYPE_|BA_|BA_DEF_|BA_DEF_DEF_)\s/;
/** What begins a statement: files in the wild forget the semicolon of the one before. */
const keyword = /^(?:[A-Z]+_)+(?:\s|:|$)/;
/** A message or a signal has no semicolon; a signal that goes on does so before its unit. */
const openSignal = /^SG_\s[^"]*$/;

const quotesIn = (text: string, escapes: boolean): number =>
  ((escapes ? text.replaceAll(/\\./g, "") : text).match(/"/g) ?? []).length;

const goesOn = (text: string, next: string | undefined): boolean => {
  if (next === undefined || keyword.test(next.trim())) return false;
  if (openSignal.test(text)) return next.trim() !== "";
  return closedBySemicolon.test(text) && !text.trimEnd().endsWith(";");
};

/** The statements of a text, or the line of a quotation that never ends. */
const cut = (lines: readonly string[], escapes: boolean): readonly DbcStatement[] | { readonly openLine: number } => {
  const statements: DbcStatement[] = [];
  let text = "";
  let line = 0;
  for (const [index, raw] of lines.entries()) {
    if (text === "") line = index + 1;
    text = text === "" ? raw.trim() : `${text}\n${raw}`;
    // A quoted text may run over lines, and so hold a line that looks like a statement.
    if (quotesIn(text, escapes) % 2 === 1 || goesOn(text, lines[index + 1])) continue;
    if (text !== "") statements.push({ text, line });
    text = "";
  }
  if (text !== "" && quotesIn(text, escapes) % 2 === 1) return { openLine: line };
  if (text !== "") statements.push({ text, line });
  return statements;
};

/**
 * Cuts a bus description into statements. A backslash before a quotation mark may be an escape or the end of a folder's name:
 * the second is tried when the first leaves a text that never ends.
 */
export const statementsOf = (text: string): readonly DbcStatement[] | { readonly openLine: number } => {
  const lines = text.split(/\r\n|\n|\r/);
  const escaped = cut(lines, true);
  if (!("openLine" in escaped)) return escaped;
  const plain = cut(lines, false);
  return "openLine" in plain ? escaped : plain;
};
