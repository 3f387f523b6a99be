import { z } from "zod";

/** The languages of the product, the one of its first market first. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** A text in the two languages of the product, as it crosses a wire. */
export const bilingualSchema = z.object({ "zh-CN": z.string(), en: z.string() });

/** A text in the two languages of the product. */
export type Bilingual = Readonly<z.infer<typeof bilingualSchema>>;

/** One text, Chinese first. */
export const say = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** A text made anew for each language. */
export const inBoth = (make: (language: Language) => string): Bilingual => ({ "zh-CN": make("zh-CN"), en: make("en") });
