// Serves the built page as VS Code does: under the same content security policy, with a theme's variables.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..'); // also of out/bench, where the editor bench is compiled to
const NONCE = 'dGVzdA';
const types: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript' };

export const THEMES = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light vscode-high-contrast',
} as const;

export type Theme = keyof typeof THEMES;

export class PageServer {
  readonly #server: Server;

  constructor() {
    const dist = join(root, 'dist');
    const here = join(root, 'test', 'page');
    const files: Readonly<Record<string, string>> = {
      ...Object.fromEntries(['en', 'zh-cn'].map((lang) => [`/inspector.${lang}.js`, join(dist, `inspector.${lang}.js`)])),
      '/inspector.css': join(dist, 'inspector.css'),
      '/host.js': join(here, 'host.js'),
      ...Object.fromEntries(Object.keys(THEMES).map((theme) => [`/${theme}.css`, join(here, 'themes', `${theme}.css`)])),
    };
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const file = files[url.pathname];
      if (url.pathname === '/') {
        const theme = url.searchParams.get('theme') as Theme;
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(html(theme, url.searchParams.get('lang') ?? 'en', this.origin));
      } else if (file) {
        response.writeHead(200, { 'content-type': types[file.split('.').at(-1)!]! });
        response.end(await readFile(file));
      } else response.writeHead(404).end();
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.#server.close(done));
  }
}

function html(theme: Theme, lang: string, origin: string): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    `style-src ${origin}`,
    `font-src ${origin}`,
    "img-src 'none'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>-</title>
<link rel="stylesheet" href="${theme}.css">
<link rel="stylesheet" href="inspector.css">
<script nonce="${NONCE}" src="host.js"></script>
</head>
<body class="${THEMES[theme]}">
<script nonce="${NONCE}" src="inspector.${lang}.js"></script>
</body>
</html>`;
}
