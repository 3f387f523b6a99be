/** A figure with its decimals, thousands grouped as both languages of the product do, a real minus sign, and none before a zero. */
export const figure = (value: number, decimals: number): string => {
  const [whole = "0", part] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = part === undefined ? grouped : `${grouped}.${part}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
};

/** A measured number as people read it: one decimal, or none where it would be a zero. */
export const spoken = (value: number): string => {
  const rounded = Math.sign(value) * (Math.round(Math.abs(value) * 10) / 10);
  return figure(rounded, Number.isInteger(rounded) ? 0 : 1);
};
