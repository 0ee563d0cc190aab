import {
  CancellationToken,
  type Connection,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticReportKind,
  ResponseError,
} from 'vscode-languageserver';
import type { CrateTypesParams, TypeCandidates, TypesBeforeParams } from '../../../shared/crateTypes.ts';
import {
  type CursorPlace,
  type FileParams,
  type LayoutParams,
  type LookFromParams,
  requests,
  type ServerStatus,
} from '../../../shared/protocol.ts';
import { primeHovers } from '../features/hover/primeHovers.ts';
import { collect, type Finder } from './batches.ts';
import { capabilities } from './capabilities.ts';
import { filesChanged, loadSettings, refreshViews, watchChanges } from './changes.ts';
import { fromInitializationOptions } from './fromProto.ts';
import { onCodeAction } from './handlers/codeAction.ts';
import { onCrates, onLookFrom } from './handlers/crates.ts';
import { onCrateTypes, onTypeCandidates, onTypesBefore } from './handlers/crateTypes.ts';
import { onDiagnostic } from './handlers/diagnostic.ts';
import { onDrops, onInFunction } from './handlers/drops.ts';
import { onGround } from './handlers/ground.ts';
import { onHover } from './handlers/hover.ts';
import { onInlayHint } from './handlers/inlayHint.ts';
import { onLayout } from './handlers/layout.ts';
import type { StartPlatform } from './platform.ts';
import { PushedDiagnostics } from './pushedDiagnostics.ts';
import { type Answer, guarded } from './requests.ts';
import { type Parts, Session } from './session.ts';
import { StatusReport } from './status.ts';
import { type SetAsideParams, setAsideNotification } from './supervisor/messages.ts';
import { Watch } from './watch.ts';

/**
 * After this time without typing, other documents' hints are brought up to date, and after as long a document that was
 * opened is made ready for typing and for hovers, in milliseconds.
 */
const QUIET = 500;

/** Serves one client until it goes away. Handlers find the document, ask a feature, and convert its answer. */
export function startServer(connection: Connection, start: StartPlatform, watch = new Watch()): void {
  connection.onInitialize(async (params) => {
    const options = fromInitializationOptions(params.initializationOptions);
    const folders =
      params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    const session = new Session(
      connection,
      await start(options),
      options,
      params.capabilities,
      watch,
      folders,
    );
    connection.onInitialized(async () => {
      await loadSettings(session, params.initializationOptions);
      await watchChanges(session);
      refreshViews(session);
    });
    followDocuments(session);
    answerRequests(session);
    return capabilities(params.capabilities);
  });
  connection.listen();
}

function followDocuments(session: Session): void {
  const { connection } = session;
  const status = new StatusReport();
  const pushed = new PushedDiagnostics(session);
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    refreshViews(session);
    pushed.changed();
    const first = session.openFiles.find(({ uri }) => !session.setAside.has(uri));
    if (first) report(session, status, first.uri);
  };
  connection.onDidOpenTextDocument(({ textDocument }) => {
    session.open(textDocument);
    pushed.changed();
    const { uri } = textDocument;
    const prepared = () => guarded(session, 'open', never, () => prepare(session, uri), uri);
    report(session, status, uri, () => setTimeout(prepared, QUIET));
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    session.close(textDocument.uri);
    pushed.closed(textDocument.uri);
  });
  connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
    session.file(textDocument.uri)?.change(contentChanges, textDocument.version);
    pushed.changed();
    clearTimeout(quiet);
    if (session.openFiles.length > 1) quiet = setTimeout(() => refreshViews(session), QUIET);
  });
  connection.onNotification(setAsideNotification, ({ uris }: SetAsideParams) => {
    session.setAside = new Set(uris);
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    await loadSettings(session, settings);
    refresh();
  });
  if (session.client.workspace?.workspaceFolders === true)
    // The library's own event would register for what the capabilities have announced, also where clients can't be asked.
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, async ({ event }) => {
      const { added, removed } = event;
      const gone = new Set(removed.map(({ uri }) => uri));
      session.folders = [...session.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      await loadSettings(session);
      refresh();
    });
  connection.onDidChangeWatchedFiles((params) => {
    filesChanged(session, params);
    refresh();
  });
}

