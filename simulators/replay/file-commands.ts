import { streamOutput } from "../process/output.ts";
import { convert } from "./convert.ts";
import { inspect, inspectionJson, inspectionText } from "./inspect.ts";
import { importOptions, overlayOf, type ReadingOptions, watched } from "./watched-drive.ts";

/** Options of `inspect`. */
export interface InspectCommand extends ReadingOptions {
  readonly file: string;
  readonly json?: boolean | undefined;
}

/** The `inspect` command. A CAN log without a description is inspected too: its identifiers are what there is to see. */
export const runInspect = async (command: InspectCommand, signal: AbortSignal): Promise<void> => {
  const options = { ...(await importOptions(command)), framesOnly: true };
  const output = streamOutput(process.stdout);
  const inspection = await inspect(watched(command.file, "inspect", signal, options));
  output.write(command.json === true ? inspectionJson(inspection) : inspectionText(inspection));
  await output.flush();
};

/** Options of `convert`. */
export interface ConvertCommand extends ReadingOptions {
  readonly file: string;
  readonly out: string;
  readonly inject?: string | undefined;
}

/** The `convert` command. */
export const runConvert = async (command: ConvertCommand, signal: AbortSignal): Promise<void> => {
  const { overlay } = await overlayOf(command.inject);
  await convert(watched(command.file, "convert", signal, await importOptions(command)), command.out, overlay);
};
