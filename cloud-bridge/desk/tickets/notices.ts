import { downTopic } from "../../../contract/wire/topics.ts";
import type { JobHandler, JobOutcome } from "../../platform/jobs/job.ts";
import { noticeKind } from "./life.ts";

export interface NoticeOptions {
  readonly isListening: (vehicleId: string) => boolean;
  readonly deliver: (vehicleId: string, topic: string, payload: string) => void;
}

interface UnderWay {
  readonly payload: string;
  readonly settle: (outcome: JobOutcome) => void;
}

/** The car went: it is told when it comes back, and nobody is to blame. */
const away: JobOutcome = { is: "retry", afterMs: 0, why: "the vehicle is away" };

/**
 * Tells vehicles what the desk has to say, at least once: done is what the vehicle acknowledged. One notice a vehicle is under
 * way at a time: Aedes does not say which message a PUBACK is for, and with one there is no doubt.
 */
export const createNotices = ({ isListening, deliver }: NoticeOptions) => {
  const underWay = new Map<string, UnderWay>();

  const settle = (vehicleId: string, outcome: JobOutcome): void => {
    const one = underWay.get(vehicleId);
    underWay.delete(vehicleId);
    one?.settle(outcome);
  };

  const handler: JobHandler = {
    kind: noticeKind,
    serves: isListening,
    run({ lane: vehicleId, payload }, signal) {
      if (!isListening(vehicleId) || signal.aborted) return Promise.resolve(away);
      const { promise, resolve } = Promise.withResolvers<JobOutcome>();
      underWay.set(vehicleId, { payload, settle: resolve });
      deliver(vehicleId, downTopic(vehicleId, "ticket"), payload);
      return promise;
    },
  };

  return {
    handler,
    acknowledged(vehicleId: string, payload: string | undefined): void {
      if (payload !== undefined && payload !== underWay.get(vehicleId)?.payload) return;
      settle(vehicleId, { is: "done" });
    },
    /** The connection is gone, and with it what was under way. */
    forget: (vehicleId: string): void => settle(vehicleId, away),
    /** Nobody can acknowledge any more. */
    close(): void {
      for (const vehicleId of [...underWay.keys()]) settle(vehicleId, away);
    },
  };
};
