#!/usr/bin/env node
// Stands in for the `code` executable of desktop VS Code: @vscode/test-electron starts it as it would start that.
import { register } from 'tsx/esm/api';

register();
await import('./support/code.ts');
