import { Uri, window, workspace } from 'vscode';
import type { SavePicture } from '../../shared/webviewMessages.ts';

const formats: Record<SavePicture['format'], { label: string; ending: string }> = {
  svg: { label: 'SVG picture', ending: 'svg' },
  png: { label: 'PNG picture', ending: 'png' },
  markdown: { label: 'Markdown', ending: 'md' },
  json: { label: 'JSON', ending: 'json' },
};

/** Asks where to, and writes what the page has drawn. */
export async function savePicture({ format, name, data }: SavePicture): Promise<void> {
  await saveFile(name, format, data);
}

/** Asks where to, with `name` as a suggestion, and writes text, or for `png` the bytes that `data` has in base64. */
export async function saveFile(name: string, format: SavePicture['format'], data: string): Promise<void> {
  const { label, ending } = formats[format];
  const fileName = `${name.replace(/[^\w.-]+/g, '_')}.${ending}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = await window.showSaveDialog({
    filters: { [label]: [ending] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, fileName) }),
  });
  if (uri === undefined) return;
  const bytes = format === 'png' ? bytesOfBase64(data) : new TextEncoder().encode(data);
  await workspace.fs.writeFile(uri, bytes);
}

function bytesOfBase64(data: string): Uint8Array {
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
}
