/** What an adapter's byte stream is made of. */
export type Elm327Token = { readonly kind: "line"; readonly text: string } | { readonly kind: "prompt" };

/** The longest line a data sheet knows is far shorter; noise without a line end must not eat the memory. */
const longestLine = 1_024;

/** Splits the byte stream into lines and prompts; any cutting of the same bytes gives the same tokens. */
export const createReader = (): ((chunk: Uint8Array) => Elm327Token[]) => {
  let partial = "";
  return (chunk) => {
    const tokens: Elm327Token[] = [];
    const endLine = (): void => {
      if (partial !== "") tokens.push({ kind: "line", text: partial });
      partial = "";
    };
    for (const byte of chunk) {
      // The ELM327 data sheet asks hosts to ignore NUL: the chip may insert it in its answers.
      if (byte === 0x00) continue;
      if (byte === 0x0d || byte === 0x0a) endLine();
      else if (byte === 0x3e) {
        endLine();
        tokens.push({ kind: "prompt" });
      } else {
        partial += String.fromCharCode(byte);
        if (partial.length === longestLine) endLine();
      }
    }
    return tokens;
  };
};
