import type { FromPage } from '../protocol/panel';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The other half of the panel, in the extension: the only place that knows how it is reached. */
export interface Host {
  send(message: FromPage): void;
  onMessage(listener: (message: unknown) => void): void;
  /** What a page that was loaded before has left. */
  readonly saved: unknown;
  save(value: unknown): void;
}

export function connect(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    onMessage: (listener) => window.addEventListener('message', ({ data }) => listener(data)),
    saved: api.getState(),
    save: (value) => api.setState(value),
  };
}
