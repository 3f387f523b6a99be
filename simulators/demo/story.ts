import type { Step } from "../../contract/steps.ts";
import type { LogLine } from "../process/child.ts";

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "?";
const part = (value: unknown): LogLine => (typeof value === "object" && value !== null ? { ...value } : {});

const shortPath = (path: unknown): string => text(path).replace(/^Vehicle\.(Powertrain\.)?/, "");

const measured = (data: LogLine): string => {
  const pairs = Object.entries(data).filter(([, value]) => typeof value === "number");
  return pairs.length === 0 ? "" : ` (${pairs.map(([key, value]) => `${key} ${text(value)}`).join(", ")})`;
};

/** One clear sentence for each step that a process of the main job takes. */
const sentences: Readonly<Record<Step, (line: LogLine) => string>> = {
  listening: (line) => `listening on ${text(line["url"])}`,
  "adapter-found": (line) => `adapter found: ${text(line["adapter"])} at ${text(line["port"])}`,
  vin: (line) => `the car says who it is: VIN ${text(line["vinMasked"])}`,
  "first-reading": (line) => `first reading: ${shortPath(line["path"])} ${text(line["value"])} ${text(line["unit"])}`,
  "warning-raised": (line) => {
    const warning = part(line["warning"]);
    return `warning ${text(warning["kind"] ?? "raised")}: ${text(warning["rule"])}, ${text(warning["severity"])}${measured(part(warning["data"]))}`;
  },
  "prompt-shown": (line) => {
    const prompt = part(line["prompt"]);
    return `prompt shown: “${text(prompt["title"])}” ${text(prompt["body"])}`;
  },
  "alert-sent": (line) => `alert sent: ${text(line["id"])}`,
  receipt: (line) => `receipt: the bridge has stored everything up to message ${text(line["upTo"])}`,
  "ticket-opened": (line) => `ticket #${text(line["number"])} opened: ${text(line["rule"])}, ${text(line["priority"])}`,
};

const isStep = (step: unknown): step is Step => typeof step === "string" && Object.hasOwn(sentences, step);

/** The sentence of a log line that is a step; for a warning or worse its message; undefined for the rest. */
export const tell = (line: LogLine): string | undefined => {
  const step = line["step"];
  if (isStep(step)) return sentences[step](line);
  const level = line["level"];
  return typeof level === "number" && level >= 40 ? text(line["msg"]) : undefined;
};
