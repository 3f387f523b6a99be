/**
 * Coolant of an engine whose thermostat is shut, as one lump of heat: C dT/dt = share × fuel power − loss × (T − air).
 * Constants are those of the published lumped models, rounded; the cabin heater of a cold day is counted in full, so that
 * a car is never blamed for warming its driver.
 */
export const heatCapacityJoulesPerKelvin = 75_000;
const shareToCoolant = 0.3;
const blockLossWattsPerKelvin = 12;
const heaterLossWattsPerKelvin = 60;
const heaterBelowCelsius = 15;
const fuelJoulesPerGram = 43_000;
/**
 * Petrol burns with 14.7 g of air a gram. A diesel takes what it gets: about 50 g at 50 km/h and 100 g at a cold idle, when
 * it recirculates no exhaust. Unknown fuel is taken for diesel: that model warms late or, in deep cold, never.
 */
const airPerFuel = { petrol: 14.7, diesel: 60, unknown: 60 } as const;
const gramsPerSecondOfLitrePerHour = { petrol: 745 / 3_600, diesel: 835 / 3_600, unknown: 745 / 3_600 } as const;
/** Past this a real thermostat opens and the model says nothing. */
const opensAtCelsius = 88;

export interface HeatInput {
  readonly fuel: "petrol" | "diesel" | "unknown";
  /** Service 01 PID 5E, l/h; better than the air where a car has it. */
  readonly litresPerHour: number | undefined;
  /** Service 01 PID 10, g/s. */
  readonly airGramsPerSecond: number | undefined;
}

/** Power of the fuel, W; undefined where the car tells neither fuel nor air. */
export const fuelWatts = ({ fuel, litresPerHour, airGramsPerSecond }: HeatInput): number | undefined => {
  if (litresPerHour !== undefined) return litresPerHour * gramsPerSecondOfLitrePerHour[fuel] * fuelJoulesPerGram;
  return airGramsPerSecond === undefined ? undefined : (airGramsPerSecond / airPerFuel[fuel]) * fuelJoulesPerGram;
};

/** What the coolant keeps of this power, W, while the thermostat is shut. */
export const keptWatts = (celsius: number, airCelsius: number, watts: number): number => {
  const heater = airCelsius < heaterBelowCelsius ? heaterLossWattsPerKelvin : 0;
  return shareToCoolant * watts - (blockLossWattsPerKelvin + heater) * (celsius - airCelsius);
};

/** The model's temperature after `spanMs` at this power. */
export const warmUp = (celsius: number, airCelsius: number, watts: number, spanMs: number): number => {
  const flow = keptWatts(celsius, airCelsius, watts);
  return Math.min(celsius + (flow * spanMs) / 1_000 / heatCapacityJoulesPerKelvin, opensAtCelsius);
};
