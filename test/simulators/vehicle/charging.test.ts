import { describe, expect, test } from "vitest";
import { chargingHealthy, solveBus, usualAlternator, usualConverter } from "../../../simulators/vehicle/charging.ts";
import { type LeadBatteryState, usualLeadBattery } from "../../../simulators/vehicle/lead-battery.ts";

const battery: LeadBatteryState = {
  charge: 0.85,
  health: 0.9,
  fastVolts: 0,
  slowVolts: 0,
  surfaceVolts: 0.1,
  celsius: 25,
};
const cruise = { rpm: 2_200, loadAmperes: 30, celsius: 25 };
const bus = (faults: Partial<typeof chargingHealthy>, at: Partial<typeof cruise> = {}, charger = usualAlternator) =>
  solveBus(usualLeadBattery, battery, charger, { ...chargingHealthy, ...faults }, { ...cruise, ...at });

describe("the 12 V side", () => {
  test("stands at the alternator's set voltage, 10 mV a Celsius lower in heat, and charges", () => {
    expect(bus({}).volts).toBeCloseTo(14.4, 5);
    expect(bus({}, { celsius: 65 }).volts).toBeCloseTo(14, 5);
    expect(bus({}).batteryAmperes).toBeGreaterThan(5);
  });

  test("of a standing engine is fed by the battery", () => {
    const { volts, batteryAmperes } = bus({}, { rpm: 0 });
    expect(batteryAmperes).toBe(-30);
    expect(volts).toBeLessThan(12.6);
    expect(volts).toBeGreaterThan(12.2);
  });

  test("falls to the battery's voltage when the belt slips away", () => {
    const slipping = bus({ beltSlip: 0.9 });
    expect(slipping.batteryAmperes).toBeLessThan(-15);
    expect(slipping.volts).toBeLessThan(12.7);
    expect(bus({ beltSlip: 0.3 }).volts).toBeCloseTo(14.4, 5);
  });

  test("of an open diode ripples and gives two thirds", () => {
    expect(bus({ openDiode: 1 }).rippleVolts).toBeGreaterThan(0.5);
    expect(bus({}).rippleVolts).toBeLessThan(0.5);
    const loaded = { loadAmperes: 90 };
    expect(bus({ openDiode: 1 }, loaded).batteryAmperes).toBeLessThan(0);
    expect(bus({}, loaded).batteryAmperes).toBeGreaterThan(0);
  });

  test("rises with a regulator that holds too much", () => {
    expect(bus({ overVolts: 1.6 }).volts).toBeCloseTo(16, 5);
  });

  test("of an electric car needs no engine, and its converter can fail", () => {
    expect(bus({}, { rpm: 0 }, usualConverter).volts).toBeCloseTo(14.2, 5);
    expect(bus({ converterLost: 1 }, { rpm: 0 }, usualConverter).batteryAmperes).toBe(-30);
  });
});
