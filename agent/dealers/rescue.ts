import type { Bilingual } from "../../contract/language.ts";

/** A number that helps at once. */
export interface RescueNumber {
  readonly label: Bilingual;
  readonly number: string;
}

const call = (zh: string, en: string, number: string): RescueNumber => ({ label: { "zh-CN": zh, en }, number });

/**
 * China: 12122 motorway rescue and 122 traffic police are free of charge nationwide; 119 fire and 120 ambulance.
 * European Union: 112 by Directive (EU) 2018/1972, article 109; the other members of its area keep to it.
 */
const china = [
  call("高速救援", "Motorway rescue", "12122"),
  call("交通事故报警", "Traffic police", "122"),
  call("消防", "Fire service", "119"),
  call("医疗急救", "Ambulance", "120"),
];
const europe = [call("紧急求助", "Emergency", "112")];

const inEurope = "AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(
  " ",
);

const byCountry: Readonly<Record<string, readonly RescueNumber[]>> = {
  CN: china,
  ...Object.fromEntries(inEurope.map((country) => [country, europe])),
};

/** 112 is answered by every GSM and later mobile network (3GPP TS 22.101, clause 10.1): all that holds anywhere. */
const anywhere = [call("紧急求助（手机）", "Emergency (mobile)", "112")];

/** Rescue numbers of a country, the one for a car that broke down first; the mobile emergency number where it is unknown. */
export const rescueNumbers = (country: string | undefined): readonly RescueNumber[] =>
  (country === undefined ? undefined : byCountry[country]) ?? anywhere;
