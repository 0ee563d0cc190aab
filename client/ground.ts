import { commands, type Disposable, type QuickPickItem, type TextEditor, window } from 'vscode';
import { type CrateChoice, requests, type ServerStatus } from '../shared/protocol.ts';
import type { Server } from './server.ts';
import { type StatusItem, showGroundCommand } from './statusItem.ts';

/** What an entry does when it is picked. */
interface GroundItem extends QuickPickItem {
  readonly run?: () => unknown;
}

/** Keeps the status item at the file of the active editor, and shows all of its ground on a click. */
export function followGround(server: Server, status: StatusItem): readonly Disposable[] {
  const follow = async (editor: TextEditor | undefined): Promise<void> => {
    if (editor?.document.languageId !== 'rust') return;
    const ground = await askGround(server, editor);
    if (ground && window.activeTextEditor === editor) status.show(ground);
  };
  return [
    window.onDidChangeActiveTextEditor(follow),
    commands.registerCommand(showGroundCommand, async () => {
      const editor = window.activeTextEditor;
      const asked = editor?.document.languageId === 'rust' ? await askGround(server, editor) : undefined;
      const choices = asked && editor ? await askCrates(server, editor) : [];
      const lookFrom = async () => {
        if (editor === undefined || !(await lookFromOther(server, editor, choices))) return;
        const ground = await askGround(server, editor);
        if (ground) status.show(ground);
      };
      await pick(asked ?? status.status, choices.length > 1 ? lookFrom : undefined);
    }),
  ];
}

function askGround(server: Server, { document }: TextEditor): Promise<ServerStatus | null> {
  return server.request<ServerStatus>(requests.ground, { uri: document.uri.toString() });
}

async function askCrates(server: Server, { document }: TextEditor): Promise<readonly CrateChoice[]> {
  return (await server.request<CrateChoice[]>(requests.crates, { uri: document.uri.toString() })) ?? [];
}

/** Lets the user choose the crate that a file of several is looked at from; false if none was picked. */
async function lookFromOther(
  server: Server,
  { document }: TextEditor,
  choices: readonly CrateChoice[],
): Promise<boolean> {
  const items = choices.map(({ id, label, root, isCurrent }) => ({
    label: isCurrent ? `$(check) ${label}` : label,
    description: root,
    id,
  }));
  const placeHolder = 'The crate whose module this file is looked at as';
  const picked = await window.showQuickPick(items, { placeHolder });
  if (picked === undefined) return false;
  await server.request(requests.lookFrom, { uri: document.uri.toString(), crate: picked.id });
  return true;
}

/** @param lookFrom chooses another of the crates that have the file; undefined where there is one at most */
async function pick(status: ServerStatus | undefined, lookFrom: (() => unknown) | undefined): Promise<void> {
  const settings = (query: string) => () => commands.executeCommand('workbench.action.openSettings', query);
  const change: readonly GroundItem[] = [
    ...(lookFrom ? [{ label: '$(symbol-namespace) Look from another crate…', run: lookFrom }] : []),
    { label: '$(target) Change target…', run: settings('rustMemoryLayout.target') },
    { label: '$(versions) Change release of rustc…', run: settings('rustMemoryLayout.rustc') },
    { label: '$(settings) Change features, cfg and tests…', run: settings('rustMemoryLayout.cargo') },
    { label: '$(output) Show log', run: () => commands.executeCommand('rustMemoryLayout.showLog') },
    {
      label: '$(debug-restart) Restart server',
      run: () => commands.executeCommand('rustMemoryLayout.restartServer'),
    },
  ];
  const wrong = (status?.degraded ?? []).map((label) => ({ label: `$(warning) ${label}` }));
  const lines = (status?.ground ?? []).map((label) => ({ label }));
  const set = (status?.settings ?? []).map((name) => ({ label: `Set: ${name}`, run: settings(name) }));
  const items: readonly GroundItem[] = [...wrong, ...lines, ...set, ...change];
  const picked = await window.showQuickPick(items, { placeHolder: 'What the figures of this file hold for' });
  await picked?.run?.();
}
