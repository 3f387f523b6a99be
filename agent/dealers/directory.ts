import { readFile } from "node:fs/promises";
import gcoord from "gcoord";
import { z } from "zod";
import { AgentError } from "../errors.ts";
import { parseCsv } from "./csv.ts";
import { type Dealer, type DealerRow, dealerColumns, dealerRowSchema } from "./dealer.ts";

/** One row to be read, and where a person finds it in the file. */
interface Candidate {
  readonly where: string;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A person corrects a file in a few rounds; a wall of faults helps nobody. */
const faultsShown = 5;

const refuse = (file: string, faults: readonly string[]): never => {
  const more = faults.length > faultsShown ? `; and ${faults.length - faultsShown} more` : "";
  throw new AgentError("AGENT_DEALERS_INVALID", `${file}: ${faults.slice(0, faultsShown).join("; ")}${more}`);
};

const toDealer = (row: DealerRow): Dealer => {
  const [longitude, latitude] =
    row.coordinates === "GCJ-02" ? gcoord.transform([row.lon, row.lat], "GCJ02", "WGS84") : [row.lon, row.lat];
  const { id, country, brand, phone, services, hours } = row;
  return {
    id,
    name: { "zh-CN": row.name_zh, en: row.name_en },
    latitude,
    longitude,
    country,
    brand,
    phone,
    services,
    hours,
  };
};

const readRows = (file: string, candidates: readonly Candidate[]): readonly Dealer[] => {
  const faults: string[] = [];
  const dealers = new Map<string, Dealer>();
  for (const { where, raw } of candidates) {
    const parsed = dealerRowSchema.safeParse(raw);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        faults.push(`${where}: ${String(path[0] ?? "row")} ${message}`);
    } else if (dealers.has(parsed.data.id)) faults.push(`${where}: id ${parsed.data.id} stands there twice`);
    else dealers.set(parsed.data.id, toDealer(parsed.data));
  }
  if (faults.length > 0) refuse(file, faults);
  if (dealers.size === 0) refuse(file, ["it holds no service point"]);
  return [...dealers.values()];
};

const csvCandidates = (text: string, file: string): readonly Candidate[] => {
  const [header, ...records] = parseCsv(text);
  const columns = header?.fields.map((column) => column.trim()) ?? [];
  const missing = dealerColumns.filter((column) => !columns.includes(column));
  if (missing.length > 0) refuse(file, [`line 1: missing column ${missing.join(", ")}`]);
  const short = records.filter(({ fields }) => fields.length !== columns.length);
  if (short.length > 0)
    refuse(
      file,
      short.map(({ line, fields }) => `line ${line}: ${fields.length} fields where the header has ${columns.length}`),
    );
  // Columns that a dealer network keeps for itself are left alone.
  return records.map(({ line, fields }) => ({
    where: `line ${line}`,
    raw: Object.fromEntries(
      columns
        .map((column, at) => [column, fields[at]?.trim() ?? ""])
        .filter(([column = ""]) => dealerColumns.includes(column)),
    ),
  }));
};

const geoJsonSchema = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(
    z.object({
      geometry: z.object({ type: z.literal("Point"), coordinates: z.array(z.number()).min(2) }),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
});

const text = (value: unknown): string => (Array.isArray(value) ? value.join("|") : String(value ?? ""));

const geoJsonCandidates = (content: string, file: string): readonly Candidate[] => {
  let raw: unknown;
  try {
    raw = JSON.parse(content);
  } catch (cause) {
    return refuse(file, [`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  const parsed = geoJsonSchema.safeParse(raw);
  if (!parsed.success)
    return refuse(
      file,
      parsed.error.issues.map(({ path, message }) => `${path.join(".") || "document"}: ${message}`),
    );
  // RFC 7946 fixes WGS-84; a file that holds GCJ-02 all the same says so in the property `coordinates`.
  return parsed.data.features.map(({ geometry, properties }, at) => ({
    where: `feature ${at + 1}`,
    raw: Object.fromEntries(
      dealerColumns.map((column) => {
        if (column === "lon") return [column, text(geometry.coordinates[0])];
        if (column === "lat") return [column, text(geometry.coordinates[1])];
        return [column, text(properties[column] ?? (column === "coordinates" ? "WGS-84" : ""))];
      }),
    ),
  }));
};

/** Reads a directory text, CSV or GeoJSON by its first character. Throws AGENT_DEALERS_INVALID with file and line. */
export const parseDealers = (content: string, file: string): readonly Dealer[] => {
  const body = content.replace(/^\uFEFF/, "");
  return readRows(file, /^\s*[{[]/.test(body) ? geoJsonCandidates(body, file) : csvCandidates(body, file));
};

/** Reads a directory file; its text must be UTF-8, which a spreadsheet calls "CSV UTF-8". */
export const readDealers = async (file: string): Promise<readonly Dealer[]> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AgentError("AGENT_FILE_MISSING", file, { cause });
  });
  let content: string;
  try {
    content = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AgentError("AGENT_DEALERS_INVALID", `${file}: it is not UTF-8 text; save it as CSV UTF-8`, { cause });
  }
  return parseDealers(content, file);
};
