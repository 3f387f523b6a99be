/** First and longest wait after a connection that came to nothing, real ms. */
const backOffMs = { first: 1_000, most: 60_000 };

/** Doubles from attempt to attempt and spreads over half to one and a half, so that a fleet does not knock in step. */
export const backOffDelay = (attempt: number, random: () => number): number =>
  Math.min(backOffMs.first * 2 ** Math.min(attempt - 1, 10), backOffMs.most) * (0.5 + random());
