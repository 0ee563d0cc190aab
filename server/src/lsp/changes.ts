import {
  type ClientCapabilities,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
} from 'vscode-languageserver';
import { settingsSection } from '../../../shared/settings.ts';
import { shapesProjects } from './analyses.ts';
import { pathOfUri } from './paths.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** Files whose change changes layouts. */
const watched = ['**/*.rs', '**/Cargo.{toml,lock}', '**/.cargo/config{.toml,}', '**/rust-toolchain{.toml,}'];

/** Asks the client to tell of changed settings and files, where it can be asked. */
export async function watchChanges({ connection, client }: Session): Promise<void> {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
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
  const { connection, client } = session;
  const asked = client.workspace?.configuration
    ? await connection.workspace.getConfiguration(settingsSection)
    : sectionOf(sent);
  session.configure(readSettings(asked));
}

function sectionOf(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null) return undefined;
  return settingsSection in sent ? (sent as Record<string, unknown>)[settingsSection] : sent;
}

/** Files came, went or changed outside of the editor. */
export function filesChanged(session: Session, { changes }: DidChangeWatchedFilesParams): void {
  const paths = changes.map((change) => pathOfUri(change.uri));
  for (const path of paths) session.changedOutside(path);
  if (paths.some(shapesProjects)) session.analyses.clear();
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
