/** What the central API itself answers, asked as any FHIR client would. */
export type Resource = { resourceType: string; id: string; status?: string; [field: string]: unknown };

export async function search(
  url: string,
  type: string,
  parameters: Record<string, string>,
): Promise<Resource[]> {
  const answer = await fetch(`${url}/${type}/_search`, {
    method: "POST",
    // Some servers answer a search from what they found a minute ago.
    headers: { "content-type": "application/x-www-form-urlencoded", "cache-control": "no-cache" },
    body: new URLSearchParams(parameters),
  });
  if (!answer.ok) throw new Error(`${type}: ${answer.status} ${await answer.text()}`);
  const bundle = (await answer.json()) as { entry?: { resource: Resource }[] };
  return (bundle.entry ?? []).map((entry) => entry.resource);
}

export async function read(url: string, type: string, id: string): Promise<Resource> {
  const answer = await fetch(`${url}/${type}/${id}`);
  if (!answer.ok) throw new Error(`${type}/${id}: ${answer.status}`);
  return (await answer.json()) as Resource;
}
