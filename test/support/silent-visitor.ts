import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection that says nothing, as browsers open them ahead of need; a server that stops must not wait for it. */
export const visitSilently = async (url: string): Promise<Socket> => {
  const { hostname, port } = new URL(url);
  const visitor = connect(Number(port), hostname).on("error", () => {});
  await once(visitor, "connect");
  return visitor;
};
