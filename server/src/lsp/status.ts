import { notifications, type ServerStatus } from '../../../shared/protocol.ts';
import { isUnknown } from '../base/unknown.ts';
import { groundDetails, groundOf } from '../engine/ground.ts';
import { nearestReason } from '../features/view/nearest.ts';
import type { OwnedFile, Session } from './session.ts';

/** More reasons than this say no more. */
const MAX_REASONS = 5;

/** Tells the client what the figures hold for, whenever that changes. */
export class StatusReport {
  #last = '';
  readonly #told = new Set<string>();

  /** Tells it for a document; what is wrong is told once more where it can't be overlooked, and written to the log. */
  send(session: Session, uri: string): void {
    const status = statusOf(session, uri);
    if (!status) return;
    const text = JSON.stringify(status);
    if (text !== this.#last)
      session.connection.sendNotification(notifications.status, status).catch(() => undefined);
    this.#last = text;
    for (const reason of status.degraded) this.#tell(session, reason, isSerious(session, uri));
  }

  #tell({ connection }: Session, reason: string, isSerious: boolean): void {
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    connection.console.warn(reason);
    if (isSerious) connection.window.showWarningMessage(`Rust Memory Layout: ${reason}`);
  }
}

/** Whether a document has no project, or one that is not as its files are. */
function isSerious(session: Session, uri: string): boolean {
  const owned = session.owned(uri);
  return isUnknown(owned) || owned?.problem !== undefined;
}

/** What a document's figures hold for; undefined where it is not open. */
export function statusOf(session: Session, uri: string): ServerStatus | undefined {
  const owned = session.owned(uri);
  if (!owned) return undefined;
  const settings = session.settingsInForce(uri);
  if (isUnknown(owned)) return { target: '', release: '', degraded: [owned.reason], ground: [], settings };
  return { ...figuresOf(owned), settings };
}

function figuresOf({ analysis, file, problem }: OwnedFile): Omit<ServerStatus, 'settings'> {
  const ground = groundOf(analysis, file.path);
  const reasons = analysis.project.problems.map(({ reason }) => reason);
  const old = problem ? [`${problem.reason}; shown is the project as it last was`] : [];
  const { release } = analysis;
  const nearest = release.describedAs === undefined ? [] : [nearestReason(release)];
  return {
    target: ground?.target.triple ?? analysis.target,
    release: release.name,
    ...(release.describedAs !== undefined && { describedAs: release.describedAs }),
    degraded: [...old, ...nearest, ...reasons].slice(0, MAX_REASONS),
    ground: ground ? groundDetails(ground) : [],
  };
}
