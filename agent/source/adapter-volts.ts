/** The adapter's own reading of the supply, V: the answer to ATRV holds millivolts in two bytes. */
export const adapterVolts = ([high = 0, low = 0]: Uint8Array): number => (high * 256 + low) / 1_000;

/**
 * Whether the supply can have had this voltage, V. An ELM327 works on 4.5 to 5.5 V (data sheet, electrical
 * characteristics) behind a diode and a regulator, so below 6 V on the plug it has reset itself and says nothing; above
 * 32 V not even a 24 V vehicle may go (ISO 16750-2, largest supply voltage). A reading outside is a lost character:
 * `14.1V` becomes `4.1V` or `1.1V`, and no checksum guards it.
 */
export const isSupplyVoltage = (volts: number): boolean => volts >= 6 && volts <= 32;