const never = CancellationToken.None;

/** For so long hovers are made ready that nobody has asked for yet, in milliseconds. */
const PRIMING = 1500;

/**
 * Makes a document ready for its first keystroke, which must not wait until all of it is parsed, and for its first
 * hover. Given up as soon as somebody types or asks: who asks must not wait for what nobody may want.
 */
async function prepare(session: Session, uri: string): Promise<null> {
  session.file(uri)?.parsed();
  const until = Date.now() + PRIMING;
  const { questions } = session;
  const find: Finder<never> = function* (cx, span) {
    for (const _ of primeHovers(cx, span)) {
      if (Date.now() > until || session.questions !== questions) return;
      yield [];
    }
  };
  const whole = ({ file }: Parts) => ({ start: 0, end: file.text.length });
  // Where the client serves the files, none is fetched on suspicion.
  if (session.settingsOf(uri).hover.enable && !session.options.serveFiles)
    await collect(session, uri, whole, never, find);
  return null;
}

/** Opens the document's project, which the next question will need, and tells what its figures hold for. */
function report(session: Session, status: StatusReport, uri: string, then?: () => void): void {
  const open = () => {
    status.send(session, uri);
    return null;
  };
  setTimeout(() => {
    if (!session.setAside.has(uri)) guarded(session, 'status', never, open, uri).then(then);
  });
}

function answerRequests(session: Session): void {
  const { connection } = session;
  connection.onHover((params, token) => guarded(session, 'hover', token, () => onHover(session, params)));
  connection.languages.inlayHint.on((params, token) =>
    guarded(session, 'inlayHint', token, () => onInlayHint(session, params, token)),
  );
  connection.onCodeAction((params, token) =>
    guarded(session, 'codeAction', token, () => onCodeAction(session, params)),
  );
  connection.languages.diagnostics.on(async (params, token) => {
    const report = await guarded(session, 'diagnostic', token, () => onDiagnostic(session, params, token));
    if (report instanceof ResponseError) throw report;
    return report ?? { kind: DocumentDiagnosticReportKind.Full, items: [] };
  });
  connection.onRequest(requests.drops, (params: CursorPlace, token) =>
    guarded(session, 'drops', token, () => onDrops(session, params)),
  );
  connection.onRequest<Answer<ServerStatus>, void>(requests.ground, (params: FileParams, token) =>
    guarded(session, 'ground', token, () => onGround(session, params)),
  );
  connection.onRequest(requests.crates, (params: FileParams, token) =>
    guarded(session, 'crates', token, () => onCrates(session, params)),
  );
  connection.onRequest(requests.lookFrom, (params: LookFromParams, token) =>
    guarded(session, 'lookFrom', token, () => onLookFrom(session, params)),
  );
  connection.onRequest(requests.inFunction, (params: CursorPlace, token) =>
    guarded(session, 'inFunction', token, () => onInFunction(session, params)),
  );
  connection.onRequest(requests.crateTypes, (params: CrateTypesParams, token) =>
    guarded(session, 'crateTypes', token, () => onCrateTypes(session, params, token)),
  );
  connection.onRequest<Answer<TypeCandidates>, void>(requests.typeCandidates, (params: CursorPlace, token) =>
    guarded(session, 'typeCandidates', token, () => onTypeCandidates(session, params)),
  );
  connection.onRequest(requests.typesBefore, (params: TypesBeforeParams, token) =>
    guarded(session, 'typesBefore', token, () => onTypesBefore(session, params, token)),
  );
  connection.onRequest(requests.layout, (params: LayoutParams, token) =>
    guarded(session, 'layout', token, () => onLayout(session, params)),
  );
}
