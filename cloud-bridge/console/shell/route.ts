/** Where the page is. The address bar is the only place that holds it, so that every view can be sent to a colleague. */
export type Route =
  | { readonly page: "queue"; readonly query: URLSearchParams }
  | { readonly page: "ticket"; readonly id: string }
  | { readonly page: "vehicles" }
  | { readonly page: "unknown" };

/** Reads an address. */
export const routeOf = (path: string, search: string): Route => {
  if (path === "/" || path === "/tickets" || path === "/tickets/")
    return { page: "queue", query: new URLSearchParams(search) };
  const ticket = /^\/tickets\/([^/]+)\/?$/.exec(path)?.[1];
  if (ticket !== undefined) return { page: "ticket", id: decodeURIComponent(ticket) };
  if (path === "/vehicles" || path === "/vehicles/") return { page: "vehicles" };
  return { page: "unknown" };
};

/** The address of one ticket. */
export const ticketPath = (id: string): string => `/tickets/${encodeURIComponent(id)}`;

/** The queue's address with some of its words changed; empty ones are left out. */
export const queuePath = (query: URLSearchParams, change: Readonly<Record<string, string | null>>): string => {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === "" ? "/" : `/?${text}`;
};
