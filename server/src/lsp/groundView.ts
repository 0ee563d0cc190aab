import type { GroundView } from '../../../shared/layoutView.ts';
import { groundDetails, groundOf, groundParts } from '../engine/ground.ts';
import type { OwnedFile } from './session.ts';

/** The part of a panel's data that says what a document's figures hold for. */
export function groundView({ analysis, file }: OwnedFile): { readonly ground?: GroundView } {
  const ground = groundOf(analysis, file.path);
  return ground ? { ground: { parts: groundParts(ground), details: groundDetails(ground) } } : {};
}
