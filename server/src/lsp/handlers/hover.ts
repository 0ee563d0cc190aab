import type { Hover, HoverParams } from 'vscode-languageserver';
import { isUnknown, type Unknown } from '../../base/unknown.ts';
import { type FilePart, partAt } from '../../engine/fileContext.ts';
import { groundLine, groundOfCrate, unreachedNote } from '../../engine/ground.ts';
import { dropHoverAt } from '../../features/drops/dropHover.ts';
import { type Hover as Answer, hoverAt } from '../../features/hover/hover.ts';
import { nameAt, offItemAt } from '../../features/offHere.ts';
import type { Parts, Session } from '../session.ts';
import { layoutLink, shiftedBy, toHover } from '../toProto.ts';

/** `textDocument/hover`: figures with the ground that they stand on, or why there are none. */
export function onHover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  if (!session.settingsOf(textDocument.uri).hover.enable) return null;
  const owned = session.owned(textDocument.uri);
  if (isUnknown(owned)) return refusal(session, textDocument.uri, position, owned);
  const subject = session.parts(textDocument.uri);
  const { document } = subject?.file ?? {};
  const found = subject && document && partAt(subject.parts, document.offsetAt(position));
  if (!found) return null;
  const { part, offset } = found;
  const positions = shiftedBy(document, part.shift);
  const { format } = session.traits;
  const link = session.options.commandLinks ? (at: number) => layoutLink(positions, at) : undefined;
  const answer = answerAt(part, offset, link) ?? withoutTest(subject, part, offset, link);
  if (answer)
    return toHover(positions, answer.hasFigures ? withGround(subject, answer) : answer.hover, format);
  const off = offHere(part, offset);
  return off ? toHover(positions, off, format) : null;
}

type Link = ((offset: number) => string) | undefined;

interface Found {
  readonly part: FilePart;
  readonly hover: Answer;
  /** Whether figures are among the answer, which hold for a ground. */
  readonly hasFigures: boolean;
}

function answerAt(part: FilePart, offset: number, diagramLink: Link): Found | undefined {
  const drops = dropHoverAt(part.cx, offset);
  const hover = hoverAt(part.cx, offset, { ...(diagramLink && { diagramLink }) });
  if (!hover) return drops && { part, hover: drops, hasFigures: false };
  if (!drops) return { part, hover, hasFigures: true };
  return { part, hasFigures: true, hover: { ...hover, markdown: `${hover.markdown}\n\n${drops.markdown}` } };
}

/** What `cfg(test)` takes away is compiled when nobody tests. */
function withoutTest({ analysis }: Parts, part: FilePart, offset: number, link: Link): Found | undefined {
  if (!offItemAt(part.cx, offset)) return undefined;
  const crate = analysis.project.withoutTest(part.cx.crate);
  if (crate === undefined) return undefined;
  const engine = analysis.snapshotOf(crate);
  const plain = { ...part, cx: { ...part.cx, engine, crate } };
  return offItemAt(plain.cx, offset) ? undefined : answerAt(plain, offset, link);
}

function withGround({ analysis, problem }: Parts, { part: { cx }, hover }: Found): Answer {
  const place = analysis.placeOf(cx.path);
  const unreached = place?.kind === 'unreached' ? place : undefined;
  const ground = groundOfCrate(analysis, cx.crate, cx.path, unreached);
  const note = unreachedNote(ground);
  const old = problem && `Of the project as it last was, because ${problem.reason}.`;
  const lines = [hover.markdown, ...(note === undefined ? [] : [note]), ...(old ? [old] : [])];
  return { ...hover, markdown: [...lines, `*${groundLine(ground)}*`].join('\n\n') };
}

function offHere({ cx }: FilePart, offset: number): Answer | undefined {
  const span = nameAt(cx.unit.text, cx.unit.items, offset);
  const off = span && offItemAt(cx, offset);
  if (!off) return undefined;
  const info = cx.engine.resolver.crateInfo(cx.crate);
  const markdown = `**Not compiled here**: \`${off.attribute}\` is off for ${info?.target.triple}.`;
  return { markdown, span };
}

/** Where there is no project to lay anything out for, the reason stands on the names that would have figures. */
function refusal(
  session: Session,
  uri: string,
  position: HoverParams['position'],
  { reason }: Unknown,
): Hover | null {
  const file = session.file(uri);
  if (!file) return null;
  const span = nameAt(file.text, file.parsed().items, file.document.offsetAt(position));
  if (!span) return null;
  const refused = { markdown: `**No figures**: ${reason}.`, span };
  return toHover(shiftedBy(file.document, 0), refused, session.traits.format);
}
