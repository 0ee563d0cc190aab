// One crate of the corpus: the product's layouts against the compiler's.

import { layoutJson } from '../../support/engine.ts';
import { compareLayouts, type LayoutComparison } from '../oracle/compareLayouts.ts';
import type { CorpusCrate, CrateTruth } from './corpusCrates.ts';

export interface CrateResult {
  readonly crate: CorpusCrate;
  /** Undefined where the product failed as a whole. */
  readonly comparison?: LayoutComparison;
  readonly failure?: string;
  readonly seconds: number;
}

/** `folder` holds the crate's source. */
export async function measureCrate(
  crate: CorpusCrate,
  folder: string,
  truth: CrateTruth,
): Promise<CrateResult> {
  const { features, defaultFeatures } = crate;
  const rustc = truth.rustc.split('.').slice(0, 2).join('.');
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const product = await layoutJson(folder, { rustc, target: truth.target, features, defaultFeatures });
    const time = seconds();
    return { crate, comparison: compareLayouts(truth, product), seconds: time };
  } catch (error) {
    return { crate, failure: error instanceof Error ? error.message : String(error), seconds: seconds() };
  }
}
