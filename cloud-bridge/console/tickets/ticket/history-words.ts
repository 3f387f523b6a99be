import { type Bilingual, say } from "../../../../contract/language.ts";
import type { TicketDetail } from "../../../../contract/ticket.ts";
import { stateWords } from "../../wording/desk-words.ts";

type Entry = TicketDetail["history"][number];

/** What happened, as the words behind who did it. */
export const historyWords = ({ kind, from, to }: Entry): Bilingual => {
  switch (kind) {
    case "opened":
      return say("预警，自动建单", "warned; ticket opened");
    case "occurrence":
      return say("再次预警", "warned again");
    case "transition": {
      const after = to === null ? say("", "") : stateWords[to];
      if (from === null) return say(`改为“${after["zh-CN"]}”`, `moved to ${after.en}`);
      const before = stateWords[from];
      return say(`由“${before["zh-CN"]}”改为“${after["zh-CN"]}”`, `moved ${before.en} → ${after.en}`);
    }
    case "priority":
      return say("提高了级别", "raised the priority");
    case "evidence":
      return say("传来测量数据", "sent the recording");
    case "note":
      return say("备注", "noted");
    case "cleared":
      return say("不再报此故障", "no longer reports it");
  }
};

/** The dot before an entry: amber for the car's alarms, petrol for the desk's work, green for what got better. */
export const historyTone = ({ kind }: Entry): "w" | "s" | "ok" | "" => {
  switch (kind) {
    case "opened":
    case "occurrence":
    case "priority":
      return "w";
    case "transition":
    case "note":
      return "s";
    case "cleared":
      return "ok";
    case "evidence":
      return "";
  }
};
