/** A piece of a sentence; numbers with their unit stand out, because they are what is read first. */
export interface Piece {
  readonly text: string;
  readonly strong: boolean;
}

const measured =
  /[−-]?\d[\d,.]*(?:[–-]\d[\d,.]*)?\s?(?:°C|℃|km\/h|km|mm|kPa|V|A|rpm|min|h|%|公里|毫米|分钟|小时|天)?(?![\w/])/gu;

/** Cuts a sentence at its measured numbers. Joined together the pieces are the sentence. */
export const emphasised = (sentence: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of sentence.matchAll(measured)) {
    // A digit inside a word is a name (P0301, cell61), not a measurement.
    const inWord = match.index > 0 && /[A-Za-z\d]/.test(sentence[match.index - 1] ?? "");
    if (inWord) continue;
    if (match.index > at) pieces.push({ text: sentence.slice(at, match.index), strong: false });
    const text = match[0].trimEnd();
    pieces.push({ text, strong: true });
    at = match.index + text.length;
  }
  if (at < sentence.length) pieces.push({ text: sentence.slice(at), strong: false });
  return pieces;
};
