import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { openFile, startExtension, until } from './editor.ts';

/** Macros that call themselves twice: whoever expands them all never ends. */
const endless = `macro_rules! m { () => { mod x { m!(); m!(); } } }
m!();
macro_rules! b { () => { { b!(); b!(); } } }
fn f() { let s = String::new(); b!(); }
struct Inside(u8, u32);
`;

describe('the server of the extension', () => {
  let good: vscode.TextDocument;
  let place: vscode.Position;

  before('open a file that is as it should be', async () => {
    good = await openFile('src/created/structs.rs');
    await startExtension();
    place = good.positionAt(/struct \w/.exec(good.getText())!.index + 'struct '.length);
    await hoverAt(good, place);
  });

  it('answers in other files while a file is open that never ends', async () => {
    const bad = await vscode.workspace.openTextDocument({ language: 'rust', content: endless });
    await vscode.window.showTextDocument(bad, vscode.ViewColumn.Beside);
    const badHover = firstHover(bad, bad.positionAt(endless.indexOf('Inside')));
    await badHover;
    const start = Date.now();
    await hoverAt(good, place);
    const took = Date.now() - start;
    assert.ok(took < 1000, `${took} ms`);
  });

  it('starts again at any time', async () => {
    const bad = await vscode.workspace.openTextDocument({ language: 'rust', content: `${endless}\n` });
    firstHover(bad, bad.positionAt(endless.indexOf('Inside'))).then(undefined, () => undefined);
    await vscode.commands.executeCommand('rustMemoryLayout.restartServer');
    await hoverAt(good, place);
  });

  it('comes back after each of twenty kills', async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(400_000);
    for (let kill = 0; kill < 20; kill++) {
      const before = await until(() => serverProcess());
      // From the sixth on the client waits longer and longer; "Restart Server" does not.
      process.kill(before, 'SIGKILL');
      await until(() => (serverProcess() === before ? undefined : true));
      if (kill >= 4) await vscode.commands.executeCommand('rustMemoryLayout.restartServer');
      await hoverAt(good, place);
    }
  });
});

async function firstHover(document: vscode.TextDocument, at: vscode.Position): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  const [first] = hovers.flatMap(({ contents }) => contents);
  return first && (typeof first === 'string' ? first : first.value);
}

/** Waits until a hover there has figures. */
function hoverAt(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  return until(async () => {
    const hover = await firstHover(document, at);
    return hover !== undefined && /\bbytes?\b/.test(hover) ? hover : undefined;
  });
}

/** The id of the server's process: the child of this one, or of its siblings, that runs dist/server.cjs. */
function serverProcess(): number | undefined {
  const own = readdirSync('/proc').find((id) => {
    if (!/^\d+$/.test(id)) return false;
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1];
      return command.includes('dist/server.cjs') && Number(parent) === process.pid;
    } catch {
      return false;
    }
  });
  return own === undefined ? undefined : Number(own);
}
