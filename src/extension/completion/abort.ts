import type { CancellationToken } from 'vscode';

/** VS Code's way to cancel as the web's. Dispose it when the work is done, or the listener stays with the token. */
export function abortSignal(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listener = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, dispose: () => listener.dispose() };
}
