/** What an advisor began to write on a ticket. It survives a conflict, a reload and being offline; only sending ends it. */
const key = (ticketId: string): string => `fettle.draft.${ticketId}`;

/** The text begun on a ticket, "" when there is none. */
export const draftOf = (ticketId: string): string => localStorage.getItem(key(ticketId)) ?? "";

/** Keeps the text begun on a ticket; an empty one is forgotten. */
export const keepDraft = (ticketId: string, text: string): void => {
  if (text.trim() === "") localStorage.removeItem(key(ticketId));
  else localStorage.setItem(key(ticketId), text);
};
