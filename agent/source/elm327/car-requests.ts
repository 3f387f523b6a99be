import type { OwnRequest } from "./exchange.ts";
import { framingOf } from "./protocols.ts";
import type { Session } from "./session.ts";

/** Engine speed or vehicle speed other than 0: somebody uses the car. */
export const isSign = ({ service, pid, bytes }: { service: string; pid: string; bytes: Uint8Array }): boolean =>
  service === "01" && (pid === "0C" || pid === "0D") && bytes.some((byte) => byte !== 0);

/** Whether the car was found on CAN, where requests may be batched and makers have data of their own. */
export const isOnCan = ({ facts }: Session): boolean => framingOf(facts.protocol)?.bus === "can";

/** Everything that is worth asking this car. */
export const requestsOf = (session: Session, own: readonly OwnRequest[]): readonly string[] => [
  ...session.facts.pids.map((pid) => `01${pid}`),
  "ATRV",
  "03",
  "07",
  "0A",
  ...(session.facts.identified ? [] : ["0902"]),
  ...(isOnCan(session) ? ["06A1", ...own.map(({ request }) => request)] : []),
];
