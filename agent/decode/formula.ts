/**
 * A small language for the arithmetic of a maker's data: bytes by letter (A is the first data byte, Z the 26th, AA the
 * 27th), decimal numbers, + - * /, comparisons, && || !, and the functions s8 u16 s16 u24 s24 u32 s32 bit. Nothing else
 * can be said in it, so a profile from anywhere is safe to load.
 */
export type Formula = (bytes: Uint8Array) => number | undefined;

export type ParsedFormula =
  | { readonly ok: true; readonly of: Formula }
  | { readonly ok: false; readonly message: string };

const longest = 200;
/** Parentheses and signs nested deeper than any real scaling; keeps the parser off the end of its stack. */
const deepest = 40;

const tokenPattern = /\s*(\d+(?:\.\d+)?|[A-Za-z][A-Za-z0-9]*|&&|\|\||==|!=|<=|>=|[-+*/()<>!,])/y;

const tokensOf = (text: string): readonly string[] | undefined => {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    tokenPattern.lastIndex = at;
    const token = tokenPattern.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
    at = tokenPattern.lastIndex;
  }
  return tokens;
};

type Both = (left: number, right: number) => number | undefined;
const truth = (yes: boolean): number => (yes ? 1 : 0);

/** From what binds least to what binds most. */
const levels: readonly Readonly<Record<string, Both>>[] = [
  { "||": (a, b) => truth(a !== 0 || b !== 0) },
  { "&&": (a, b) => truth(a !== 0 && b !== 0) },
  { "==": (a, b) => truth(a === b), "!=": (a, b) => truth(a !== b) },
  {
    "<": (a, b) => truth(a < b),
    ">": (a, b) => truth(a > b),
    "<=": (a, b) => truth(a <= b),
    ">=": (a, b) => truth(a >= b),
  },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  // Through nothing nobody divides: there is no value then.
  { "*": (a, b) => a * b, "/": (a, b) => (b === 0 ? undefined : a / b) },
];

/** Place of a byte by its letters: A 0, Z 25, AA 26; undefined for anything else. */
const placeOf = (letters: string): number | undefined => {
  if (!/^[A-Za-z]{1,2}$/.test(letters)) return undefined;
  let place = 0;
  for (const letter of letters.toUpperCase()) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
};

const readers: Readonly<Record<string, { readonly size: number; readonly signed: boolean }>> = {
  s8: { size: 1, signed: true },
  u16: { size: 2, signed: false },
  s16: { size: 2, signed: true },
  u24: { size: 3, signed: false },
  s24: { size: 3, signed: true },
  u32: { size: 4, signed: false },
  s32: { size: 4, signed: true },
};

const read =
  (place: number, size: number, signed: boolean): Formula =>
  (bytes) => {
    // A byte that did not come is not 0.
    if (place + size > bytes.length) return undefined;
    let value = 0;
    for (let at = place; at < place + size; at++) value = value * 256 + (bytes[at] ?? 0);
    const range = 256 ** size;
    return signed && value >= range / 2 ? value - range : value;
  };

class Unreadable extends Error {}

/** Reads a formula. A bad one is a value with the reason. */
export const parseFormula = (text: string): ParsedFormula => {
  const tokens = text.length > longest ? undefined : tokensOf(text);
  if (tokens === undefined || tokens.length === 0)
    return { ok: false, message: `a formula has 1 to ${longest} characters of letters, digits and operators` };
  let at = 0;
  const fail = (): never => {
    throw new Unreadable(`"${tokens[at] ?? "the end"}" is not expected at place ${at + 1}`);
  };
  const take = (token: string): void => {
    if (tokens[at] !== token) fail();
    at += 1;
  };
  const place = (): number => {
    const found = placeOf(tokens[at] ?? "");
    if (found === undefined) return fail();
    at += 1;
    return found;
  };

  const call = (name: string): Formula => {
    take("(");
    const first = place();
    if (name === "bit") {
      take(",");
      const bit = /^[0-7]$/.test(tokens[at] ?? "") ? Number(tokens[at]) : fail();
      at += 1;
      take(")");
      return (bytes) => (first < bytes.length ? ((bytes[first] ?? 0) >> bit) & 1 : undefined);
    }
    take(")");
    const reader = readers[name];
    return reader === undefined ? fail() : read(first, reader.size, reader.signed);
  };

  const atom = (depth: number): Formula => {
    if (depth > deepest) return fail();
    const token = tokens[at] ?? "";
    if (token === "(") {
      at += 1;
      const inner = binary(0, depth + 1);
      take(")");
      return inner;
    }
    if (token === "-" || token === "!") {
      at += 1;
      const inner = atom(depth + 1);
      const turn = token === "-" ? (value: number) => -value : (value: number) => truth(value === 0);
      return (bytes) => {
        const value = inner(bytes);
        return value === undefined ? undefined : turn(value);
      };
    }
    if (/^\d/.test(token)) {
      at += 1;
      const value = Number(token);
      return () => value;
    }
    if (token === "bit" || Object.hasOwn(readers, token)) {
      at += 1;
      return call(token);
    }
    return read(place(), 1, false);
  };

  const binary = (level: number, depth: number): Formula => {
    const operators = levels[level];
    if (operators === undefined) return atom(depth);
    let left = binary(level + 1, depth);
    for (;;) {
      const token = tokens[at] ?? "";
      const operator = Object.hasOwn(operators, token) ? operators[token] : undefined;
      if (operator === undefined) return left;
      at += 1;
      const [before, after] = [left, binary(level + 1, depth)];
      left = (bytes) => {
        const [a, b] = [before(bytes), after(bytes)];
        return a === undefined || b === undefined ? undefined : operator(a, b);
      };
    }
  };

  try {
    const whole = binary(0, 0);
    if (at < tokens.length) fail();
    const of: Formula = (bytes) => {
      const value = whole(bytes);
      // No -0, and no binary noise behind the twelfth digit.
      return value === undefined || !Number.isFinite(value) ? undefined : Number(value.toPrecision(12)) + 0;
    };
    return { ok: true, of };
  } catch (cause) {
    if (cause instanceof Unreadable) return { ok: false, message: cause.message };
    throw cause;
  }
};
