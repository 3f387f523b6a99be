/** Letter values and weights of the check digit in the ninth place (49 CFR 565.15; GB 16735 uses the same). */
const letterValues: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Whether a text can be a vehicle identification number at all: 17 characters without I, O and Q. */
export const isVin = (text: string): boolean => /^[A-HJ-NPR-Z0-9]{17}$/.test(text);

/** The check digit that belongs in the ninth place. */
export const checkDigit = (vin: string): string => {
  const sum = weights.reduce((total, weight, place) => {
    const character = vin.charAt(place);
    return total + weight * (letterValues[character] ?? Number(character));
  }, 0);
  return sum % 11 === 10 ? "X" : String(sum % 11);
};

/** The car of the emulator, unless told otherwise. Nobody's: the digit 9 marks a maker too small to be listed here. */
export const fictitiousVin = "LZ9FETTL8E0000001";
