import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { PageState } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { DropsContent } from './dropsContent.ts';
import { LayoutContent } from './layoutContent.ts';
import { pageHtml } from './pageHtml.ts';
import { PanelHost, type Resumed } from './panelHost.ts';

/** The panels, as the commands open them. */
export interface Panels {
  showLayout(place: CursorPlace): Promise<void>;
  showDrops(place: CursorPlace): Promise<void>;
}

/** What drives a webview; there is one for each kind of panel. */
interface Driver extends Disposable {
  show(place: CursorPlace): Promise<void>;
}

interface PanelKind {
  readonly viewType: string;
  readonly title: string;
  /** The bundle in dist/, without its ending. */
  readonly page: string;
  readonly drive: (panel: WebviewPanel, resumed: Resumed) => Driver;
}

/** Opens panels, at most one of a kind, and restores those of the last session. */
export function registerPanels(context: ExtensionContext, server: Server): Panels {
  const layout = registerPanel(context, {
    viewType: 'rustMemoryLayout.layout',
    title: 'Memory Layout',
    page: 'webview',
    drive: (panel, resumed) => new PanelHost(panel, new LayoutContent(server), resumed),
  });
  const drops = registerPanel(context, {
    viewType: 'rustMemoryLayout.drops',
    title: 'Drop Order',
    page: 'drops',
    drive: (panel, resumed) => new PanelHost(panel, new DropsContent(server), resumed),
  });
  return { showLayout: layout, showDrops: drops };
}

/** Returns the function that shows a place in the one panel of this kind. */
function registerPanel(context: ExtensionContext, kind: PanelKind): (place: CursorPlace) => Promise<void> {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  let open: Driver | undefined;

  const adopt = (panel: WebviewPanel, resumed: Resumed) => {
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const driver = kind.drive(panel, resumed);
    panel.onDidDispose(() => {
      driver.dispose();
      if (open === driver) open = undefined;
    });
    open = driver;
    panel.webview.html = pageHtml(panel.webview, dist, kind.page, kind.title);
  };

  context.subscriptions.push(
    window.registerWebviewPanelSerializer(kind.viewType, {
      deserializeWebviewPanel: async (panel, state?: PageState) => adopt(panel, state ?? {}),
    }),
  );
  return async (place) => {
    if (open !== undefined) return open.show(place);
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    adopt(window.createWebviewPanel(kind.viewType, kind.title, column), { place });
  };
}
