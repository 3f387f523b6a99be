import { encodeCode } from "../encode.ts";
import { type Asked, answer, type CodeService, codesOf, type Reply } from "./service.ts";

/** Services 03, 07 and 0A: on CAN a count and all codes; before CAN three codes a message, filled with zeros. */
export const troubleCodes = (asked: Asked, service: CodeService): Reply => {
  const pairs = codesOf(asked, service).map(encodeCode);
  const echo = Number.parseInt(service, 16) + 0x40;
  if (asked.can) return answer([echo, Math.min(pairs.length, 255), ...pairs.slice(0, 255).flat()]);
  const messages: number[][] = [];
  for (let at = 0; at < Math.max(pairs.length, 1); at += 3) {
    const bytes = pairs.slice(at, at + 3).flat();
    messages.push([echo, ...bytes, ...Array.from({ length: 6 - bytes.length }, () => 0)]);
  }
  return answer(...messages);
};
