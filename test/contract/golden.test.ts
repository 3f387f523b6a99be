import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPayload } from "../../cloud-bridge/inbox/door.ts";
import { journalLine, parseJournalLine } from "../../contract/journal.ts";
import { receiptForm } from "../../contract/wire/down/receipt.ts";
import { ticketNoticeForm } from "../../contract/wire/down/ticket-notice.ts";
import { parseUpTopic } from "../../contract/wire/topics.ts";
import { type UpMessage, upMessageWritten, wordOfType } from "../../contract/wire/up/message.ts";

const folder = join(import.meta.dirname, "golden", "v1");
const files = readdirSync(folder).filter((name) => name !== "SHA256SUMS");
/** The release whose forms this one writes. */
const newest = "0.2.0";

interface Golden {
  readonly topic: string;
  readonly payload: { readonly type?: string };
}
const goldens = files
  .filter((name) => name.endsWith(".json"))
  .map((name): [string, Golden] => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]);
const up = goldens.filter(([, { topic }]) => topic.includes("/up/"));
const down = goldens.filter(([, { topic }]) => topic.includes("/down/"));
const read = ({ topic, payload }: Golden): UpMessage => {
  const address = parseUpTopic(topic);
  if (address === undefined) throw new Error(`${topic} is no up topic`);
  const answer = readPayload(address, Buffer.from(JSON.stringify(payload)));
  if (!answer.ok) throw new Error(answer.reason);
  return answer.message;
};
const formOfNotice = (topic: string) => (topic.endsWith("/receipt") ? receiptForm : ticketNoticeForm);

describe("golden messages", () => {
  test("none was edited, and all are listed", () => {
    const listed = Object.fromEntries(
      readFileSync(join(folder, "SHA256SUMS"), "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split("  ").toReversed()),
    );
    const found = Object.fromEntries(
      files.map((name) => [
        name,
        createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex"),
      ]),
    );
    expect(found).toEqual(listed);
  });

  test("every form of message has one", () => {
    expect(new Set(up.map(([, { payload }]) => payload.type))).toEqual(new Set(Object.keys(wordOfType)));
    expect(down.map(([, { topic }]) => topic.split("/").at(-1))).toEqual(expect.arrayContaining(["receipt", "ticket"]));
  });

  test.each(up)("the bridge reads %s whole", (name, golden) => {
    const { subject: _, ...data }: Record<string, unknown> = { ...read(golden).data };
    const { subject: __, ...sent }: Record<string, unknown> = { ...JSON.parse(JSON.stringify(golden.payload)).data };
    expect(data, name).toEqual(sent);
  });

  test("a subject is read whoever wrote the warning", () => {
    const subjects = up.flatMap(([name, golden]) => {
      const message = read(golden);
      return message.type === "warning" && name.includes("subject") ? [message.data.subject] : [];
    });
    expect(subjects).toEqual(["P0301", "P0301"]);
  });

  test.each(down)("the agent reads %s whole", (_name, { topic, payload }) => {
    expect(formOfNotice(topic).read.parse(payload)).toEqual(payload);
  });

  test.each(goldens.filter(([name]) => name.startsWith(newest)))("%s is what this release writes", (_name, one) => {
    const form = one.topic.includes("/up/") ? upMessageWritten : formOfNotice(one.topic).write;
    expect(form.parse(one.payload)).toEqual(one.payload);
  });

  test.each(files.filter((name) => name.endsWith(".jsonl")))("every line of %s is an event", (name) => {
    const lines = readFileSync(join(folder, name), "utf8").trim().split("\n");
    const events = lines.map((line) => {
      const parsed = parseJournalLine(line);
      if (!parsed.ok) throw new Error(parsed.message);
      return parsed.event;
    });
    const [first, ...rest] = events.map((event) => journalLine(event).trim());
    expect(JSON.parse(first ?? "")).toEqual({ kind: "drive", drive: "golden", at: 1_790_000_000_000, v: 1 });
    expect(rest).toEqual(lines.slice(1));
  });
});

describe("a journal of another release", () => {
  const drive = { kind: "drive", drive: "d", at: 1 };
  test.each([
    ["a field more", JSON.stringify({ ...drive, v: 1, weather: "fog" }), { ok: true, event: drive }],
    [
      "a newer version",
      JSON.stringify({ ...drive, v: 2 }),
      { ok: false, why: "damaged", message: expect.stringMatching(/version 2; this program reads version 1/) },
    ],
    ["a new kind of event", '{"kind":"weather","at":1}', { ok: false, why: "unknown" }],
    ["a new signal", '{"kind":"sample","path":"Vehicle.Mood","value":1,"at":1}', { ok: false, why: "unknown" }],
    ["a torn line", '{"kind":"sample","path":"Vehi', { ok: false, why: "damaged" }],
    [
      "a value that is no number",
      '{"kind":"sample","path":"Vehicle.Speed","value":"x","at":1}',
      { ok: false, why: "damaged" },
    ],
  ])("%s", (_name, line, expected) => {
    expect(parseJournalLine(line)).toMatchObject(expected);
  });
});
