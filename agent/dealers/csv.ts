/** One record of a CSV text and the line it began on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Takes RFC 4180 text apart: quoted fields may hold commas, line ends and doubled quotes; CR LF and LF both end a record;
 * empty lines are skipped. Never throws: an unfinished quote runs to the end of the text.
 */
export const parseCsv = (text: string): readonly CsvRecord[] => {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  let line = 1;
  let began = 1;

  const endRecord = (): void => {
    fields.push(field);
    if (fields.length > 1 || field !== "") records.push({ line: began, fields });
    fields = [];
    field = "";
    began = line + 1;
  };

  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '"' && text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else if (char === '"') quoted = false;
      else field += char;
    } else if (char === '"' && field === "") quoted = true;
    else if (char === ",") {
      fields.push(field);
      field = "";
    } else if (char === "\n") endRecord();
    else if (char !== "\r") field += char;
    if (char === "\n") line += 1;
  }
  endRecord();
  return records;
};
