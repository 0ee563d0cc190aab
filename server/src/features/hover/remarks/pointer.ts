import { isUnknown } from '../../../base/unknown.ts';
import type { Remark } from './remark.ts';

/** What a wide pointer carries beside the address. */
export const pointerRemark: Remark = ({ ty, env, engine }) => {
  if (ty.kind !== 'ref' && ty.kind !== 'ptr') return undefined;
  const metadata = engine.types.pointee(ty.inner, env);
  if (isUnknown(metadata)) return undefined;
  if (metadata.kind === 'length') return 'A wide pointer: an address and a length.';
  return metadata.kind === 'vtable' ? 'A wide pointer: an address and a vtable.' : undefined;
};
