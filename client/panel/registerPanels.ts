import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { FromLayoutPage, PageState } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { DropsContent } from './dropsContent.ts';
import { LayoutContent } from './layoutContent.ts';
import { pageHtml } from './pageHtml.ts';
import { PanelHost, type Resumed } from './panelHost.ts';
import { RememberedArguments } from './rememberedArguments.ts';

/** The panels, as the commands open them. */
export interface Panels {
  /** With arguments for a generic type, in Rust, if any. */
  showLayout(place: CursorPlace, typeArguments?: readonly string[]): Promise<void>;
  showDrops(place: CursorPlace): Promise<void>;
}

/** What drives a webview; there is one for each kind of panel. */
interface Driver<From> extends Disposable {
  show(place: CursorPlace, first?: From): Promise<void>;
}

interface PanelKind<From> {
  readonly viewType: string;
  readonly title: string;
  /** The bundle in dist/, without its ending. */
  readonly page: string;
  readonly drive: (panel: WebviewPanel, resumed: Resumed, first?: From) => Driver<From>;
}

/** Opens panels, at most one of a kind, and restores those of the last session. */
export function registerPanels(context: ExtensionContext, server: Server): Panels {
  const remembered = new RememberedArguments(context.workspaceState);
  const showLayout = registerPanel<FromLayoutPage>(context, {
    viewType: 'rustMemoryLayout.layout',
    title: 'Memory Layout',
    page: 'webview',
    drive: (panel, resumed, first) =>
      new PanelHost(panel, new LayoutContent(server, remembered), resumed, first),
  });
  const showDrops = registerPanel<never>(context, {
    viewType: 'rustMemoryLayout.drops',
    title: 'Drop Order',
    page: 'drops',
    drive: (panel, resumed) => new PanelHost(panel, new DropsContent(server), resumed),
  });
  return {
    showLayout: (place, typeArguments) =>
      showLayout(place, typeArguments && { kind: 'setTypeArguments', typeArguments }),
    showDrops,
  };
}

/** Returns the function that shows a place in the one panel of this kind. */
function registerPanel<From>(
  context: ExtensionContext,
  kind: PanelKind<From>,
): (place: CursorPlace, first?: From) => Promise<void> {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  let open: Driver<From> | undefined;

  const adopt = (panel: WebviewPanel, resumed: Resumed, first?: From) => {
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const driver = kind.drive(panel, resumed, first);
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
  return async (place, first) => {
    if (open !== undefined) return open.show(place, first);
    const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    adopt(window.createWebviewPanel(kind.viewType, kind.title, column), { place }, first);
  };
}
