import {
  type ClientCapabilities,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
} from 'vscode-languageserver';
import { settingsSection } from '../../../shared/settings.ts';
import { mayBeRoot, shapesProjects } from './analyses.ts';
import { pathOfUri } from './paths.ts';
import type { Session } from './session.ts';
import {
  layered,
  readRustAnalyzerSettings,
  readSettings,
  rustAnalyzerSection,
  sectionsOf,
} from './settings.ts';
import { overlaid } from './settingsTree.ts';

/** Files whose change changes layouts. */
const watched = [
  '**/*.rs',
  '**/Cargo.{toml,lock}',
  '**/.cargo/{config,*.toml}',
  '**/rust-toolchain{.toml,}',
  '**/{.,}rust-project.json',
];

/** Asks the client to tell of changed settings and files, where it can be asked. */
export async function watchChanges({ connection, client }: Session): Promise<void> {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: [settingsSection, rustAnalyzerSection],
    });
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
    const watchers = watched.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}

/**
 * Takes the settings from the client: what it pushed, now or before, and on top what it answers where it can be asked.
 *
 * @param sent `initializationOptions`, or the settings of `workspace/didChangeConfiguration`
 */
export function loadSettings(session: Session, sent?: unknown): Promise<void> {
  session.pushed = overlaid(session.pushed, sectionsOf(sent));
  session.settled = askFor(session).catch((error) => {
    session.connection.console.error(`settings: ${error}`);
  });
  return session.settled;
}

async function askFor(session: Session): Promise<void> {
  const { folders } = session;
  const paths = folders.map(pathOfUri);
  const [whole = [], ...ofFolders] = await answered(session, [undefined, ...folders]);
  const settings = (answers: readonly SectionAnswers[]) => ({
    own: readSettings(layered(session.pushed, settingsSection, ...answers.map(({ own }) => own))),
    rustAnalyzer: readRustAnalyzerSettings(
      layered(session.pushed, rustAnalyzerSection, ...answers.map(({ rustAnalyzer }) => rustAnalyzer)),
    ),
  });
  session.configure({
    folders: paths,
    whole: settings(whole),
    ofFolders: new Map(paths.map((path, at) => [path, settings([...whole, ...(ofFolders[at] ?? [])])])),
  });
}

/** What a client says of the two sections. */
interface SectionAnswers {
  readonly own: unknown;
  readonly rustAnalyzer: unknown;
}

/** What the client answers for the window (undefined) and for folders; nothing where it can't be asked, or fails. */
async function answered(
  { connection, client }: Session,
  scopes: readonly (string | undefined)[],
): Promise<readonly (readonly SectionAnswers[])[]> {
  if (!client.workspace?.configuration) return [];
  const items = scopes.flatMap((scopeUri) =>
    [settingsSection, rustAnalyzerSection].map((section) => ({
      section,
      ...(scopeUri !== undefined && { scopeUri }),
    })),
  );
  const answers: unknown = await connection.workspace.getConfiguration(items).catch((error: unknown) => {
    connection.console.error(`settings: ${error}`);
  });
  if (!Array.isArray(answers)) return [];
  return scopes.map((_, at) => [{ own: answers[2 * at], rustAnalyzer: answers[2 * at + 1] }]);
}

/** Files came, went or changed outside of the editor. */
export function filesChanged(session: Session, { changes }: DidChangeWatchedFilesParams): void {
  const paths = changes.map((change) => pathOfUri(change.uri));
  for (const path of paths) session.changedOutside(path);
  const came = changes.filter((change) => change.type !== FileChangeType.Changed);
  const shapes = paths.some(shapesProjects) || came.some((change) => mayBeRoot(pathOfUri(change.uri)));
  if (shapes) session.analyses.clear();
}

/** Hints and findings in view are asked for again. */
export function refreshViews({
  connection,
  client,
}: {
  connection: Session['connection'];
  client: ClientCapabilities;
}): void {
  const { inlayHint, diagnostics } = client.workspace ?? {};
  if (inlayHint?.refreshSupport) connection.languages.inlayHint.refresh().catch(() => undefined);
  if (diagnostics?.refreshSupport) connection.languages.diagnostics.refresh().catch(() => undefined);
}
