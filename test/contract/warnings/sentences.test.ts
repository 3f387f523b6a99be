import { describe, expect, test } from "vitest";
import { dtcPlain } from "../../../agent/prompts/dtc-plain.ts";
import { dtcClassTexts, dtcTexts } from "../../../agent/prompts/dtc-texts.ts";
import { driverPlaces, unknownWarning, wordingOf } from "../../../agent/prompts/wording.ts";
import { deskPlaces } from "../../../cloud-bridge/desk/knowledge/knowledge.ts";
import { causeIds, causeOf } from "../../../contract/cause-of-code.ts";
import { type Bilingual, type Language, languages, say } from "../../../contract/language.ts";
import { type Fillings, fill, placesOf } from "../../../contract/sentences.ts";
import { gauges } from "../../../contract/signals/gauges.ts";
import { midSentence, signals } from "../../../contract/signals.ts";
import { deskOf, driverOf, type RuleId, ruleIds, warningOf } from "../../../contract/warnings/catalogue.ts";
import { whyLengths } from "../../../contract/warnings/for-desk.ts";
import { lengths } from "../../../contract/warnings/for-driver.ts";
import { widestNumber } from "../../support/widest.ts";

type Part = "title" | "body" | "line";

interface Said {
  readonly what: string;
  readonly text: Bilingual;
  /** Places that the data does not fill. */
  readonly more: readonly string[];
  readonly longest: Readonly<Record<Language, number>> | undefined;
}

const longestOf = (part: Part) => ({ "zh-CN": lengths["zh-CN"][part], en: lengths.en[part] });

/** Every sentence of a warning, of both sides. */
const sentencesOf = (id: RuleId): readonly Said[] => {
  const { title, titleWhere } = warningOf(id);
  const { usual, critical } = driverOf(id);
  const { why, explanation, plan, parts } = deskOf(id);
  const titles = [title, ...titleWhere].map((text) => ({ what: "title", text, more: [], longest: longestOf("title") }));
  const driver = [usual, critical].flatMap((sentences) =>
    (["title", "body", "line"] as const).flatMap((part) =>
      (sentences?.[part] ?? []).map((text) => ({ what: part, text, more: driverPlaces, longest: longestOf(part) })),
    ),
  );
  const line = why.map((text) => ({ what: "why", text, more: deskPlaces, longest: whyLengths }));
  const meaning = explanation.map((text) => ({ what: "explanation", text, more: deskPlaces, longest: undefined }));
  const work = [...plan, ...parts].map((text) => ({ what: "plan", text, more: deskPlaces, longest: undefined }));
  return [...titles, ...driver, ...line, ...meaning, ...work];
};

const byLength = (language: Language) => (a: Bilingual, b: Bilingual) => b[language].length - a[language].length;
const widest = (texts: readonly Bilingual[]): Bilingual => ({
  "zh-CN": texts.toSorted(byLength("zh-CN"))[0]?.["zh-CN"] ?? "",
  en: texts.toSorted(byLength("en"))[0]?.en ?? "",
});

const widestWords: Readonly<Record<string, Bilingual>> = {
  plain: widest([
    ...Object.values(dtcTexts),
    ...Object.values(dtcClassTexts),
    ...causeIds.flatMap((id) => causeOf(id).codes?.plain ?? []),
    dtcPlain(""),
  ]),
  when: say("下次保养时", "at the next service"),
  tel: say("400-555-0100", "400-555-0100"),
  area: widest(causeIds.flatMap((id) => causeOf(id).codes?.area ?? [])),
};

const fillingsAtTheWidest = (id: RuleId): Fillings => {
  const { data } = warningOf(id);
  const values: Record<string, number | string> = { code: "P0301" };
  const words: Record<string, Bilingual> = { ...widestWords };
  for (const [key, entry] of Object.entries(data)) {
    if (entry.kind === "number") values[key] = widestNumber[entry.unit] ?? Number.NaN;
    if (entry.words !== undefined) words[key] = widest(Object.values(entry.words));
    if (entry.kind === "signal")
      words[key] = widest(
        Object.values(gauges)
          .flat()
          .map((path) => midSentence(signals[path].name)),
      );
  }
  return { values, words };
};

const withoutAsking = (template: string): string => template.replace(/\{\?[^}]*\}/g, "");
const names = /12\s?V|\{[^}]*\}/g;

