/** An extension of its own, loaded beside Inkling: what can be measured only from inside the extension host. */
import { appendFileSync } from 'node:fs';
import { commands, type Disposable, ViewColumn, window } from 'vscode';

const EVERY = 10; // milliseconds
const AT_ONCE = 100; // lines are written once a second

const owned: Disposable[] = [];

export function activate(): void {
  const { INKLING_LOOP_PROBE: loop, INKLING_CURSOR_PROBE: cursor } = process.env;
  if (loop) owned.push(noteLateness(loop));
  if (cursor) owned.push(noteMoves(cursor), commands.registerCommand('inkling-bench.mark', mark));
}

export function deactivate(): void {
  for (const one of owned) one.dispose();
}

/** How late a timer of 10 ms comes, which is how long others kept the event loop: lines of delays, each after the time it was written. */
function noteLateness(file: string): Disposable {
  let last = performance.now();
  let late: string[] = [];
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - last - EVERY).toFixed(1));
    last = now;
    if (late.length < AT_ONCE) return;
    appendFileSync(file, `${Date.now()} ${late.join(' ')}\n`);
    late = [];
  }, EVERY);
  return { dispose: () => clearInterval(timer) };
}

/** When extensions hear that the cursor has moved: a line for each move, in milliseconds since 1970. */
function noteMoves(file: string): Disposable {
  return window.onDidChangeTextEditorSelection(() => {
    const at = performance.timeOrigin + performance.now();
    setImmediate(() => appendFileSync(file, `${at}\n`)); // after the others have heard
  });
}

/** A page that does nothing but show that the cursor has moved: what VS Code itself takes for that. */
function mark(): void {
  const panel = window.createWebviewPanel(
    'bench',
    'Marks',
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true },
  );
  panel.webview.html = `<!DOCTYPE html><html><body><p id="bench-mark">0</p><script>
    let count = 0;
    addEventListener('message', () => { document.getElementById('bench-mark').textContent = String(++count); });
  </script></body></html>`;
  const listener = window.onDidChangeTextEditorSelection(() => void panel.webview.postMessage({ type: 'state', state: { kind: 'stale' } }));
  panel.onDidDispose(() => listener.dispose());
  owned.push(panel);
}
