/** The words under `fettle/v1/<vehicleId>/up`: from the car to the bridge. */
export const upWords = ["status", "event", "evidence", "telemetry", "request"] as const;
/** The words under `fettle/v1/<vehicleId>/down`: from the bridge to the car. */
export const downWords = ["receipt", "ticket", "command", "config"] as const;

export type UpWord = (typeof upWords)[number];
export type DownWord = (typeof downWords)[number];

/** A vehicle's opaque id: certificate CN = MQTT client id = username. Never the VIN. */
export const vehicleIdPattern = /^[a-z0-9][a-z0-9-]{2,63}$/;

const root = "fettle/v1";

export const upTopic = (vehicleId: string, word: UpWord): string => `${root}/${vehicleId}/up/${word}`;
export const downTopic = (vehicleId: string, word: DownWord): string => `${root}/${vehicleId}/down/${word}`;

/** What a vehicle subscribes to. */
export const downFilter = (vehicleId: string): string => `${root}/${vehicleId}/down/+`;

/** What a bridge replica subscribes to at a broker of its own. */
export const upFilter = `${root}/+/up/+`;

/** Retained word of the bridge: `{"state":"up"}` or its will `{"state":"down"}`. */
export const bridgeStatusTopic = `${root}/bridge/status`;

export interface UpAddress {
  readonly vehicleId: string;
  readonly word: UpWord;
}

/** Takes an up topic apart; undefined for any other topic. */
export const parseUpTopic = (topic: string): UpAddress | undefined => {
  const parts = topic.split("/");
  const [fettle, v1, vehicleId, up, word] = parts;
  if (parts.length !== 5 || `${fettle}/${v1}` !== root || up !== "up" || vehicleId === undefined) return undefined;
  const known = upWords.find((candidate) => candidate === word);
  return known !== undefined && vehicleIdPattern.test(vehicleId) ? { vehicleId, word: known } : undefined;
};
