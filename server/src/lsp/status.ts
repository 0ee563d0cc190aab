import { notifications, type ServerStatus } from '../../../shared/protocol.ts';
import type { Analysis } from '../engine/analysis.ts';
import { nearestReason } from '../features/view/nearest.ts';
import type { Session } from './session.ts';

/** More reasons than this say no more. */
const MAX_REASONS = 5;

/** Tells the client what the figures hold for, whenever that changes. */
export class StatusReport {
  #last = '';

  send(session: Session, analysis: Analysis): void {
    const status = statusOf(analysis);
    const text = JSON.stringify(status);
    if (text === this.#last) return;
    this.#last = text;
    session.connection.sendNotification(notifications.status, status).catch(() => undefined);
  }
}

function statusOf({ target, release, project }: Analysis): ServerStatus {
  const reasons = project.problems.map((problem) => problem.reason);
  const { describedAs } = release;
  return {
    target,
    release: release.name,
    ...(describedAs !== undefined && { describedAs }),
    degraded: [...(describedAs === undefined ? [] : [nearestReason(release)]), ...reasons].slice(
      0,
      MAX_REASONS,
    ),
  };
}
