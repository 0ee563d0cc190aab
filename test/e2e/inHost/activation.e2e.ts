import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFile, startExtension } from './editor.ts';

describe('the extension inside VS Code', () => {
  before('open a Rust file', () => openFile('src/lib.rs'));

  it('activates, and its server starts', async () => {
    await startExtension();
    console.log(`    ${vscode.env.appName} ${vscode.version}, Node ${process.versions.node}`);
  });

  it('has its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    const own = commands.filter((command) => /^rustMemoryLayout\.\w+$/.test(command)).sort();
    assert.deepEqual(own, [
      'rustMemoryLayout.refreshTypes',
      'rustMemoryLayout.restartServer',
      'rustMemoryLayout.showDrops',
      'rustMemoryLayout.showGround',
      'rustMemoryLayout.showLayout',
      'rustMemoryLayout.showLog',
      'rustMemoryLayout.showTypes',
    ]);
  });

  it('starts its server again', async () => {
    await vscode.commands.executeCommand('rustMemoryLayout.restartServer');
  });
});
