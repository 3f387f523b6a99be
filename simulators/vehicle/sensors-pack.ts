import { type CarView, rangeMetres } from "./car-view.ts";
import { within } from "./curve.ts";
import { exact, row, type Sensor } from "./sensor.ts";

const pack = "Vehicle.Powertrain.TractionBattery";
const byte = 100 / 255;

const ofPack =
  (read: (view: NonNullable<CarView["pack"]>, whole: CarView) => number | undefined) =>
  (view: CarView): number | undefined =>
    view.pack === undefined ? undefined : read(view.pack, view);

/** What a battery management system reports. */
export const packSensors: readonly Sensor[] = [
  row(
    `${pack}.CurrentVoltage`,
    1,
    0.1,
    [0.1, 0.3],
    ofPack(({ volts }) => volts),
  ),
  row(
    `${pack}.CurrentCurrent`,
    1,
    0.1,
    [0.2, 0.1],
    ofPack((_, { state }) => state.packAmperes),
  ),
  row(
    `${pack}.CurrentPower`,
    2,
    10,
    [20, 0],
    ofPack(({ volts }, { state }) => volts * state.packAmperes),
  ),
  row(
    `${pack}.StateOfCharge.Current`,
    5,
    0.5,
    [0.05, 0.3],
    ofPack(({ charge }) => charge * 100),
  ),
  row(
    `${pack}.StateOfCharge.Displayed`,
    30,
    1,
    exact,
    ofPack(({ charge }) => within((charge - 0.03) / 0.94, 0, 1) * 100),
  ),
  row(
    `${pack}.StateOfHealth`,
    60,
    0.5,
    [0.1, 0.8],
    ofPack((_, { state }) => (state.pack?.health ?? 1) * 100),
  ),
  row(
    `${pack}.Temperature.Average`,
    5,
    0.5,
    [0.05, 0.2],
    ofPack(({ mean }) => mean),
  ),
  row(
    `${pack}.Temperature.Min`,
    5,
    0.5,
    [0.05, 0.2],
    ofPack(({ coldest }) => coldest),
  ),
  row(
    `${pack}.Temperature.Max`,
    1,
    0.5,
    [0.05, 0.2],
    ofPack(({ hottest }) => hottest),
  ),
  row(
    `${pack}.CellVoltage.Min`,
    5,
    0.001,
    [0.0006, 0],
    ofPack(({ least }) => least),
  ),
  row(
    `${pack}.CellVoltage.Max`,
    5,
    0.001,
    [0.0006, 0],
    ofPack(({ most }) => most),
  ),
  row(
    `${pack}.CellVoltage.IdMin`,
    30,
    1,
    exact,
    ofPack(({ leastId }) => leastId),
  ),
  row(
    `${pack}.CellVoltage.IdMax`,
    30,
    1,
    exact,
    ofPack(({ mostId }) => mostId),
  ),
  row(`${pack}.InsulationResistance`, 30, 1, [3, 10], ({ insulationKiloOhms }) => insulationKiloOhms),
  row(`${pack}.Range`, 30, 1_000, exact, (view) =>
    view.model.traits.kind === "electric" ? rangeMetres(view) : undefined,
  ),
  row(
    `${pack}.Charging.IsCharging`,
    30,
    1,
    exact,
    ofPack((_, { instant }) => (instant.chargeWatts > 0 ? 1 : 0)),
  ),
  row(
    "Vehicle.OBD.HybridBatteryRemaining",
    10,
    byte,
    [0.1, 0.3],
    ofPack(({ charge }) => charge * 100),
  ),
];
