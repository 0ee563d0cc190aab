import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Opens a file of the example project by its path in there, and shows it. */
export async function openFile(name: string): Promise<vscode.TextDocument> {
  const [file] = await vscode.workspace.findFiles(name);
  assert.ok(file, `examples/lessons has a ${name}`);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}

/** Activates the extension, and waits for its server. */
export async function startExtension(): Promise<void> {
  const extension = vscode.extensions.getExtension('rust-memory-layout.rust-memory-layout');
  assert.ok(extension, 'the extension is known');
  await (await extension.activate()).ready;
}

/** Asks again and again until there is an answer; mocha's time limit ends it. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
