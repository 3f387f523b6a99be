/**
 * The months as telephones abbreviate them, each language with its own word: the first three letters, or more where three
 * name two months. From the Unicode Common Locale Data Repository (CLDR 44), without accents. `lip`, `lis` and `srp` are not
 * here: a Polish July is a Croatian June.
 */
const stems: readonly (readonly string[])[] = [
  ["jan", "ene", "gen", "sty", "led", "янв", "січ", "oca", "tam", "ian", "ιαν", "яну", "sij", "јан", "jaa", "sau"],
  ["feb", "fev", "lut", "uno", "фев", "лют", "sub", "hel", "φεβ", "vel", "феб", "vee", "vas"],
  ["mar", "mrt", "maa", "bre", "бер", "μαρ", "ozu", "kov", "мар"],
  ["apr", "avr", "abr", "kwi", "dub", "апр", "кві", "nis", "huh", "απρ", "tra", "bal"],
  ["may", "mai", "mag", "mei", "maj", "kve", "маи", "мая", "тра", "tou", "μαι", "svi", "мај", "geg"],
  ["jun", "juin", "giu", "cze", "cvn", "июн", "чер", "haz", "kes", "iun", "ιουν", "юни", "јун", "bir", "cerven"],
  ["jul", "juil", "lug", "cvc", "июл", "лип", "tem", "hei", "iul", "ιουλ", "юли", "јул", "lie", "cervenec"],
  ["aug", "aou", "ago", "sie", "авг", "сер", "agu", "elo", "αυγ", "kol"],
  ["sep", "set", "wrz", "zar", "сен", "вер", "eyl", "syy", "sze", "σεπ", "сеп", "ruj"],
  ["oct", "okt", "out", "ott", "paz", "rij", "окт", "жов", "eki", "lok", "οκτ", "spa"],
  ["nov", "marras", "ноя", "лис", "kas", "noi", "νοε", "ное", "stu", "нов", "lap"],
  ["dec", "dez", "dic", "des", "gru", "pro", "дек", "гру", "ara", "jou", "δεκ", "дец", "det"],
];

const monthOf = new Map(stems.flatMap((words, k) => words.map((word) => [word, k + 1] as const)));
const longestStem = 8;

/** A word as it stands in the table: small letters without accents and dots. */
const folded = (word: string): string =>
  word
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** The month, 1 to 12, of a word or a number such as `ago.`, `Mär`, `8月`; undefined where it has two meanings or none. */
export const monthNamed = (word: string): number | undefined => {
  const text = folded(word);
  const [digits] = /\d+/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) >= 1 && Number(digits) <= 12 ? Number(digits) : undefined;
  // The longest stem decides, so that `marraskuu` is not `mar`.
  for (let length = Math.min(text.length, longestStem); length >= 3; length -= 1) {
    const month = monthOf.get(text.slice(0, length));
    if (month !== undefined) return month;
  }
  return undefined;
};
