import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFile, startExtension, until } from './editor.ts';

describe('layouts inside VS Code', () => {
  let document: vscode.TextDocument;

  before('open a Rust file', async () => {
    document = await openFile('src/created/c_and_rust.rs');
    await startExtension();
  });
  after('leave the file as it was', () => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('stand in the hover of a definition', async () => {
    const text = await hoverText(document, 'S1InC');
    assert.match(text, /^\*\*6 bytes\*\*.*align 2.*2 padding/m);
  });

  it('stand in hints, which follow an edit', async () => {
    const holes = await until(async () => nonEmpty(await hintsOf(document, 'S1InC')));
    assert.equal(holes.length, 2);
    assert.match(holes.join(), /^\+1 padding.*,\+1 trailing padding/);
    const before = document.positionAt(document.getText().indexOf('pub b: u16'));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, before, 'pub filler: u8,\n    ');
    await vscode.workspace.applyEdit(edit);
    await until(async () => ((await hintsOf(document, 'S1InC')).length === 1 ? true : undefined));
  });

  it('stand in a panel', async () => {
    const at = document.positionAt(document.getText().indexOf('S1InC'));
    const place = { uri: document.uri.toString(), position: { line: at.line, character: at.character } };
    await vscode.commands.executeCommand('rustMemoryLayout.showLayout', place);
    await until(() => tabs().find((label) => label === 'Layout: S1InC'));
  });
});

async function hoverText(document: vscode.TextDocument, word: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(`struct ${word}`) + 'struct '.length);
  const hovers = await until(async () =>
    nonEmpty(
      await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      ),
    ),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The labels of the hints inside a struct. */
async function hintsOf(document: vscode.TextDocument, struct: string): Promise<readonly string[]> {
  const text = document.getText();
  const start = text.indexOf(`struct ${struct}`);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(text.indexOf('\n}', start) + 2),
  );
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    range,
  );
  return hints.map(({ label }) =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  );
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
}
