/** Runs what is under way only once: asked again for the same thing meanwhile, it answers with the same run. */
export function createOnce<T>(): (identity: string, work: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return (identity, work) => {
    const running = underWay.get(identity);
    if (running) return running;
    const started = work().finally(() => underWay.delete(identity));
    underWay.set(identity, started);
    return started;
  };
}
