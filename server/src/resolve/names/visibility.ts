import type { Def } from '../model/def.ts';
import type { Module } from '../model/model.ts';

/** Where a binding can be used: everywhere, or inside a module. */
export type Region = 'everywhere' | Def;

export function sees(viewer: Module, region: Region): boolean {
  if (region === 'everywhere') return true;
  for (let at: Module | undefined = viewer; at !== undefined; at = at.parent)
    if (at.def === region) return true;
  return false;
}

/** The smaller of two regions; both contain the place that asks, so one contains the other. */
export function narrower(a: Region, b: Region): Region {
  if (a === 'everywhere' || a === b) return b;
  if (b === 'everywhere') return a;
  for (let at: Def | undefined = a; at !== undefined; at = at.parent) if (at === b) return a;
  return b;
}
