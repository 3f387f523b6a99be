/** Addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

const hostOf = (authority: string): string | undefined => {
  const parsed = URL.parse(`http://${authority}`);
  return parsed?.hostname.replace(/^\[(.*)\]$/, "$1");
};

/**
 * Whether a request names this bridge by an address of the machine itself. A page of a stranger can make a browser call us under
 * the stranger's own name (DNS rebinding), but not under ours.
 */
export const isOwnName = (host: string | undefined): boolean => {
  const name = host === undefined ? undefined : hostOf(host);
  return name !== undefined && isLoopback(name);
};

/** Whether a page of this origin may talk to us; no origin means that it is not a page of someone else's. */
export const isWelcome = (
  origin: string | undefined,
  host: string | undefined,
  allowedOrigins: readonly string[],
): boolean => {
  if (origin === undefined) return true;
  const own = host !== undefined && URL.parse(origin)?.host === URL.parse(`http://${host}`)?.host;
  return own || allowedOrigins.includes(origin);
};
