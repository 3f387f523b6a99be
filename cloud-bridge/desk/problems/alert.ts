import type { Severity, WarningData } from "../../../contract/warning.ts";
import type { UpMessage } from "../../../contract/wire/up/message.ts";

/** Something a vehicle reports or asks for that the desk has to judge: a warning event, or a wish of the driver. */
export interface Alert {
  readonly vehicleId: string;
  readonly eventId: string;
  readonly episode: string;
  readonly rule: string;
  /** Which of several things the rule speaks of; "" where there is only one. */
  readonly subject: string;
  /** "requested" is a wish: there is no condition behind it that could be active or clear. */
  readonly kind: "raised" | "updated" | "escalated" | "cleared" | "requested";
  readonly severity: Severity;
  /** Time of the car, epoch ms. */
  readonly at: number;
  readonly raisedAt: number;
  readonly revision: number;
  readonly data: WarningData;
  /** How old the event was when it was sent, on the car's own clock. */
  readonly ageMs: number;
  /** Time of the bridge, epoch ms. */
  readonly receivedAt: number;
}

const ruleOfRequest = {
  "battery-health-check": "battery-health-check",
  "book-service": "service-booking",
  rescue: "rescue-call",
} as const;

/** The alert in a message; undefined for the kinds of message that are none. */
export const alertOf = (message: UpMessage, receivedAt: number): Alert | undefined => {
  const { vehicleId, at } = message;
  const ageMs = Math.max(0, message.sentAt - at);
  if (message.type === "warning") {
    const { id, episode, rule, subject, kind, severity, raisedAt, revision, data } = message.data;
    const eventAt = message.data.at;
    return {
      vehicleId,
      eventId: id,
      episode,
      rule,
      subject,
      kind,
      severity,
      at: eventAt,
      raisedAt,
      revision,
      data,
      ageMs,
      receivedAt,
    };
  }
  if (message.type !== "request") return undefined;
  const { request, position } = message.data;
  const rule = ruleOfRequest[request];
  return {
    vehicleId,
    eventId: message.id,
    episode: `${vehicleId}/${rule}/${at}`,
    rule,
    subject: "",
    kind: "requested",
    severity: request === "rescue" ? "critical" : "info",
    at,
    raisedAt: at,
    revision: 0,
    // Where the car is leaves it for a rescue, or because the driver agreed; the agent decides that.
    data: position === undefined ? {} : { latitude: position.latitude, longitude: position.longitude },
    ageMs,
    receivedAt,
  };
};
