/**
 * A measured number as the driver reads it: at most one decimal, a real minus sign, thousands grouped as both languages
 * of the product do. Rounding to what the sensor supports was the rule's task.
 */
export const spoken = (value: number): string => {
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  const [whole = "0", part] = String(rounded).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && rounded !== 0 ? `−${digits}` : digits;
};
