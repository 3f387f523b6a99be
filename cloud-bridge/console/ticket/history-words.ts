import type { Bilingual } from "../../../contract/language.ts";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { stateWords } from "../wording/desk-words.ts";

type Entry = TicketDetail["history"][number];

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** What happened, as the words behind who did it. */
export const historyWords = ({ kind, from, to }: Entry): Bilingual => {
  switch (kind) {
    case "opened":
      return w("预警，自动建单", "warned; ticket opened");
    case "occurrence":
      return w("再次预警", "warned again");
    case "transition": {
      const after = to === null ? w("", "") : stateWords[to];
      if (from === null) return w(`改为“${after["zh-CN"]}”`, `moved to ${after.en}`);
      const before = stateWords[from];
      return w(`由“${before["zh-CN"]}”改为“${after["zh-CN"]}”`, `moved ${before.en} → ${after.en}`);
    }
    case "priority":
      return w("提高了级别", "raised the priority");
    case "evidence":
      return w("传来测量数据", "sent the recording");
    case "note":
      return w("备注", "noted");
    case "cleared":
      return w("不再报此故障", "no longer reports it");
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
