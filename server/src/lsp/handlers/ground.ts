import type { FileParams, ServerStatus } from '../../../../shared/protocol.ts';
import type { Session } from '../session.ts';
import { statusOf } from '../status.ts';

/** `rustMemoryLayout/ground`: what the figures of a document hold for. */
export function onGround(session: Session, { uri }: FileParams): ServerStatus | null {
  return statusOf(session, uri) ?? null;
}
