import { InvalidArgumentError } from "commander";

/** A number above 0, such as a speed. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= 1e6)) throw new InvalidArgumentError("Give a number above 0, such as 60.");
  return value;
};

/** A whole number between two bounds, both included. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most || text.trim() === "")
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };
