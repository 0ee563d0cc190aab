/** Median and 95th percentile of some measurements, in their unit. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** Milliseconds that each of `count` runs takes, one after the other. */
export async function timed(count: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const values: number[] = [];
  for (let run = 0; run < count; run++) {
    const start = performance.now();
    await work(run);
    values.push(performance.now() - start);
  }
  return values;
}
