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
import { readRustAnalyzerSettings, readSettings } from './settings.ts';

/** rust-analyzer's settings, which count where ours say nothing. */
const rustAnalyzerSection = 'rust-analyzer';

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

/** Takes the settings from the client: asked for, where it answers, else as it sent them. */
export function loadSettings(session: Session, sent?: unknown): Promise<void> {
  session.settled = readFrom(session, sent).catch((error) => {
    session.connection.console.error(`settings: ${error}`);
  });
  return session.settled;
}

async function readFrom(session: Session, sent: unknown): Promise<void> {
  const { connection, client, folders } = session;
  const paths = folders.map(pathOfUri);
  if (!client.workspace?.configuration) {
    const own = readSettings(sectionOf(sent, settingsSection) ?? sent);
    const rustAnalyzer = readRustAnalyzerSettings(sectionOf(sent, rustAnalyzerSection));
    session.configure({ folders: paths, whole: { own, rustAnalyzer }, ofFolders: new Map() });
    return;
  }
  const scopes: readonly (string | undefined)[] = [undefined, ...folders];
  const items = scopes.flatMap((scopeUri) =>
    [settingsSection, rustAnalyzerSection].map((section) => ({
      section,
      ...(scopeUri !== undefined && { scopeUri }),
    })),
  );
  const answers = await connection.workspace.getConfiguration(items);
  const settings = scopes.map((_, at) => ({
    own: readSettings(answers[2 * at]),
    rustAnalyzer: readRustAnalyzerSettings(answers[2 * at + 1]),
  }));
  const ofFolders = new Map(paths.map((path, at) => [path, settings[at + 1]!]));
  session.configure({ folders: paths, whole: settings[0]!, ofFolders });
}

function sectionOf(sent: unknown, section: string): unknown {
  return typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>)[section] : undefined;
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
