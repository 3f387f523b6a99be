import { describe, expect, test } from "vitest";
import { views } from "../../../../cloud-bridge/console/data/views.ts";
import {
  clockNames,
  flow,
  moveWords,
  nextStepWords,
  pauseWords,
  stateWords,
} from "../../../../cloud-bridge/console/wording/desk-words.ts";
import type { Bilingual } from "../../../../contract/language.ts";
import { ticketStates } from "../../../../contract/ticket.ts";

const within = (words: Bilingual, chinese: number, english: number): void => {
  expect([...words["zh-CN"]].length, words["zh-CN"]).toBeLessThanOrEqual(chinese);
  expect(words.en.length, words.en).toBeLessThanOrEqual(english);
};

describe("words fit the columns they stand in, in both languages", () => {
  test.each(ticketStates)("state and next step of %s", (state) => {
    within(stateWords[state], 6, 18);
    within(nextStepWords[state], 9, 22);
    within(pauseWords(state), 6, 18);
  });

  test("every button of every move", () => {
    for (const from of ticketStates) for (const to of ticketStates) within(moveWords(from, to), 6, 18);
  });

  test("clocks and views", () => {
    for (const name of Object.values(clockNames)) within(name, 6, 18);
    for (const { name } of views) within(name, 6, 21);
  });

  test("the strip has the 13 steps of the flow", () => {
    expect(flow).toHaveLength(13);
  });
});
