let cleanUp: () => Promise<void> = async () => undefined;

/**
 * Runs once before all tests: with `FHIR_SERVER=URL` the suite is run at that server in place of its own ones. It is
 * given the tiny demo clinic, and rid of it afterwards.
 */
export async function setup(): Promise<void> {
  const url = process.env.FHIR_SERVER?.replace(/\/+$/, "");
  if (!url) return;
  // Loaded only now: a run without such a server starts no later for it.
  const { seedServer } = await import("./seed-server.ts");
  const { tinyClinic } = await import("./tiny-clinic.ts");
  cleanUp = await seedServer(url, await tinyClinic());
}

export const teardown = (): Promise<void> => cleanUp();
