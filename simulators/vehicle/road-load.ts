/** A car against the road. Defaults are those of the warning catalogue's descent check [C]. */
export interface RoadLoad {
  readonly kilograms: number;
  readonly rollingCoefficient: number;
  /** Drag coefficient times frontal area, m2. */
  readonly dragSquareMetres: number;
}

export const compactRoadLoad: RoadLoad = { kilograms: 1_600, rollingCoefficient: 0.011, dragSquareMetres: 0.65 };

const gravity = 9.81;
const airDensity = 1.2;

/** Power at the wheels, W: positive drives, negative must be braked away. `grade` is rise over run. */
export const wheelWatts = (
  { kilograms, rollingCoefficient, dragSquareMetres }: RoadLoad,
  { metresPerSecond, acceleration, grade }: Motion,
  extraKilograms = 0,
): number => {
  const mass = kilograms + extraKilograms;
  const climb = (mass * gravity * grade * metresPerSecond) / Math.sqrt(1 + grade * grade);
  const rolling = metresPerSecond > 0.1 ? mass * gravity * rollingCoefficient * metresPerSecond : 0;
  const drag = 0.5 * airDensity * dragSquareMetres * metresPerSecond * metresPerSecond * metresPerSecond;
  return climb + rolling + drag + mass * acceleration * metresPerSecond;
};

export interface Motion {
  readonly metresPerSecond: number;
  /** m/s2. */
  readonly acceleration: number;
  /** Rise over run: 0.08 climbs by 8 %. */
  readonly grade: number;
}

/** Friction power at one front wheel on a descent at steady speed, with an engine that holds back by `engineWatts` [D]. */
export const descentWatts = (load: RoadLoad, kmPerHour: number, grade: number, engineWatts: number): number => {
  const wheels = wheelWatts(load, { metresPerSecond: kmPerHour / 3.6, acceleration: 0, grade: -grade });
  return Math.max(0, -wheels - engineWatts) * frontWheelShare;
};

/** Of the friction power: one front wheel takes 35 %, one rear wheel 15 % [C]. */
export const frontWheelShare = 0.35;
export const rearWheelShare = 0.15;
