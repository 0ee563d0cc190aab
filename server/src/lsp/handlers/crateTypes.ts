import type { CancellationToken, ResponseError } from 'vscode-languageserver';
import type {
  CrateTypesDone,
  CrateTypesParams,
  CrateTypesPart,
  SizesBefore,
  TypeCandidates,
  TypeRow,
  TypesBeforeParams,
} from '../../../../shared/crateTypes.ts';
import { type CursorPlace, notifications } from '../../../../shared/protocol.ts';
import type { Analysis } from '../../engine/analysis.ts';
import { typeCandidates } from '../../features/crateTypes/candidates.ts';
import { crateTypes, type ListingStep } from '../../features/crateTypes/crateTypes.ts';
import { crateTitle, projectCrates } from '../../features/crateTypes/projectCrates.ts';
import { typeAt } from '../../features/layoutAt.ts';
import { pathOfUri } from '../paths.ts';
import { type Answer, cancelled, contentModified } from '../requests.ts';
import type { Session } from '../session.ts';

/** For so long nobody else is kept waiting, in milliseconds. */
const SLICE = 8;
/** So often rows are sent, in milliseconds. */
const SEND = 150;

/** `rustMemoryLayout/crateTypes`: the rows go out as notifications while they are found, the end is the answer. */
export async function onCrateTypes(
  session: Session,
  { uri, request }: CrateTypesParams,
  token: CancellationToken,
): Promise<Answer<CrateTypesDone>> {
  const subject = session.subject(uri);
  if (!subject) return null;
  const { analysis } = subject;
  const crates = projectCrates(analysis);
  const part = (rows: readonly TypeRow[], progress: CrateTypesPart['progress']): void => {
    const params: CrateTypesPart = { request, rows, progress };
    session.connection.sendNotification(notifications.crateTypesPart, params);
  };
  let rows: TypeRow[] = [];
  let sent = Date.now();
  let last: ListingStep | undefined;
  const failed = await inSlices(analysis, token, (step) => {
    rows.push(...step.rows);
    last = step;
    if (Date.now() - sent < SEND) return;
    part(rows, step.progress);
    rows = [];
    sent = Date.now();
  });
  if (failed) return failed;
  if (last) part(rows, last.progress);
  return { release: analysis.release.name, target: analysis.target, crates: crates.map(crateTitle) };
}

/** `rustMemoryLayout/typesBefore`: the same list for other texts of some files, as sizes alone. */
export async function onTypesBefore(
  session: Session,
  { uri, files }: TypesBeforeParams,
  token: CancellationToken,
): Promise<Answer<SizesBefore>> {
  const texts = new Map(files.map((file) => [pathOfUri(file.uri), file.text] as const));
  const analysis = session.withTexts(uri, texts);
  if (!analysis) return null;
  const sizes: Record<string, number | null> = {};
  const failed = await inSlices(analysis, token, ({ rows }) => {
    for (const { id, size } of rows) sizes[id] ??= size ?? null;
  });
  return failed ?? sizes;
}

/** Lists a project's types; others work between two slices. What stopped it early, if anything. */
async function inSlices(
  analysis: Analysis,
  token: CancellationToken,
  take: (step: ListingStep) => void,
): Promise<ResponseError<void> | undefined> {
  const { generation, engine } = analysis;
  let since = Date.now();
  for (const step of crateTypes(projectCrates(analysis), engine)) {
    take(step);
    if (Date.now() - since < SLICE) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return cancelled();
    if (analysis.generation !== generation) return contentModified();
    since = Date.now();
  }
  return undefined;
}

/** `rustMemoryLayout/typeCandidates` */
export function onTypeCandidates(session: Session, params: CursorPlace): TypeCandidates | null {
  const subject = session.subject(params.uri);
  const found = subject && typeAt(subject.cx, subject.file.document.offsetAt(params.position));
  if (!subject || found?.ty.kind !== 'adt') return null;
  return typeCandidates(subject.cx, found.ty);
}