describe.each(ruleIds)("%s", (id) => {
  const said = sentencesOf(id);
  const { data, subject, levels } = warningOf(id);

  test("has only places that its data, its subject or its side fills", () => {
    for (const { what, text, more } of said)
      for (const language of languages)
        for (const { key, asks, word } of placesOf(text[language])) {
          const where = `${what} ${language}: ${text[language]}`;
          const known = Object.hasOwn(data, key) || (subject !== null && key === "subject") || more.includes(key);
          expect(known, where).toBe(true);
          const words = data[key]?.words ?? (key === "subject" && subject?.of === "parts" ? subject.names : undefined);
          if (asks && word !== undefined && words !== undefined) expect(Object.keys(words), where).toContain(word);
        }
  });

  test("says the same in both languages: with the same places, and both are said", () => {
    for (const { text } of said) {
      const keys = (language: Language) =>
        placesOf(text[language])
          .map((place) => JSON.stringify(place))
          .toSorted();
      expect(keys("en"), text.en).toEqual(keys("zh-CN"));
      expect(withoutAsking(text["zh-CN"])).toMatch(/[\u4e00-\u9fff]|^\{plain\}$/);
      expect(withoutAsking(text.en)).toMatch(/^[\x20-\x7e°]+$/);
    }
  });

  test("fits where it is shown, with the widest numbers and names", () => {
    const fillings = fillingsAtTheWidest(id);
    for (const { what, text, longest } of said)
      for (const language of languages) {
        const full = fill(withoutAsking(text[language]), fillings, language);
        expect(full, `${what}: ${text[language]}`).toBeDefined();
        if (longest !== undefined)
          expect(full?.length, `${what} ${language}: ${full}`).toBeLessThanOrEqual(longest[language]);
      }
  });

  test("holds no number: limits and measurements come from the data", () => {
    const { facts = [], thermometer } = driverOf(id);
    const labels = [...facts.map(({ label }) => label), ...(thermometer === undefined ? [] : [thermometer.mark.label])];
    const sentences = said.filter(({ what }) => what !== "plan").map(({ text }) => text);
    const all = [...sentences, ...labels, ...Object.values(data).map(({ name }) => name)];
    for (const text of all)
      for (const language of languages) expect(text[language].replace(names, ""), text[language]).not.toMatch(/\d/);
  });

  test("has something to say at every level, even where nothing was measured", () => {
    for (const severity of levels) {
      const episode = `car/${id}/1`;
      const event = {
        id: `${episode}/0`,
        episode,
        rule: id,
        subject: "",
        kind: "raised",
        severity,
        at: 1,
        raisedAt: 1,
        revision: 0,
        data: {},
      } as const;
      const wording = wordingOf(event);
      for (const part of ["title", "body", "line"] as const)
        for (const language of languages) expect(wording[part][language]).not.toBe(unknownWarning[part][language]);
    }
    expect(levels.includes("critical")).toBe(driverOf(id).critical !== undefined);
    for (const last of [deskOf(id).why.at(-1), deskOf(id).explanation.at(-1)])
      expect(placesOf(`${last?.["zh-CN"]}${last?.en}`)).toEqual([]);
  });

  test("asks no more of the driver than a glance", () => {
    const { parked, moving = [], facts = [] } = driverOf(id);
    expect(parked.length).toBeGreaterThan(0);
    expect(parked.length).toBeLessThanOrEqual(3);
    expect(moving.length).toBeLessThanOrEqual(2);
    expect(facts.length).toBeLessThanOrEqual(3);
    for (const buttons of [parked, moving]) expect(new Set(buttons.map(({ act }) => act)).size).toBe(buttons.length);
  });

  test("names its data in both languages, and each of it once", () => {
    const named = Object.values(data).flatMap(({ name, words = {} }) => [name, ...Object.values(words)]);
    for (const name of named) {
      expect(name["zh-CN"]).toMatch(/[\u4e00-\u9fff]/);
      expect(name.en).toMatch(/^[\x20-\x7e]{2,30}$/);
    }
    expect(new Set(Object.values(data).map(({ name }) => name.en)).size).toBe(Object.keys(data).length);
    for (const { kind, unit } of Object.values(data))
      if (kind === "number") expect(Object.keys(widestNumber)).toContain(unit);
  });
});
