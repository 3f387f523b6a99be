/** Metres driven since the drive began, integrated from the speed. */
export interface Distance {
  metres: number;
  /** Time and speed of the last reading; null where the next one starts a new stretch. */
  last: { at: number; kmPerHour: number } | null;
  /** Metres at the last derived sample. */
  told: number;
}

/** Over a longer silence the speed between two readings is anyone's guess, so that stretch is left out. */
const longestGapMs = 10_000;
const tellEveryMetres = 10;
const metresPerMs = 1 / 3_600;

export const noDistance = (): Distance => ({ metres: 0, last: null, told: -tellEveryMetres });

/** Takes a speed; true when it is time to tell the distance again. Trapezoids, since speed is a line between readings. */
export const drive = (distance: Distance, kmPerHour: number, at: number): boolean => {
  const { last } = distance;
  if (last === null) distance.last = { at, kmPerHour };
  else {
    if (at - last.at <= longestGapMs)
      distance.metres += ((last.kmPerHour + kmPerHour) / 2) * metresPerMs * (at - last.at);
    last.at = at;
    last.kmPerHour = kmPerHour;
  }
  if (distance.metres - distance.told < tellEveryMetres) return false;
  distance.told = distance.metres;
  return true;
};
