/** How the swap of the address's token for the access cookie ended. */
export type Access = "granted" | "refused" | "unreachable";

/**
 * Swaps the one-time token in the address's fragment for an HttpOnly cookie and takes it out of the address,
 * so that it neither shows nor survives. Without a token the page lives on the cookie it already has.
 */
export async function swapToken(): Promise<Access> {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return "granted";
  try {
    const answer = await fetch("/auth", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
    history.replaceState(null, "", location.pathname);
    return answer.ok ? "granted" : "refused";
  } catch {
    return "unreachable";
  }
}
