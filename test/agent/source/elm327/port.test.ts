import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPort } from "../../../../agent/source/elm327/port.ts";

const options = { baudRate: 38_400, signal: new AbortController().signal };

const listen = async (onSocket: (socket: Socket) => void): Promise<string> => {
  const server: Server = createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `tcp://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
};

describe("tcp", () => {
  test("bytes go both ways, and the other side's end is a close", async () => {
    const address = await listen((socket) => {
      socket.on("data", (chunk) => socket.end(`echo ${chunk.toString()}`));
    });
    const port = await openPort(address, options);
    const heard = new Promise((resolve) => port.onBytes((chunk) => resolve(Buffer.from(chunk).toString())));
    const closed = new Promise<void>((resolve) => port.onClose(resolve));
    await port.write(new TextEncoder().encode("ATZ\r"));
    expect(await heard).toBe("echo ATZ\r");
    await closed;
    await expect(port.write(Uint8Array.of(13))).rejects.toThrow();
  });

  test("closing it ends the connection", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const address = await listen((socket) => {
      socket.on("error", () => {});
      socket.on("close", () => resolve());
      socket.resume();
    });
    (await openPort(address, options)).close();
    await promise;
  });

  test.each([
    ["nobody listens", async () => "tcp://127.0.0.1:1", /tcp:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\)/],
    ["no port in the address", async () => "tcp://127.0.0.1", /is not tcp:\/\/host:port/],
    ["no address at all", async () => "tcp://", /is not tcp:\/\/host:port/],
  ])("%s: a coded error that names the address and says what to do", async (_, address, message) => {
    const opening = openPort(await address(), options);
    await expect(opening).rejects.toMatchObject({ code: "AGENT_PORT_UNAVAILABLE" });
    await expect(openPort(await address(), options)).rejects.toThrow(message);
  });

  test("given up before it began", async () => {
    await expect(openPort("tcp://127.0.0.1:1", { baudRate: 1, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "AGENT_PORT_UNAVAILABLE",
    });
  });
});

test("a serial device that is not there is a coded error that names it", async () => {
  const opening = openPort("/dev/no-such-adapter", options);
  await expect(opening).rejects.toMatchObject({ code: "AGENT_PORT_UNAVAILABLE" });
  await expect(openPort("/dev/no-such-adapter", options)).rejects.toThrow(
    "/dev/no-such-adapter (No such file or directory).",
  );
});
