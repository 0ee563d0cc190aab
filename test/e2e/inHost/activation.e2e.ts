import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension inside VS Code', () => {
  before('open a Rust file', async () => {
    const [file] = await vscode.workspace.findFiles('src/lib.rs');
    assert.ok(file, 'examples/lessons has a src/lib.rs');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  });

  it('activates, and its server starts', async () => {
    const extension = vscode.extensions.getExtension('rust-memory-layout.rust-memory-layout');
    assert.ok(extension, 'the extension is known');
    const api = await extension.activate();
    await api.ready;
    console.log(`    ${vscode.env.appName} ${vscode.version}, Node ${process.versions.node}`);
  });

  it('has its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    const own = commands.filter((command) => /^rustMemoryLayout\.\w+$/.test(command)).sort();
    assert.deepEqual(own, [
      'rustMemoryLayout.restartServer',
      'rustMemoryLayout.showDrops',
      'rustMemoryLayout.showLayout',
      'rustMemoryLayout.showLog',
    ]);
  });

  it('starts its server again', async () => {
    await vscode.commands.executeCommand('rustMemoryLayout.restartServer');
  });
});
