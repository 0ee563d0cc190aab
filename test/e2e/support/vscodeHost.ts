import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * Runs a real VS Code out of npm's code-server package: its server with the Node extension host, and its workbench in
 * Chromium, driven by Playwright. scripts/support/vscodeHost.mjs sets the package up.
 */

const root = path.resolve(import.meta.dirname, '../../..');
const modules = path.join(
  process.env.VSCODE_HOST ?? path.join(root, '.cache/vscode-host/current'),
  'node_modules',
);
const serverMain = path.join(modules, 'code-server/lib/vscode/out/server-main.js');
const ownNode = path.join(modules, `node-${process.platform}-${process.arch}/bin/node`);

/** Settings that keep out of the way of tests and pictures. A test's own settings go on top. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.banner': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Settings and installed extensions, in the same folders as desktop VS Code's. */
export class Profile {
  readonly userDataDir: string;
  readonly extensionsDir: string;

  constructor(userDataDir: string, extensionsDir: string) {
    this.userDataDir = userDataDir;
    this.extensionsDir = extensionsDir;
  }

  /** A new profile in a temporary folder, and the function that removes it. */
  static async temporary(settings: object = {}): Promise<{ profile: Profile; remove: () => Promise<void> }> {
    const dir = await mkdtemp(path.join(tmpdir(), 'vscode-e2e-'));
    const profile = new Profile(path.join(dir, 'user-data'), path.join(dir, 'extensions'));
    await profile.writeSettings(settings);
    return { profile, remove: () => rm(dir, { recursive: true, force: true }) };
  }

  /** Writes the user's settings.json unless there is one. */
  async writeSettings(settings: object = {}): Promise<void> {
    const file = path.join(this.userDataDir, 'User/settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    if (!existsSync(file)) await writeFile(file, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }

  /** `code --install-extension FILE.vsix`. */
  async installExtension(vsix: string): Promise<void> {
    const child = spawnServer(this, ['--install-extension', vsix], { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collectOutput(child);
    const [status] = await once(child, 'close');
    if (status !== 0) throw new Error(`${path.basename(vsix)} could not be installed:\n${output()}`);
  }
}

export interface VscodeServer {
  /** Host and port. */
  readonly authority: string;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  /** Lets the workbench take `extensionDevelopmentPath` and `extensionTestsPath`; shows no notifications then. */
  readonly extensionDevelopment?: boolean;
  /** False trusts every folder. */
  readonly workspaceTrust?: boolean;
  /** Port to listen on; a free one unless told. */
  readonly port?: number;
}

/** Starts VS Code's server on 127.0.0.1; it ends with this process at the latest. */
export async function startServer(profile: Profile, options: ServerOptions = {}): Promise<VscodeServer> {
  const { extensionDevelopment = false, workspaceTrust = true, port = 0 } = options;
  const args = ['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  if (extensionDevelopment) args.push('--enable-smoke-test-driver');
  if (!workspaceTrust) args.push('--disable-workspace-trust');
  const child = spawnServer(profile, args, { detached: true });
  const exited = once(child, 'exit');
  const kill = () => process.kill(-(child.pid ?? 0)); // the whole group: the extension hosts too
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const log = collectOutput(child);
  const listening = await Promise.race([portOf(child, log), exited.then(() => undefined)]);
  if (listening === undefined) throw new Error(`VS Code's server did not start:\n${log()}`);
  return {
    authority: `127.0.0.1:${listening}`,
    log,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) kill();
      await exited;
    },
  };
}

function spawnServer(profile: Profile, args: readonly string[], options: SpawnOptions): ChildProcess {
  const all = [
    serverMain,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--user-data-dir',
    profile.userDataDir,
    '--extensions-dir',
    profile.extensionsDir,
    ...args,
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  return spawn(existsSync(ownNode) ? ownNode : process.execPath, all, { ...options, env });
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  return () => output;
}

function portOf(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port !== undefined) resolve(port);
    });
  });
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-component-update'],
  });
}

export interface WorkbenchOptions {
  readonly folder?: string;
  readonly file?: string;
  readonly extensionDevelopmentPath?: readonly string[];
  readonly extensionTestsPath?: string;
}

/** The workbench's address with a folder and a file opened. */
export function workbenchUrl({ authority }: VscodeServer, options: WorkbenchOptions): string {
  const { folder, file, extensionDevelopmentPath = [], extensionTestsPath } = options;
  const remote = (local: string) => `vscode-remote://${authority}${path.resolve(local)}`;
  const payload = [['skipWelcome', 'true']];
  for (const dir of extensionDevelopmentPath) payload.push(['extensionDevelopmentPath', remote(dir)]);
  if (extensionTestsPath !== undefined) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  if (file !== undefined) payload.push(['openFile', remote(file)]);
  const url = new URL(`http://${authority}/`);
  if (folder !== undefined) url.searchParams.set('folder', path.resolve(folder));
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
