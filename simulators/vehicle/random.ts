import exp from "@stdlib/math-base-special-exp";
/**
 * A stream of random numbers: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state in four 32-bit words, seeded by the
 * FNV-1a hash of `seed/name`. Integer arithmetic, and an exponential that is the same everywhere, so the same seed gives the same numbers on any machine.
 */
export interface Random {
  /** Even between 0 and below 1, in steps of 2^-32. */
  unit(): number;
  /** Mean 0, deviation 1: the sum of twelve even numbers less 6, so that no logarithm is needed; never beyond ±6. */
  normal(): number;
  /** `value` drawn with a lognormal spread of this share around it: how one car differs from the next. */
  around(value: number, share: number): number;
}

const hashOf = (text: string, start: number): number => {
  let hash = start;
  for (let k = 0; k < text.length; k += 1) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash >>> 0;
};

/** Outputs thrown away at first: the words of a seed are alike until they are mixed. */
const mixingRounds = 16;

/** The stream of this name. Every consumer has its own name, so that a new one never shifts the numbers of another. */
export const createRandom = (seed: number, name: string): Random => {
  const text = `${seed}/${name}`;
  let [a, b, c] = [hashOf(text, 0x811c9dc5), hashOf(text, 0x9e3779b9), hashOf(text, 0x85ebca6b)];
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let k = 0; k < mixingRounds; k += 1) next();

  const unit = (): number => next() / 0x1_0000_0000;
  const normal = (): number => {
    let sum = -6;
    for (let k = 0; k < 12; k += 1) sum += unit();
    return sum;
  };
  return { unit, normal, around: (value, share) => value * exp(share * normal() - (share * share) / 2) };
};
