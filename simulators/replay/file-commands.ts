import { convert } from "./convert.ts";
import { inspect, inspectionText } from "./inspect.ts";
import { streamOutput } from "./output.ts";
import { overlayOf, watched } from "./watched-drive.ts";

/** The `inspect` command. */
export const runInspect = async (file: string, signal: AbortSignal): Promise<void> => {
  const output = streamOutput(process.stdout);
  output.write(inspectionText(await inspect(watched(file, "inspect", signal))));
  await output.flush();
};

/** The `convert` command. */
export const runConvert = async (
  { file, out, inject }: { readonly file: string; readonly out: string; readonly inject?: string | undefined },
  signal: AbortSignal,
): Promise<void> => {
  const { overlay } = await overlayOf(inject);
  await convert(watched(file, "convert", signal), out, overlay);
};
