import { existsSync, readFileSync } from 'node:fs';

/** What rustc itself said of a target (written by probe.ts): paths that exist under `cfg(doc)` alone, and constants' values. */
export interface Found {
  /** Paths that rustdoc shows and the compiler does not know. */
  readonly missing: readonly string[];
  /** Values by the constant's key in the facts. */
  readonly values: Readonly<Record<string, string>>;
}

/** Nothing missing and no values where the probe has not run. */
export function readFound(path: string): Found {
  if (!existsSync(path)) return { missing: [], values: {} };
  return JSON.parse(readFileSync(path, 'utf8')) as Found;
}
