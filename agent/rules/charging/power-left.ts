/** What is known of the small battery while nothing charges it. */
export interface Discharge {
  readonly volts: number;
  /** Negative flows out of the battery, A; undefined without a battery sensor. */
  readonly amperes: number | undefined;
  /** Percent; undefined without a battery sensor. */
  readonly charge: number | undefined;
  readonly capacityAh: number;
}

/** A car with its engine running, lights and blower on: assumed where no sensor measures the current. */
export const assumedLoadAmperes = 25;
/** Of a 60 Ah battery when warm; the loaded voltage lies below the resting one by current times this. */
const assumedOhms = 0.006;
/** Resting voltage of a lead battery: empty 11.89 V, full 0.76 V more (BCI table). */
const emptyVolts = 11.89;
const fullAboveEmptyVolts = 0.76;
/** A car whose alternator failed is known to drive 20 to 60 minutes: an estimate without a sensor promises no more. */
const longestGuessMinutes = 60;

/** A finer forecast would promise what nobody can hold. */
export const stepMinutes = 5;

/** Minutes until the battery is empty, to `stepMinutes`. */
export const minutesLeft = ({ volts, amperes, charge, capacityAh }: Discharge): number => {
  const load = amperes === undefined ? assumedLoadAmperes : Math.max(-amperes, 1);
  const resting = volts + load * assumedOhms;
  const share = charge === undefined ? (resting - emptyVolts) / fullAboveEmptyVolts : charge / 100;
  const minutes = (Math.min(Math.max(share, 0), 1) * capacityAh * 60) / load;
  const believable = amperes === undefined ? Math.min(minutes, longestGuessMinutes) : minutes;
  return Math.max(stepMinutes, Math.round(believable / stepMinutes) * stepMinutes);
};
