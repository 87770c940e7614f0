import type { Log } from "../log/events.ts";
import { traceOf } from "../log/trace.ts";

type Labels = Readonly<Record<string, string>>;
type SetValue = (value: number, labels?: Labels) => void;
/** Sets the samples of a metric; what isn't set is not there. */
type Read = (set: SetValue) => void;
type Declare = (name: string, help: string, labels: readonly string[], read: Read) => void;

export type Define = { readonly gauge: Declare; readonly counter: Declare };

export type Metrics = {
  readonly contentType: string;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
  close(): void;
};

/** Metrics that are read at each scrape. prom-client is loaded here: a kiosk that nobody asks needs none of it. */
export async function defineMetrics(
  log: Log,
): Promise<
  Omit<Metrics, "close"> & { readonly define: Define & { unread(name: string, help: string): void } }
> {
  const { Counter, Gauge, Registry } = await import("prom-client");
  const registry = new Registry();
  const registers = [registry];
  let unread = 0;

  const reading = (metric: string, reset: () => void, read: () => void): void => {
    reset();
    try {
      read();
    } catch (error) {
      reset();
      unread++;
      log.write("monitoring.metric-unread", { metric, error: traceOf(error) });
    }
  };
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    define: {
      gauge(name, help, labelNames, read) {
        new Gauge({
          ...{ name, help, labelNames, registers },
          collect() {
            const set: SetValue = (value, labels = {}) => this.set(labels, value);
            // prom-client puts a sample of zero into a metric without labels.
            reading(
              name,
              () => (labelNames.length > 0 ? this.reset() : this.remove()),
              () => read(set),
            );
          },
        });
      },
      counter(name, help, labelNames, read) {
        new Counter({
          ...{ name, help, labelNames, registers },
          collect() {
            const set: SetValue = (value, labels = {}) => this.inc(labels, value);
            reading(
              name,
              () => (labelNames.length > 0 ? this.reset() : this.remove()),
              () => read(set),
            );
          },
        });
      },
      /** To be defined after all others: metrics are read in the order of their definition. */
      unread(name, help) {
        new Gauge({
          ...{ name, help, registers },
          collect() {
            this.set(unread);
            unread = 0;
          },
        });
      },
    },
  };
}
