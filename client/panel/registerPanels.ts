import { type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { CursorPlace } from '../../shared/protocol.ts';
import type { PageState } from '../../shared/webviewMessages.ts';
import type { Server } from '../server.ts';
import { LayoutPanel } from './layoutPanel.ts';
import { pageHtml } from './pageHtml.ts';

const layoutViewType = 'rustMemoryLayout.layout';

/** The panels, as the commands open them. */
export interface Panels {
  showLayout(place: CursorPlace): Promise<void>;
  showDrops(place: CursorPlace): Promise<void>;
}

/** Opens panels, at most one of a kind, and restores those of the last session. */
export function registerPanels(context: ExtensionContext, server: Server): Panels {
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  let layout: LayoutPanel | undefined;

  const adopt = (panel: WebviewPanel, place: CursorPlace | undefined) => {
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const created = new LayoutPanel(panel, server, place);
    panel.onDidDispose(() => {
      created.dispose();
      if (layout === created) layout = undefined;
    });
    layout = created;
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, 'Memory layout');
  };

  context.subscriptions.push(
    window.registerWebviewPanelSerializer(layoutViewType, {
      deserializeWebviewPanel: async (panel, state?: PageState) => adopt(panel, state?.place),
    }),
  );

  return {
    showLayout: async (place) => {
      if (layout !== undefined) return layout.show(place);
      const column = { viewColumn: ViewColumn.Beside, preserveFocus: true };
      adopt(window.createWebviewPanel(layoutViewType, 'Memory Layout', column), place);
    },
    showDrops: async () => {
      window.showInformationMessage('The drop order is not shown yet.');
    },
  };
}
