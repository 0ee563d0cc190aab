import { Uri, type Webview } from 'vscode';

/**
 * The document of a webview: a bundle of dist/ (its script and its styles, both by the name `page`), and a content security policy that lets
 * nothing else run or load. The page itself makes all elements, from messages, and never from HTML text.
 */
export function pageHtml(webview: Webview, dist: Uri, page: string, title: string): string {
  const resource = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  const nonce = newNonce();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${resource(`${page}.css`)}">
</head>
<body>
<main id="root"></main>
<script nonce="${nonce}" src="${resource(`${page}.js`)}"></script>
</body>
</html>`;
}

function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
