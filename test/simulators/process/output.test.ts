import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { fileOutput, streamOutput } from "../../../simulators/process/output.ts";
import { temporaryFolder } from "../recorded.ts";

test("a file keeps what the checkpoint knows of and loses what came after it", async () => {
  const file = join(temporaryFolder(), "out");
  writeFileSync(file, "kept\nlost\n");
  const output = await fileOutput(file, 5);
  expect(readFileSync(file, "utf8")).toBe("kept\n");
  output.write("new\n");
  expect(output.bytes()).toBe(5);
  await output.flush();
  expect(output.bytes()).toBe(9);
  await output.close();
  expect(readFileSync(file, "utf8")).toBe("kept\nnew\n");
});

test("a file of an earlier replay is begun anew", async () => {
  const file = join(temporaryFolder(), "out");
  writeFileSync(file, "old\n");
  await (await fileOutput(file, 0)).close();
  expect(readFileSync(file, "utf8")).toBe("");
});

test("a stream has the line when flush comes back", async () => {
  const stream = new PassThrough();
  const output = streamOutput(stream);
  output.write("a\n");
  expect(stream.read()).toBeNull();
  await output.flush();
  expect(String(stream.read())).toBe("a\n");
});

test("a place that cannot be written is named", async () => {
  await expect(fileOutput("/no/such/folder/out", 0)).rejects.toThrow(/^A file cannot be written: \/no\/such/);
});
