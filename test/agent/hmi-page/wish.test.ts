import { expect, test } from "vitest";
import { wishOf } from "../../../agent/hmi-page/wish.ts";

test.for([
  ["", undefined, undefined],
  ["?lang=zh-CN&theme=night", "zh-CN", "night"],
  ["?lang=de&theme=pink", undefined, undefined],
] as const)("the address %s asks for language %s and theme %s", ([search, language, theme]) => {
  expect(wishOf(search)).toEqual({ language, theme });
});
