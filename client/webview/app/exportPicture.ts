import type { LayoutView } from '../../../shared/layoutView.ts';
import type { CopyText, SavePicture } from '../../../shared/webviewMessages.ts';
import { markdown } from '../export/markdown.ts';
import { type Palette, svgPicture } from '../export/svg.ts';
import { automaticWidth } from '../geometry/rowWidth.ts';
import { layPicture } from '../geometry/sections.ts';
import { openIn, type State } from '../state/panelState.ts';

/** Makes what a command of the export menu asks for, and hands it to the extension; other actions do nothing. */
export function exportPicture(
  action: string,
  state: State,
  send: (message: SavePicture | CopyText) => void,
): void {
  const { view } = state;
  if (view === undefined) return;
  const save = (format: SavePicture['format'], data: string) =>
    send({ kind: 'save', format, name: view.root.name, data });
  if (action === 'copyMarkdown') send({ kind: 'copy', text: markdown(view) });
  else if (action === 'saveMarkdown') save('markdown', markdown(view));
  else if (action === 'saveJson') save('json', jsonOf(view));
  else if (action === 'saveSvg') save('svg', svgOf(view, state));
  else if (action === 'savePng') pngOf(svgOf(view, state)).then((data) => save('png', data));
}

/** The picture as data; places in files are left out, as their paths mean nothing elsewhere. */
function jsonOf(view: LayoutView): string {
  const data = { schema: 'rust-layout-view/1', ...view };
  return `${JSON.stringify(data, (key, value) => (key === 'place' ? undefined : value), 2)}\n`;
}

function svgOf(view: LayoutView, state: State): string {
  const { root, pointerSize } = view;
  const width = state.rowWidth === 'auto' ? automaticWidth(root, pointerSize, 900) : state.rowWidth;
  return svgPicture(view, layPicture(root, width, openIn(state, root)), paletteOfTheme());
}

/** The theme's colours as they are now: a file can't ask for them later. */
function paletteOfTheme(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string, instead: string) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || instead;
  return {
    background: color('editor-background', 'white'),
    foreground: color('foreground', 'black'),
    faint: color('descriptionForeground', 'gray'),
    tag: color('charts-red', 'red'),
    niche: color('charts-orange', 'orange'),
    hues: [
      color('charts-blue', 'royalblue'),
      color('charts-green', 'seagreen'),
      color('charts-purple', 'purple'),
      color('charts-yellow', 'goldenrod'),
      color('terminal-ansiCyan', 'teal'),
      color('terminal-ansiMagenta', 'magenta'),
    ],
  };
}

/** The picture drawn at twice its size, as the bytes of a PNG file in base64. */
async function pngOf(svg: string): Promise<string> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
