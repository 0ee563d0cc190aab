import assert from 'node:assert/strict';
import { isAtClient, pathOfUri, uriOfPath } from '../../server/src/lsp/paths.ts';

describe('paths of URIs', () => {
  const cases: readonly (readonly [uri: string, path: string])[] = [
    ['file:///home/me/a%20b.rs', '/home/me/a b.rs'],
    ['file:///C:/me/a.rs', 'C:/me/a.rs'],
    ['untitled:Untitled-1', '/@untitled/-/Untitled-1.rs'],
    ['vscode-vfs://github/me/repo/src/lib.rs', '/@vscode-vfs/github/me/repo/src/lib.rs'],
    ['vscode-test-web://mount/src/lib.rs', '/@vscode-test-web/mount/src/lib.rs'],
  ];
  for (const [uri, path] of cases) {
    it(`${uri} there and back`, () => {
      assert.equal(pathOfUri(uri), path);
      assert.equal(uriOfPath(path), uri);
    });
  }
  it('write drives large, as VS Code does not', () =>
    assert.equal(pathOfUri('file:///c%3A/me/a.rs'), 'C:/me/a.rs'));
  it('ask the client for nothing above its folders', () => {
    assert.equal(isAtClient('/@untitled/Cargo.toml'), false);
    assert.equal(isAtClient('/@vscode-vfs/github/Cargo.toml'), true);
  });
});
