import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { SimulatorError } from "../errors.ts";

/** The project's folder, found upwards from this file: it lies in `simulators/process` or, bundled, in `dist`. */
export const projectFolder = (): string => {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    if (folder === dirname(folder)) throw new SimulatorError("SIMULATOR_FILE_MISSING", "the project's package.json");
    folder = dirname(folder);
  }
  return folder;
};
