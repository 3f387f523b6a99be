import type { Centre } from "../../../contract/ticket.ts";

/** What the page goes by until the bridge has said which centre this desk belongs to. */
export const unnamedCentre: Centre = { id: "", name: "Fettle", timeZone: "Asia/Shanghai" };
