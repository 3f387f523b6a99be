/** The PIDs that a bitmap says are supported: bit 7 of byte A is the PID after `base`. Undefined when it is not 4 bytes. */
export const supportedPids = (base: string, bytes: Uint8Array): readonly string[] | undefined => {
  if (bytes.length !== 4) return undefined;
  const first = Number.parseInt(base, 16) + 1;
  const found: string[] = [];
  for (let n = 0; n < 32; n++)
    if (((bytes[n >> 3] ?? 0) >> (7 - (n & 7))) & 1)
      found.push((first + n).toString(16).toUpperCase().padStart(2, "0"));
  return found;
};
