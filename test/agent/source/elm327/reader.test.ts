import fc from "fast-check";
import { expect, test } from "vitest";
import { createReader, type Elm327Token } from "../../../../agent/source/elm327/reader.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const line = (text: string): Elm327Token => ({ kind: "line", text });
const prompt: Elm327Token = { kind: "prompt" };

test.each([
  ["an answer and its prompt", "41 05 7B\r\r>", [line("41 05 7B"), prompt]],
  ["line feeds on", "OK\r\n\r\n>", [line("OK"), prompt]],
  ["a prompt behind text without a line end", "ELM327>", [line("ELM327"), prompt]],
  ["NUL bytes inside an answer", "41\u000005\u00007B\r>", [line("41057B"), prompt]],
  ["an unfinished line waits", "41 05", []],
  ["empty lines say nothing", "\r\r\r>", [prompt]],
])("%s", (_, text, tokens) => {
  expect(createReader()(ascii(text))).toEqual(tokens);
});

test("however the bytes are cut, the tokens are the same", () => {
  const interesting = fc.constantFrom(0x00, 0x0d, 0x0a, 0x3e, 0x41, 0x20, 0xfc);
  const bytes = fc.array(fc.oneof(interesting, fc.nat(255)), { maxLength: 200 });
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(200), { maxLength: 20 }), (stream, cuts) => {
      const whole = createReader()(Uint8Array.from(stream));
      const read = createReader();
      const edges = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length];
      const pieces = edges.slice(1).flatMap((end, n) => read(Uint8Array.from(stream.slice(edges[n], end))));
      expect(pieces).toEqual(whole);
    }),
    { numRuns: 2_000 },
  );
});

test("noise without a line end does not grow for ever", () => {
  const tokens = createReader()(new Uint8Array(1_000_000).fill(0x41));
  expect(tokens.length).toBeGreaterThan(900);
  for (const token of tokens) expect(token.kind === "line" && token.text.length).toBe(1_024);
});
